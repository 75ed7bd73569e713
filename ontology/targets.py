"""What a relation leads to: an item, a choice or a value."""

from dataclasses import dataclass, replace
from functools import cache

from rdflib import OWL, RDF, Graph, Literal, URIRef

from ontology.source import read_graph
from ontology.tables import VALUE_KINDS, Column, ValueKind, tables
from ontology.terms import CONCEPT, NAMESPACE, expand
from ontology.vocabulary import QS_CHOICES, Choice, schemes

RANGE = URIRef(expand("schema:rangeIncludes"))
TEXT_LANGUAGE = "de"  # of a text in a column for values of any relation


@dataclass(frozen=True, slots=True)
class Target:
    """What a relation leads to; ``kind`` is ``reference`` for items."""

    kind: ValueKind
    language: str = ""
    choices: tuple[Choice, ...] = ()

    def column(self, column: Column) -> Column:
        """Return ``column`` holding what the relation asks for."""
        return replace(column, kind=self.kind, language=self.language, choices=self.choices)


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
