"""What becomes of a query for engines that leave out parts of the standard."""

import pytest

from graph.dialect import reading, without_repeats
from graph.embedded import EmbeddedStore
from graph.store import GraphForm, TableForm
from graph.terms import Quad
from tests.graph.samples import LEAD, MEASURE, MINISTRY, claim_iri

HERE, THERE = claim_iri("a"), claim_iri("b")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?x { ?s qs:lead+ ?x }", "SELECT DISTINCT ?x { ?s qs:lead+ ?x }"),
        ("select ?x { ?s (^a:b/c:d)* ?x }", "select DISTINCT ?x { ?s (^a:b/c:d)* ?x }"),
        ("SELECT DISTINCT ?x { ?s qs:lead+ ?x }", "SELECT DISTINCT ?x { ?s qs:lead+ ?x }"),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
    ],
)
def test_only_queries_with_a_path_are_told_to_give_each_row_once(query: str, expected: str) -> None:
    assert without_repeats(query) == expected


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?o {0} { ?s ?p ?o }",
        "SELECT ?o {0} WHERE { ?s ?p ?o } ORDER BY ?o",
        "CONSTRUCT { ?s ?p ?o } {0} { ?s ?p ?o }",
        "CONSTRUCT { ?s ?p ?o } {0} WHERE { ?s ?p ?o }",
        "CONSTRUCT {0} WHERE { ?s ?p ?o }",
        "ASK {0} { ?s ?p ?o }",
        "DESCRIBE ?s {0} WHERE { ?s ?p ?o }",
    ],
)
def test_a_data_set_is_named_before_the_pattern(query: str) -> None:
    store = EmbeddedStore()
    store.insert([Quad(MEASURE, LEAD, MINISTRY, HERE), Quad(MINISTRY, LEAD, MEASURE, THERE)])
    form: TableForm | GraphForm = "json" if query.startswith(("SELECT", "ASK")) else "nt"
    written = reading(query.replace("{0}", ""), [HERE], [THERE])
    clauses = f"FROM <{HERE}> FROM NAMED <{THERE}>"
    assert store.answer(written, form) == store.answer(query.replace("{0}", clauses), form)
    assert store.answer(written, form) != store.answer(query.replace("{0}", ""), form, default=[])


def test_what_is_described_by_name_has_no_pattern() -> None:
    assert reading("DESCRIBE <a:b>", [HERE], []).strip() == f"DESCRIBE <a:b> FROM <{HERE}>"
