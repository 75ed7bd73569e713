"""The store that Oxigraph keeps."""

import json
from pathlib import Path

import pytest
from hypothesis import given

from graph.change import Change
from graph.embedded import EmbeddedStore
from graph.errors import QueryError
from graph.store import Store
from graph.terms import Quad, normalised, quads_of_lines
from ontology.statement import XSD, Literal, Statement
from ontology.terms import CURRENT, INFERRED, VOCABULARY
from tests.graph.samples import LABEL, LEAD, MEASURE, MINISTRY, claim_iri, literals

GRAPH = claim_iri("a")


@pytest.fixture
def store() -> Store:
    filled = EmbeddedStore()
    filled.insert(
        [
            Quad(MEASURE, LEAD, MINISTRY, CURRENT),
            Quad(MEASURE, LABEL, Literal.text("Deutschkurse", "de"), CURRENT),
            Quad(LEAD, LABEL, Literal("Federführung"), VOCABULARY),
            Quad(MEASURE, f"{LEAD}ed", Literal("2", f"{XSD}integer"), INFERRED),
            Quad(MEASURE, LEAD, MINISTRY, GRAPH),
        ]
    )
    return filled


def test_a_query_reads_the_three_views_as_one_graph(store: Store) -> None:
    assert len(store.select("SELECT * { ?s ?p ?o }")) == 4
    rows = store.select("SELECT ?m ?label { ?m ?p ?o . ?p rdfs:label ?label } ORDER BY ?m")
    assert rows == [{"m": MEASURE, "label": Literal("Federführung")}]


def test_every_graph_can_be_named(store: Store) -> None:
    rows = store.select("SELECT ?g { GRAPH ?g { ?s qs:lead ?o } } ORDER BY ?g")
    assert [row["g"] for row in rows] == [CURRENT, GRAPH]


def test_a_query_may_read_other_graphs_by_default(store: Store) -> None:
    assert len(store.select("SELECT * { ?s ?p ?o }", default=[GRAPH])) == 1


def test_a_query_that_names_its_data_set_gets_it(store: Store) -> None:
    query = "SELECT * FROM <https://w3id.org/querschnitt/graph/vocabulary> { ?s ?p ?o }"
    assert len(store.select(query)) == 1


def test_values_are_bound_as_terms_and_never_pasted(store: Store) -> None:
    query = "SELECT ?o ?s { ?s rdfs:label ?o }"
    assert store.select(query, {"o": Literal("Federführung")}) == [
        {"o": Literal("Federführung"), "s": LEAD}
    ]
    hostile = Literal('x" } ; DROP ALL ; SELECT * { ?s ?p "')
    assert store.select(query, {"o": hostile}) == []
    assert store.count() == 5


def test_an_unbound_cell_is_none(store: Store) -> None:
    rows = store.select("SELECT ?s ?none { ?s qs:lead ?o OPTIONAL { ?s qs:field ?none } }")
    assert rows == [{"s": MEASURE, "none": None}]


def test_ask_and_construct_answer_with_values(store: Store) -> None:
    assert store.ask("ASK { ?s qs:lead ?o }", {"o": MINISTRY})
    assert not store.ask("ASK { ?s qs:lead ?o }", {"o": MEASURE})
    assert store.construct("CONSTRUCT { ?o qs:lead ?s } WHERE { ?s qs:lead ?o }") == [
        Statement(MINISTRY, LEAD, MEASURE)
    ]


def test_answers_come_as_bytes_in_every_form(store: Store) -> None:
    select = "SELECT ?o { ?s qs:lead ?o }"
    cell = {"o": {"type": "uri", "value": MINISTRY}}
    assert json.loads(store.answer(select, "json"))["results"]["bindings"] == [cell]
    assert store.answer(select, "csv") == f"o\r\n{MINISTRY}\r\n".encode()
    assert store.answer(select, "tsv") == f"?o\n<{MINISTRY}>\n".encode()
    assert MINISTRY.encode() in store.answer(select, "xml")
    assert json.loads(store.answer("ASK { }", "json"))["boolean"] is True
    construct = "CONSTRUCT { ?s qs:lead ?o } WHERE { ?s qs:lead ?o }"
    assert store.answer(construct, "nt") == f"<{MEASURE}> <{LEAD}> <{MINISTRY}> .\n".encode()
    assert b"qs:lead" in store.answer(construct, "ttl")
    assert json.loads(store.answer(construct, "jsonld"))[0]["@id"] == MEASURE
    for form in ("rdfxml", "trig", "nq"):
        assert MINISTRY.encode() in store.answer(construct, form)


