"""Linked data: statements and claims in every form, and whole JSON-LD documents too."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from api.addresses import Addresses
from api.negotiation import JSON_LD, N_TRIPLES, RDF_XML, TRIG, TURTLE
from api.representation import Makers
from graph.current import turtle_lines
from graph.embedded import serialised
from graph.exchange import reformed
from graph.store import VIEWS, Store
from graph.terms import Quad, engine_quad, quads_of_lines
from ontology.context import context, definition, names
from ontology.source import read_text
from ontology.statement import RDF, XSD, Literal, Statement
from ontology.terms import CLAIMS, PREFIXES, compact

RDF_TYPE = f"{RDF}type"
Node = dict[str, object]


def statements_about(store: Store, subjects: Iterable[str]) -> list[Statement]:
    """Return what is in force, or follows from it, about each of ``subjects``, sorted."""
    found = {
        quad.statement
        for subject in subjects
        for graph in VIEWS
        for quad in store.quads(graph=graph, subject=subject)
    }
    return in_order(found)


def _order(said: Statement) -> tuple[str, bool, str, str]:
    first = said.predicate != RDF_TYPE
    text, kind = (
        (said.object, "")
        if isinstance(said.object, str)
        else (said.object.value, said.object.language + said.object.datatype)
    )
    return said.subject, first, said.predicate, f"{text}\0{kind}"


def in_order(statements: Iterable[Statement]) -> list[Statement]:
    """Return ``statements`` sorted: by subject, its classes first."""
    return sorted(statements, key=_order)


@cache
def ontology_statements(*names: str) -> tuple[Statement, ...]:
    """Return what the ontology's Turtle files ``names`` say, sorted."""
    lines = (line for name in names for line in turtle_lines(read_text(name), name))
    return tuple(in_order({quad.statement for quad in quads_of_lines(lines)}))


def statement_forms(make: Callable[[], Iterable[Statement]], here: Addresses) -> Makers:
    """Return how the statements that ``make`` returns are written, with addresses as ``here``."""

    def found() -> Iterable[Statement]:
        return map(here.statement, make())

    return {
        TURTLE: lambda: written(found(), "ttl"),
        JSON_LD: lambda: json_ld(found()),
        N_TRIPLES: lambda: written(found(), "nt"),
        RDF_XML: lambda: written(found(), "rdfxml"),
    }


def claim_forms(store: Store, claims: Iterable[str], here: Addresses) -> Makers:
    """Return how whole claims are written, each a graph, with what is known about them."""

    def found() -> list[Quad]:
        quads = [
            quad
            for claim in claims
            for quad in (*store.quads(graph=claim), *store.quads(graph=CLAIMS, subject=claim))
        ]
        return [here.quad(q) for q in sorted(quads, key=lambda q: (q.graph, _order(q.statement)))]

    return {
        TRIG: lambda: serialised(map(engine_quad, found()), "trig"),
        JSON_LD: lambda: json_ld_graphs(found()),
    }


def written(statements: Iterable[Statement], form: str) -> bytes:
    """Return ``statements`` in their order, in a form for graphs such as ``ttl`` or ``nt``."""
    quads = (Quad(said.subject, said.predicate, said.object, VIEWS[0]) for said in statements)
    return serialised(map(engine_quad, quads), form)


def json_ld(statements: Iterable[Statement]) -> bytes:
    """Return ``statements`` as JSON-LD; the part of the context that is used goes with them."""
    found = list(statements)
    return _with_context(found, _nodes(found))


def json_ld_graphs(quads: Iterable[Quad]) -> bytes:
    """Return ``quads`` as JSON-LD, each graph with its name; the context goes with them."""
    graphs: dict[str, list[Statement]] = defaultdict(list)
    for quad in quads:
        graphs[quad.graph].append(quad.statement)
    every = [said for statements in graphs.values() for said in statements]
    named: list[Node] = [{"@id": name, "@graph": _nodes(said)} for name, said in graphs.items()]
    return _with_context(every, named)


def _with_context(statements: list[Statement], graph: list[Node]) -> bytes:
    used = {said.predicate for said in statements}
    used |= {str(said.object) for said in statements if said.predicate == RDF_TYPE}
    document = {"@context": _part_of_context(used), "@graph": graph}
    return json.dumps(document, ensure_ascii=False, indent=2).encode("utf-8")


def _nodes(statements: Iterable[Statement]) -> list[Node]:
    nodes: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for said in statements:
        nodes[said.subject][said.predicate].append(said)
    return [_node(subject, relations) for subject, relations in nodes.items()]


def forms_of(document: Node, prefixes: Mapping[str, str]) -> Makers:
    """Return how the JSON-LD ``document``, which holds its context, is made in every form."""
    text = json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8")
    return {
        JSON_LD: lambda: text,
        TURTLE: lambda: reformed(text, "ttl", prefixes),
        N_TRIPLES: lambda: reformed(text, "nt", prefixes),
        RDF_XML: lambda: reformed(text, "rdfxml", prefixes),
    }


def _part_of_context(used: set[str]) -> Node:
    known = names()
    part = {known[iri]: definition(iri) for iri in sorted(used) if iri in known}
    whole = context()
    return {"@version": whole["@version"], **PREFIXES, **part}


def _node(subject: str, relations: dict[str, list[Statement]]) -> Node:
    node: Node = {"@id": subject}
    for relation, said in relations.items():
        values = [each.object for each in said]
        if relation == RDF_TYPE:
            node["@type"] = [names().get(str(value), compact(str(value))) for value in values]
        else:
            node |= _property(relation, values)
    return node


def _property(relation: str, values: list[str | Literal]) -> Node:
    name = names().get(relation, relation)
    defined = definition(relation) if relation in names() else relation
    rules = defined if isinstance(defined, dict) else {}
    if rules.get("@container") != "@language":
        return {name: _one_or_all([_value(value, rules) for value in values])}
    by_language: dict[str, list[object]] = defaultdict(list)
    others = []
    for value in values:
        if isinstance(value, Literal) and value.language:
            by_language[value.language].append(value.value)
        else:
            others.append(_value(value, {}))
    texts = {language: _one_or_all(found) for language, found in by_language.items()}
    # A map of languages can hold nothing else; the long name has no such rule.
    return ({name: texts} if texts else {}) | ({compact(relation): others} if others else {})


def _value(value: str | Literal, rules: dict[str, str]) -> object:
    if isinstance(value, str):
        return value if rules.get("@type") == "@id" else {"@id": value}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if value.datatype == f"{XSD}string" and "@type" not in rules:
        return value.value
    return {"@value": value.value, "@type": value.datatype}


def _one_or_all(values: list[object]) -> object:
    return values[0] if len(values) == 1 else values
