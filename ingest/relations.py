"""What a relation leads to: an item, a choice or a value, and how it is named in a table."""

from dataclasses import dataclass, replace
from functools import cache

from rdflib import OWL, RDF, Graph, Literal, URIRef

from ingest.faults import CellError, worded
from ingest.words import folded, nearest, plain
from ontology.source import read_graph
from ontology.tables import VALUE_KINDS, Column, ValueKind, tables
from ontology.terms import CONCEPT, NAMESPACE, compact, expand
from ontology.vocabulary import QS_CHOICES, Choice, schemes, terms

RANGE = URIRef(expand("schema:rangeIncludes"))
TEXT_LANGUAGE = "de"  # of a text in a column for values of any relation
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Target:
    """What a relation leads to; ``kind`` is ``reference`` for items."""

    kind: ValueKind
    language: str = ""
    choices: tuple[Choice, ...] = ()

    def column(self, column: Column) -> Column:
        """Return ``column`` holding what the relation asks for."""
        return replace(column, kind=self.kind, language=self.language, choices=self.choices)


def local_name(relation: str) -> str:
    """Return the last part of a relation's IRI: ``lead``."""
    return relation.replace("#", "/").rsplit("/", 1)[-1]


@cache
def target_of(relation: str) -> Target:
    """Return what ``relation`` leads to: as the tables have it, else as the ontology says."""
    column = _columns_by_path().get(relation)
    if column:
        return Target(column.kind, column.language, column.choices)
    graph = read_graph("querschnitt.ttl")
    subject = URIRef(relation)
    if choices := graph.value(subject, QS_CHOICES):
        return Target("choice", choices=schemes()[str(choices).removeprefix(CONCEPT)])
    kind = _kind(graph, subject)
    return Target(kind, TEXT_LANGUAGE if kind == "language" else "")


def _kind(graph: Graph, relation: URIRef) -> ValueKind:
    if (relation, URIRef(f"{NAMESPACE}valueType"), Literal("date")) in graph:
        return "date"
    for found in graph.objects(relation, RANGE):
        if str(found) in VALUE_KINDS:
            return VALUE_KINDS[str(found)]
    return "text" if (relation, RDF.type, OWL.DatatypeProperty) in graph else "reference"


@cache
def _columns_by_path() -> dict[str, Column]:
    found: dict[str, Column] = {}
    for table in tables():
        for column in table.columns:
            if column.path:
                found.setdefault(column.path, column)
    return found


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