@pytest.mark.parametrize(
    ("query", "form"), [("SELECT * { }", "ttl"), ("ASK { }", "nq"), ("DESCRIBE <a:b>", "csv")]
)
def test_a_form_that_does_not_fit_is_refused(store: Store, query: str, form: str) -> None:
    with pytest.raises(QueryError, match="possible are"):
        store.answer(query, form)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "query", ["SELECT ?x WHERE {\n ?x ?y }", "nonsense", "SELECT * { <not an iri> ?p ?o }"]
)
def test_a_broken_query_is_explained(store: Store, query: str) -> None:
    with pytest.raises(QueryError) as caught:
        store.select(query)
    assert caught.value.key == "graph.query_syntax"
    assert str(caught.value.values["reason"]) in caught.value.text("de")


def test_the_wrong_kind_of_query_is_refused(store: Store) -> None:
    with pytest.raises(QueryError, match="SELECT"):
        store.select("ASK { }")
    with pytest.raises(QueryError, match="ASK"):
        store.ask("SELECT * { }")
    with pytest.raises(QueryError, match="CONSTRUCT"):
        store.construct("SELECT * { }")


def test_a_bound_variable_that_is_not_selected_is_refused(store: Store) -> None:
    with pytest.raises(QueryError, match="projection"):
        store.select("SELECT ?o { ?s ?p ?o }", {"s": MEASURE})


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9999/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:9999/> { ?s ?p ?o } }",
    ],
)
def test_no_query_contacts_another_machine(store: Store, query: str) -> None:
    with pytest.raises(QueryError, match="other machines"):
        store.answer(query, "json")


def test_no_update_contacts_another_machine(store: Store) -> None:
    with pytest.raises(QueryError, match="other machines"):
        store.update("LOAD <http://127.0.0.1:9999/>")


def test_an_update_is_carried_out_as_a_whole_or_not_at_all(store: Store) -> None:
    with pytest.raises(QueryError, match="does not exist"):
        store.update("DELETE WHERE { GRAPH ?g { ?s ?p ?o } } ; DROP GRAPH <http://example.org/>")
    assert store.count() == 5


def test_a_change_is_applied_and_undone(store: Store) -> None:
    before = sorted(store.lines())
    change = Change.of(
        added=[Quad(MEASURE, LABEL, Literal("neu"), GRAPH)],
        removed=[Quad(MEASURE, LEAD, MINISTRY, GRAPH)],
    )
    store.apply(change)
    assert store.lines(graph=GRAPH) == list(change.added)
    store.apply(change.inverse)
    assert sorted(store.lines()) == before


@given(literals)
def test_any_text_survives_a_change(literal: Literal) -> None:
    store = EmbeddedStore()
    change = Change.of(added=[Quad(MEASURE, LABEL, literal, GRAPH)])
    store.apply(change)
    assert tuple(store.lines()) == change.added
    assert list(store.quads()) == list(change.added_quads())
    store.apply(change.inverse)
    assert store.count() == 0


@given(literals)
def test_any_value_can_be_bound(literal: Literal) -> None:
    (quad,) = quads_of_lines(normalised([Quad(MEASURE, LABEL, literal, CURRENT)]))
    store = EmbeddedStore()
    store.insert([quad])
    assert store.select("SELECT ?o ?s { ?s ?p ?o }", {"o": quad.object}) == [
        {"o": quad.object, "s": MEASURE}
    ]


def test_quads_and_lines_can_be_had_by_graph_and_subject(store: Store) -> None:
    assert list(store.quads(graph=GRAPH)) == [Quad(MEASURE, LEAD, MINISTRY, GRAPH)]
    assert len(list(store.quads(subject=LEAD))) == 1
    assert store.lines(graph=GRAPH, subject=LEAD) == []
    assert store.count(CURRENT) == 2


def test_dumps_hold_the_graphs_that_are_wanted(store: Store) -> None:
    assert store.dump("nq", [GRAPH]) == f"<{MEASURE}> <{LEAD}> <{MINISTRY}> <{GRAPH}> .\n".encode()
    assert store.dump("nt", [GRAPH]) == f"<{MEASURE}> <{LEAD}> <{MINISTRY}> .\n".encode()
    assert store.dump("nq").count(b"\n") == 5


def test_lines_in_bulk_are_the_same_as_one_by_one(store: Store) -> None:
    again = EmbeddedStore.of_lines(store.lines())
    assert sorted(again.lines()) == sorted(store.lines())
    assert list(again.holds([*store.lines(), f"<{MEASURE}> <{LEAD}> <{LEAD}> <{GRAPH}> ."])) == [
        *[True] * 5,
        False,
    ]


def test_a_store_in_a_folder_keeps_what_it_has(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path)
    store.insert([Quad(MEASURE, LEAD, MINISTRY, GRAPH)])
    del store
    assert EmbeddedStore(tmp_path).count() == 1
