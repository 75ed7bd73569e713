"""Shapes are judged, and what does not fit is named in both languages."""

from pathlib import Path

import pytest
from rdflib import Graph

from graph.store import Store
from graph.validation import validate
from ontology.statement import XSD, Literal
from ontology.terms import NAMESPACE, PREFIXES, thing_iri
from tests.graph.samples import LABEL, LEAD, MEASURE, TYPE, accept, claim, measure, opened

SHAPES = """
@prefix qs: <https://w3id.org/querschnitt/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

qs:MeasureShape a sh:NodeShape ;
    sh:targetClass qs:Measure ;
    sh:property qs:MeasureShape-label, qs:MeasureShape-lead, qs:MeasureShape-budget .

qs:MeasureShape-label sh:path rdfs:label ;
    sh:minCount 1 ;
    sh:message "Bezeichnung fehlt."@de, "The label is missing."@en .

qs:MeasureShape-lead sh:path qs:lead ;
    sh:class qs:Organisation ;
    sh:severity sh:Warning ;
    sh:message "kein Ressort"@de, "no ministry"@en .

qs:MeasureShape-budget sh:path qs:budget ;
    sh:datatype xsd:integer .
"""
BUDGET = f"{NAMESPACE}budget"
BARE = thing_iri("measure", "M-3")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(data=SHAPES, format="turtle")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return a store with one good measure, one with a lead unheard of, and a bare one."""
    lead = thing_iri("ministry", "A")
    other = thing_iri("measure", "M-2")
    with opened(tmp_path) as data:
        accept(
            data,
            claim("ministries-A", (lead, TYPE, f"{NAMESPACE}Ministry")),
            measure(),
            claim(
                "measures-M-2",
                (other, TYPE, f"{NAMESPACE}Measure"),
                (other, LABEL, Literal.text("Sport", "de")),
                (other, LEAD, thing_iri("ministry", "B")),
            ),
            claim(
                "measures-M-3",
                (BARE, TYPE, f"{NAMESPACE}Measure"),
                (BARE, BUDGET, Literal("viel", f"{XSD}string")),
            ),
        )
        return data.store


def test_what_fits_is_not_mentioned_and_the_rest_is_named(store: Store, shapes: Graph) -> None:
    budget, label, lead = sorted(
        validate(store, shapes=shapes), key=lambda item: (item.focus != BARE, item.path != BUDGET)
    )
    assert (label.focus, label.path) == (BARE, f"{PREFIXES['rdfs']}label")
    assert (label.message.de, label.message.en) == ("Bezeichnung fehlt.", "The label is missing.")
    assert (label.severity, label.value) == ("violation", None)
    assert label.shape == f"{NAMESPACE}MeasureShape-label"
    assert (lead.focus, lead.severity) == (thing_iri("measure", "M-2"), "warning")
    assert lead.value == thing_iri("ministry", "B")
    assert budget.value == Literal("viel")
    assert budget.message.de == budget.message.en != ""


def test_only_what_is_asked_for_is_judged(store: Store, shapes: Graph) -> None:
    everything = validate(store, shapes=shapes)
    for subject in (MEASURE, thing_iri("measure", "M-2"), BARE):
        found = validate(store, {subject}, shapes)
        assert found == tuple(item for item in everything if item.focus == subject)
    assert validate(store, set(), shapes) == ()


def test_the_shapes_of_the_product_judge_claims_and_things(store: Store) -> None:
    found = {(item.focus, item.path) for item in validate(store)}
    assert (BARE, f"{PREFIXES['dcterms']}identifier") in found
    assert all(item.message.de and item.message.en for item in validate(store))


def test_a_change_can_be_judged_before_it_is_made(tmp_path: Path, shapes: Graph) -> None:
    with opened(tmp_path) as data:
        change = data.difference([claim("measures-M-3", (BARE, TYPE, f"{NAMESPACE}Measure"))])
        (found,) = validate(data.preview(change), change.subjects(), shapes)
        assert found.focus == BARE
        assert data.revision == 0
