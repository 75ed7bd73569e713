"""Linked data: statements as Turtle and JSON-LD, and whole JSON-LD documents in every form."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from api.negotiation import JSON_LD, N_TRIPLES, RDF_XML, TURTLE
from api.representation import Makers
from graph.embedded import serialised
from graph.exchange import reformed
from graph.store import VIEWS, Store
from graph.terms import Quad, engine_quad
from ontology.context import context, definition, names
from ontology.statement import RDF, XSD, Literal, Statement
from ontology.terms import PREFIXES, compact

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
    return sorted(found, key=_order)


def _order(said: Statement) -> tuple[str, bool, str, str]:
    first = said.predicate != RDF_TYPE
    text, kind = (
        (said.object, "")
        if isinstance(said.object, str)
        else (said.object.value, said.object.language + said.object.datatype)
    )
    return said.subject, first, said.predicate, f"{text}\0{kind}"


def turtle(statements: Iterable[Statement]) -> bytes:
    """Return ``statements`` as Turtle in their order."""
    return written(statements, "ttl")


def written(statements: Iterable[Statement], form: str) -> bytes:
    """Return ``statements`` in their order, in a form for graphs such as ``ttl`` or ``nt``."""
    quads = (Quad(said.subject, said.predicate, said.object, VIEWS[0]) for said in statements)
    return serialised(map(engine_quad, quads), form)


def json_ld(statements: Iterable[Statement]) -> bytes:
    """Return ``statements`` as JSON-LD; the part of the context that is used goes with them."""
    nodes: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for said in statements:
        nodes[said.subject][said.predicate].append(said)
    graph = [_node(subject, relations) for subject, relations in nodes.items()]
    used = {relation for relations in nodes.values() for relation in relations}
    used |= {str(said.object) for said in _types(nodes.values())}
    document = {"@context": _part_of_context(used), "@graph": graph}
    return json.dumps(document, ensure_ascii=False, indent=2).encode("utf-8")


def forms_of(document: Node, prefixes: Mapping[str, str]) -> Makers:
    """Return how the JSON-LD ``document``, which holds its context, is made in every form."""
    text = json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8")
    return {
        JSON_LD: lambda: text,
        TURTLE: lambda: reformed(text, "ttl", prefixes),
        N_TRIPLES: lambda: reformed(text, "nt", prefixes),
        RDF_XML: lambda: reformed(text, "rdfxml", prefixes),
    }


def _types(nodes: Iterable[dict[str, list[Statement]]]) -> Iterable[Statement]:
    return (said for relations in nodes for said in relations.get(RDF_TYPE, []))


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
