"""Any selection of the data as rdflib's values, for exchange and for tools that need rdflib."""

from collections.abc import Iterable
from functools import lru_cache

import rdflib
from rdflib.namespace import XSD

from graph.store import Store, Values
from graph.terms import Quad, Term
from ontology.statement import Literal


def as_dataset(store: Store, graphs: Iterable[str]) -> rdflib.Dataset:
    """Return the quads of ``graphs`` as a data set of named graphs."""
    dataset = rdflib.Dataset()
    for name in graphs:
        _fill(dataset.graph(rdflib.URIRef(name)), store.quads(graph=name))
    return dataset


def constructed(store: Store, query: str, values: Values | None = None) -> rdflib.Dataset:
    """Return what a ``CONSTRUCT`` finds as a data set with that as its default graph."""
    dataset = rdflib.Dataset()
    found = store.construct(query, values)
    quads = (Quad(said.subject, said.predicate, said.object, "") for said in found)
    _fill(dataset.default_graph, quads)
    return dataset


def as_graph(quads: Iterable[Quad]) -> rdflib.Graph:
    """Return ``quads`` as one graph, without saying which graph each came from."""
    graph = rdflib.Graph()
    _fill(graph, quads)
    return graph


@lru_cache(maxsize=1 << 16)
def rdflib_iri(iri: str) -> rdflib.URIRef:
    """Return ``iri`` as rdflib's term."""
    return rdflib.URIRef(iri)


def rdflib_term(term: Term) -> rdflib.URIRef | rdflib.Literal:
    """Return ``term`` as rdflib's term; a literal keeps its text as it is."""
    if isinstance(term, str):
        return rdflib_iri(term)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = None if _is_string(term) else rdflib_iri(term.datatype)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)


def value_of(term: object) -> Term:
    """Return rdflib's ``term`` as a value; raises ``TypeError`` for a blank node."""
    if isinstance(term, rdflib.URIRef):
        return str(term)
    if isinstance(term, rdflib.Literal):
        if term.language:
            return Literal.text(str(term), term.language)
        return Literal(str(term), str(term.datatype or XSD.string))
    raise TypeError(term)


def _is_string(literal: Literal) -> bool:
    return literal.datatype == str(XSD.string)


def _fill(graph: rdflib.Graph, quads: Iterable[Quad]) -> None:
    for quad in quads:
        graph.add((rdflib_iri(quad.subject), rdflib_iri(quad.predicate), rdflib_term(quad.object)))
