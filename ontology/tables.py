"""The tables that data comes in and goes out by: read from the shapes, never written twice."""

from dataclasses import dataclass
from functools import cache
from typing import Literal as OneOf

from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

from ontology.source import read_graph
from ontology.terms import CONCEPT, NAMESPACE, expand
from ontology.vocabulary import Choice, Text, relations, schemes, text_of

ValueKind = OneOf[
    "text", "language", "date", "integer", "decimal", "boolean", "url", "choice", "reference"
]
Role = OneOf["id", "property", "subject", "relation", "object", "value", "claim"]
VALUE_KINDS: dict[str, ValueKind] = {
    expand("xsd:string"): "text",
    expand("rdf:langString"): "language",
    expand("xsd:integer"): "integer",
    expand("xsd:decimal"): "decimal",
    expand("xsd:boolean"): "boolean",
    expand("xsd:anyURI"): "url",
}

ROLES: dict[str, Role] = {
    "id": "id",
    "property": "property",
    "subject": "subject",
    "relation": "relation",
    "object": "object",
    "value": "value",
}


def _qs(name: str) -> URIRef:
    return URIRef(NAMESPACE + name)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its machine name, label, relation and what its cells may hold."""

    name: str
    label: Text
    path: str
    role: Role
    kind: ValueKind
    order: int
    required: bool
    separator: str
    language: str
    class_iri: str
    choices: tuple[Choice, ...]
    relations: tuple[str, ...]
    pattern: str
    message: Text


@dataclass(frozen=True, slots=True)
class Table:
    """One table: a kind of thing (with ``class_iri`` and ``kind``) or a relation of two things."""

    name: str
    label: Text
    kind: str
    class_iri: str
    columns: tuple[Column, ...]
    order: int

    @property
    def joins(self) -> bool:
        """Return whether the rows join two things instead of describing one."""
        return not self.class_iri

    def column(self, name: str) -> Column:
        """Return the column ``name``; raises ``KeyError`` when the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name!r}")

    def with_role(self, role: Role) -> Column:
        """Return the column that plays ``role`` in a relation table."""
        return next(column for column in self.columns if column.role == role)


def _string(graph: Graph, subject: Node, relation: URIRef, default: str = "") -> str:
    value = graph.value(subject, relation)
    return default if value is None else str(value)


def _value_kind(graph: Graph, shape: Node) -> ValueKind:
    if _string(graph, shape, _qs("valueType")) == "date":
        return "date"
    if (shape, _qs("choices"), None) in graph:
        return "choice"
    datatype = _string(graph, shape, SH.datatype)
    if datatype:
        return VALUE_KINDS[datatype]
    return "reference" if (shape, SH["class"], None) in graph else "text"


def _role(graph: Graph, shape: Node, *, claim: bool) -> Role:
    if claim or (shape, RDF.type, _qs("ClaimColumn")) in graph:
        return "claim"
    stated = _string(graph, shape, _qs("columnRole"), "property")
    return ROLES[stated]


def _relations(graph: Graph, shape: URIRef, role: Role) -> tuple[str, ...]:
    if role != "relation":
        return ()
    listed = sorted(str(found) for found in graph.objects(shape, _qs("relation")))
    return tuple(listed or sorted(relations()))


def _column(graph: Graph, shape: URIRef, *, claim: bool = False) -> Column:
    role = _role(graph, shape, claim=claim)
    scheme = _string(graph, shape, _qs("choices")).removeprefix(CONCEPT)
    order = graph.value(shape, SH.order)
    minimum = graph.value(shape, SH.minCount)
    return Column(
        name=_string(graph, shape, _qs("column")),
        label=text_of(graph, shape, SH.name),
        path=_string(graph, shape, SH.path),
        role=role,
        kind="text" if role in {"id", "relation", "value"} else _value_kind(graph, shape),
        order=int(str(order)),
        required=isinstance(minimum, Literal) and int(minimum) > 0,
        separator=_string(graph, shape, _qs("separator")),
        language=_string(graph, shape, _qs("valueLanguage")),
        class_iri="" if scheme else _string(graph, shape, SH["class"]),
        choices=schemes()[scheme] if scheme else (),
        relations=_relations(graph, shape, role),
        pattern=_string(graph, shape, SH.pattern),
        message=text_of(graph, shape, SH.message),
    )


def _columns(graph: Graph, shape: Node, *, claim: bool = False) -> tuple[Column, ...]:
    found = [
        _column(graph, part, claim=claim)
        for part in graph.objects(shape, SH.property)
        if isinstance(part, URIRef)
    ]
    return tuple(sorted(found, key=lambda column: column.order))


@cache
def claim_columns() -> tuple[Column, ...]:
    """Return the columns that every table ends with: basis, source, validity and so on."""
    return _columns(read_graph("shapes.ttl"), _qs("ClaimShape"), claim=True)


def _table(graph: Graph, shape: URIRef) -> Table:
    order = graph.value(shape, SH.order)
    return Table(
        name=_string(graph, shape, _qs("tableName")),
        label=text_of(graph, shape, SH.name),
        kind=_string(graph, shape, _qs("kind")),
        class_iri=_string(graph, shape, SH.targetClass),
        columns=_columns(graph, shape) + claim_columns(),
        order=int(str(order)),
    )


@cache
def tables() -> tuple[Table, ...]:
    """Return all tables: those of things first, then those that join things."""
    found = [
        _table(graph, shape)
        for graph in (read_graph("shapes.ttl"), read_graph("relations.ttl"))
        for shape in graph.subjects(_qs("tableName"))
        if isinstance(shape, URIRef)
    ]
    return tuple(sorted(found, key=lambda table: table.order))


@cache
def table_named(name: str) -> Table | None:
    """Return the table called ``name`` (``measures``), or ``None``."""
    return next((table for table in tables() if table.name == name), None)


@cache
def table_of_class(class_iri: str) -> Table | None:
    """Return the table whose rows are things of ``class_iri``, or ``None``."""
    return next((table for table in tables() if table.class_iri == class_iri), None)
