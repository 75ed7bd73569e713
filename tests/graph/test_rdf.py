"""Selections of the data as rdflib's values."""

from pathlib import Path

import pytest
import rdflib
from hypothesis import given

from graph.embedded import EmbeddedStore
from graph.rdf import as_dataset, as_graph, constructed, rdflib_term, value_of
from graph.terms import Quad, normalised, quads_of_lines
from ontology.statement import XSD, Literal
from ontology.terms import CURRENT
from tests.graph.samples import LABEL, LEAD, MEASURE, MINISTRY, accept, literals, measure, opened


def test_graphs_become_a_data_set_of_named_graphs(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        accept(data, measure())
        found = as_dataset(data.store, [CURRENT, measure().iri])
    names = {str(graph.identifier) for graph in found.graphs() if len(graph)}
    assert names == {CURRENT, measure().iri}
    graph = found.graph(rdflib.URIRef(CURRENT))
    triple = (rdflib.URIRef(MEASURE), rdflib.URIRef(LEAD), rdflib.URIRef(MINISTRY))
    assert triple in graph
    assert len(graph) == data.store.count(CURRENT)


def test_what_a_query_constructs_becomes_the_default_graph(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        accept(data, measure(), measure("M-2"))
        query = "CONSTRUCT { ?m rdfs:label ?name } WHERE { ?m rdfs:label ?name ; qs:lead ?who }"
        found = constructed(data.store, query, {"m": MEASURE})
    (triple,) = found.default_graph
    assert triple == (
        rdflib.URIRef(MEASURE), rdflib.URIRef(LABEL), rdflib.Literal("Deutschkurse", lang="de")
    )  # fmt: skip


def test_the_second_engine_answers_as_the_first(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        accept(data, measure(), measure("M-2"))
        graph = as_graph(data.store.quads(graph=CURRENT))
        query = "SELECT ?m ?name { ?m rdfs:label ?name ; qs:lead ?who } ORDER BY ?m"
        rows = data.store.select(query, default=[CURRENT])
    prefix = "PREFIX qs: <https://w3id.org/querschnitt/def#>\n"
    other = [
        {str(name): value_of(term) for name, term in row.asdict().items()}
        for row in graph.query(prefix + query)
        if isinstance(row, rdflib.query.ResultRow)
    ]
    assert other == rows


@given(literals)
def test_any_stored_value_goes_over_and_comes_back(literal: Literal) -> None:
    (quad,) = quads_of_lines(normalised([Quad(MEASURE, LABEL, literal, CURRENT)]))
    assert value_of(rdflib_term(quad.object)) == quad.object


def test_a_text_of_a_type_keeps_its_form() -> None:
    store = EmbeddedStore()
    store.insert([Quad(MEASURE, LABEL, Literal("2014-11-24Z", f"{XSD}date"), CURRENT)])
    ((_, _, value),) = as_graph(store.quads())
    assert str(value) == "2014-11-24Z"


def test_a_blank_node_is_no_value() -> None:
    with pytest.raises(TypeError):
        value_of(rdflib.BNode())
