"""Values in the text of a query: the same answers as with variables bound inside the engine."""

import pytest
from hypothesis import given

from graph.binding import bound
from graph.embedded import EmbeddedStore
from graph.errors import QueryError
from graph.store import Values
from graph.terms import Quad, Term, normalised, quads_of_lines
from ontology.head import TODAY
from ontology.rules import rules
from ontology.statement import Literal
from ontology.terms import CURRENT
from tests.graph.cases import DAY, case
from tests.graph.samples import LABEL, LEAD, MEASURE, MINISTRY, literals

M: Values = {"m": MEASURE}
QUERIES = [
    "SELECT ?m ?o { ?m qs:lead ?o }",
    "SELECT ?o $m { $m qs:lead ?o FILTER(?m != ?o) } ORDER BY ?m ?o",
    "SELECT ?m (COUNT(*) AS ?n) { ?m ?p ?o } GROUP BY ?m HAVING (COUNT(?m) > 0)",
    "SELECT ?m ?n { { SELECT (COUNT(*) AS ?n) { ?m ?p ?o } } }",
    "SELECT ?m ?n { { SELECT ?m (COUNT(*) AS ?n) { ?m ?p ?o } GROUP BY ?m ORDER BY ?m } }",
    "SELECT ?m ?n { { SELECT * { ?m ?p ?n } } }",
    "SELECT ?m ?n { { SELECT ?m ?n { { SELECT ?m ?n { ?m ?p ?n } } } } }",
    "SELECT ?m ?o { ?x qs:lead ?o FILTER NOT EXISTS { ?m qs:lead ?x } }",
    "SELECT ?m ?o { ?m rdfs:label ?o # ?m in a comment, '?m' in a text\n FILTER('?m' != ?o) }",
    "SELECT ?m ?o { ?s ?p ?o OPTIONAL { ?m qs:field ?o } }",
]


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    filled = EmbeddedStore()
    lines: list[tuple[str, str, Term]] = [
        (MEASURE, LEAD, MINISTRY),
        (MEASURE, LABEL, Literal("?M")),
        (LEAD, LEAD, MEASURE),
    ]
    filled.insert(Quad(*line, CURRENT) for line in lines)
    return filled


@pytest.mark.parametrize("query", QUERIES)
def test_a_value_in_the_text_is_a_value_that_is_bound(store: EmbeddedStore, query: str) -> None:
    expected = store.select(query, M)
    assert expected
    assert sorted(store.select(bound(query, M)), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize("query", ["ASK { ?m qs:lead ?o }", "DESCRIBE ?m"])
def test_other_queries_bind_whatever_they_name(store: EmbeddedStore, query: str) -> None:
    assert store.answer(bound(query, M), "json" if "ASK" in query else "nt")
    assert f"<{MEASURE}>" in bound(query, M)


@given(literals)
def test_no_value_can_become_syntax(literal: Literal) -> None:
    (quad,) = quads_of_lines(normalised([Quad(MEASURE, LABEL, literal, CURRENT)]))
    store = EmbeddedStore()
    store.insert([quad])
    query = "SELECT ?o ?s { ?s ?p ?o }"
    values = {"o": quad.object}
    assert store.select(bound(query, values)) == store.select(query, values)


def test_every_rule_finds_the_same_with_the_day_in_its_text() -> None:
    for rule in rules():
        if TODAY in rule.selected:
            store, _ = case(rule)
            values = {TODAY: Literal(DAY.isoformat())}
            assert store.select(bound(rule.query, values)) == store.select(rule.query, values)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT ?o { ?m qs:lead ?o }", "projection"),
        ("SELECT * { ?m qs:lead ?o }", "projection"),
        ("SELECT ?m { ?s qs:lead ?o BIND(?s AS ?m) }", "already gives a value"),
        ("SELECT ?m { ?m qs:lead ?o VALUES ?m { <a:b> } }", "already gives a value"),
    ],
)
def test_what_cannot_be_bound_is_refused(query: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        bound(query, M)
