"""Things and concepts as something to point at: their labels, abbreviations, kinds and keys."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from graph.model import Reference
from graph.selection import among, one_of
from graph.store import Store
from ontology.statement import Literal
from ontology.tables import tables
from ontology.terms import CURRENT, expand, kind_and_key
from ontology.vocabulary import Text, concept_labels, terms

ABBREVIATION = expand("qs:abbreviation")
LABELS = tuple(
    map(
        expand,
        ("skos:prefLabel", "qs:seatGroup", "dcterms:description", "qs:verbatim", "oa:exact"),
    )
)
"""Where a name is looked for, best first; what has no name is called by what it says."""
LONGEST = 120
_QUERY = f"""SELECT ?thing ?relation ?value {{{{
  {{things}}
  GRAPH <{CURRENT}> {{{{ ?thing ?relation ?value }}}}
  {among("relation", (ABBREVIATION, *LABELS))}
}}}}"""

Named = dict[str, Reference]


def references(store: Store, iris: Iterable[str]) -> Named:
    """Return a reference for each of ``iris``; what has no label in force is called by its key."""
    wanted = dict.fromkeys(iris)
    things = [iri for iri in wanted if kind_and_key(iri)]
    named = _things(store, things) if things else {}
    return {iri: named.get(iri) or nameless(iri) for iri in wanted}


def reference(store: Store, iri: str) -> Reference:
    """Return the reference to ``iri``."""
    return references(store, [iri])[iri]


def nameless(iri: str) -> Reference:
    """Return the reference to a concept or term, or to a thing by its kind and key alone."""
    label = concept_labels().get(iri)
    if label is None and iri in terms():
        label = terms()[iri].label
    place = kind_and_key(iri)
    if place is None:
        return Reference(iri, label or Text(iri, iri))
    kind, key = place
    names = _kinds().get(kind, Text("", ""))
    return Reference(iri, Text(f"{names.de} {key}".strip(), f"{names.en} {key}".strip()), kind, key)


def joined(found: Iterable[tuple[str, str, Literal]]) -> Named:
    """Return the references that rows of thing, relation and label make."""
    labels: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for iri, relation, value in found:
        labels[iri][relation].setdefault(value.language or "de", value.value)
    return {iri: _named(iri, names) for iri, names in labels.items()}


def _things(store: Store, iris: list[str]) -> Named:
    rows = store.select(_QUERY.format(things=one_of("thing", iris)))
    found = (
        (str(row["thing"]), str(row["relation"]), value)
        for row in rows
        if isinstance(value := row["value"], Literal)
    )
    return joined(sorted(found, key=lambda part: (part[0], part[1], part[2])))


def _named(iri: str, names: dict[str, dict[str, str]]) -> Reference:
    bare = nameless(iri)
    label = next((names[name] for name in LABELS if name in names), None)
    short = next(iter(names.get(ABBREVIATION, {}).values()), "")
    if label is None:
        return Reference(iri, bare.label, bare.kind, bare.key, short)
    first = next(iter(label.values()))
    text = Text(shortened(label.get("de", first)), shortened(label.get("en", first)))
    return Reference(iri, text, bare.kind, bare.key, short)


def shortened(text: str) -> str:
    """Return ``text``, cut at a word if it is too long to be a label."""
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST - 1].rsplit(" ", 1)[0] + " …"


@cache
def _kinds() -> dict[str, Text]:
    return {table.kind: terms()[table.class_iri].label for table in tables() if table.kind}
