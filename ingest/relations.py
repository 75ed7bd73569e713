"""How a relation is named in a table."""

from functools import cache

from ingest.faults import CellError, worded
from ingest.words import folded, nearest, plain
from ontology.terms import compact
from ontology.vocabulary import terms

SHOWN = 8


def local_name(relation: str) -> str:
    """Return the last part of a relation's IRI: ``lead``."""
    return relation.replace("#", "/").rsplit("/", 1)[-1]


@cache
def _names(allowed: tuple[str, ...]) -> dict[str, str]:
    """Return relation by each name it can be written with, folded."""
    found: dict[str, str] = {}
    for relation in allowed:
        label = terms()[relation].label
        for name in (local_name(relation), compact(relation), relation, label.de, label.en):
            found.setdefault(folded(name), relation)
    return found


def relation_named(text: str, allowed: tuple[str, ...]) -> str:
    """Return the one of the ``allowed`` relations that ``text`` names; raises ``CellError``."""
    if found := _names(allowed).get(folded(text)):
        return found
    labels = [terms()[relation].label for relation in allowed]
    known = {plain(name): name for label in labels for name in (label.de, label.en)}
    known |= {plain(local_name(relation)): local_name(relation) for relation in allowed}
    shown = ", ".join(local_name(relation) for relation in allowed[:SHOWN])
    more = " …" if len(allowed) > SHOWN else ""
    expected = worded("ingest.expected.relation", relations=f"{shown}{more}")
    raise CellError("ingest.unknown_relation", text, expected, nearest(text, known))
