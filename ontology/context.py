"""The JSON-LD context: short names for classes and relations, made from the ontology."""

from collections import Counter, defaultdict
from functools import cache

from rdflib import RDF, URIRef
from rdflib.namespace import OWL

from ontology.source import read_graph
from ontology.tables import ValueKind, tables
from ontology.terms import PREFIXES, compact
from ontology.vocabulary import relations, terms

VERSION = 1.1
DATATYPES: dict[ValueKind, str] = {
    "integer": "xsd:integer",
    "decimal": "xsd:decimal",
    "boolean": "xsd:boolean",
    "url": "xsd:anyURI",
}
Definition = str | dict[str, str]


@cache
def names() -> dict[str, str]:
    """Return the short name of every class and relation by IRI.

    It is the local name; where two vocabularies use the same one, ours keeps it and the others
    are called ``prefix:name``.
    """
    curies = {iri: compact(iri) for iri in terms()}
    uses = Counter(_local(curie) for curie in curies.values())
    return {
        iri: _local(curie) if uses[_local(curie)] == 1 or curie.startswith("qs:") else curie
        for iri, curie in curies.items()
    }


@cache
def context() -> dict[str, Definition | float]:
    """Return the value of ``@context``; callers must not change it."""
    found: dict[str, Definition | float] = {"@version": VERSION}
    found |= dict(sorted(PREFIXES.items()))
    found |= {name: definition(iri) for iri, name in sorted(names().items(), key=lambda n: n[1])}
    return found


@cache
def definition(iri: str) -> Definition:
    """Return what the context says about the class or relation ``iri``."""
    kinds = _kinds().get(iri, set())
    if iri not in relations():
        return iri
    if (URIRef(iri), RDF.type, OWL.ObjectProperty) in read_graph("querschnitt.ttl"):
        return {"@id": iri, "@type": "@id"}
    if kinds == {"language"}:
        return {"@id": iri, "@container": "@language"}
    if len(kinds) == 1 and (datatype := DATATYPES.get(next(iter(kinds)))):
        return {"@id": iri, "@type": datatype}
    return iri


@cache
def _kinds() -> dict[str, set[ValueKind]]:
    found: dict[str, set[ValueKind]] = defaultdict(set)
    for table in tables():
        for column in table.columns:
            if column.path:
                found[column.path].add(column.kind)
    return found


def _local(curie: str) -> str:
    return curie.rpartition(":")[2]
