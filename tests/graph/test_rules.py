"""Every rule finds what its case expects, by two engines, and its hits keep their ids."""

from datetime import date

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.query import ResultRow

from graph.portfolio import portfolio
from graph.rdf import rdflib_iri, rdflib_term, value_of
from graph.rules import finding_id, hits, rows
from graph.store import VIEWS
from ontology.head import TODAY
from ontology.rules import Rule, rules
from ontology.statement import Literal
from tests.graph.cases import DAY, RULES, as_texts, case, rule, told

every_rule = pytest.mark.parametrize("rule", rules(), ids=lambda rule: str(rule.id))


@every_rule
def test_a_rule_finds_what_its_case_expects(rule: Rule) -> None:
    store, expected = case(rule)
    assert expected, "a case without a hit shows nothing"
    assert [as_texts(row) for row in rows(store, rule, day=DAY)] == expected


@pytest.mark.filterwarnings("ignore:Dataset.default_context")  # rdflib's own query engine uses it
@every_rule
def test_rdflib_finds_the_same(rule: Rule) -> None:
    store, expected = case(rule)
    graph = rdflib.Dataset()
    for quad in store.quads():
        place = graph.default_graph if quad.graph in VIEWS else graph.graph(rdflib_iri(quad.graph))
        place.add((rdflib_iri(quad.subject), rdflib_iri(quad.predicate), rdflib_term(quad.object)))
    today = {TODAY: rdflib_term(Literal(DAY.isoformat()))} if TODAY in rule.selected else {}
    found = graph.query(rule.query, initBindings=today)
    texts = [
        as_texts({n: None if row[n] is None else value_of(row[n]) for n in rule.columns})
        for row in found
        if isinstance(row, ResultRow)
    ]
    assert sorted(texts, key=str) == sorted(expected, key=str)


def test_every_case_belongs_to_a_rule() -> None:
    known = {rule.id for rule in rules()}
    assert {path.stem for path in RULES.iterdir()} == known


def test_a_rule_without_a_case_fails_with_the_name_of_the_file() -> None:
    stray = rule("G02").model_copy(update={"id": "X99"})
    with pytest.raises(AssertionError, match=r"X99 has no case: ontology/rules/cases/X99\.trig, "):
        case(stray)


def test_what_is_left_out_by_default_can_be_asked_for() -> None:
    store, _ = case(rule("G02"))
    named = portfolio(store)

    def found(natures: str) -> int:
        given = {"natures": natures}
        return len(hits(store, rule("G02"), named, day=DAY, parameters=given))

    assert [found(""), found("minority"), found("minority third-party")] == [2, 3, 4]


def test_a_threshold_is_counted_in_different_things() -> None:
    store, _ = case(rule("D09"))
    offices = portfolio(store)

    def found(minimum: int) -> int:
        given = {"minimum": minimum}
        return len(hits(store, rule("D09"), offices, day=DAY, parameters=given))

    assert [found(1), found(3), found(4)] == [2, 2, 0]


def test_the_day_decides_what_is_over() -> None:
    store, _ = case(rule("G08"))
    assert len(rows(store, rule("G08"), day=date(2020, 5, 31))) == 3
    assert len(rows(store, rule("G08"), day=date(2020, 6, 1))) == 2


def test_rows_of_one_cause_are_one_hit() -> None:
    store, expected = case(rule("G02"))
    found = hits(store, rule("G02"), portfolio(store), day=DAY)
    assert (len(expected), len(found)) == (3, 2)


OVERLAP = """
  <organisation/A-1> a qs:Ministry ; qs:identityLine <organisation-line/A> ;
    skos:prefLabel "{0}"@de .
  <organisation/B-1> a qs:Ministry ; qs:identityLine <organisation-line/B> .
  <measure/M-1> a qs:Measure ; qs:lead <organisation/A-1> ; qs:answers <recommendation/R-1> .
  <measure/M-2> a qs:Measure ; qs:lead <organisation/B-1> ; qs:answers <recommendation/R-1> .
  <recommendation/R-1> a qs:Recommendation ; skos:prefLabel "{1}"@de .
"""
MORE = (
    "<measure/X-{0}> a qs:Measure ; qs:lead <organisation/B-1> ; qs:answers <recommendation/R-1> ."
)
names = st.text("abc ", max_size=5)


@given(names, names, st.integers(0, 4))
def test_more_members_and_other_names_change_no_id(office: str, asked: str, more: int) -> None:
    store = told(OVERLAP.format(office, asked) + "".join(map(MORE.format, range(more))))
    (hit,) = hits(store, rule("O02"), portfolio(store), day=DAY)
    assert hit.id == "d39bf96193f925af"


def test_a_successor_has_the_id_of_its_predecessor() -> None:
    store, _ = case(rule("D01"))
    offices = portfolio(store)
    row = rows(store, rule("D01"), day=DAY)[0]
    old, new = (f"https://w3id.org/querschnitt/id/organisation/A-{n}" for n in (1, 2))
    by_office = [
        finding_id(rule("D01"), row | {"waiting": office}, offices) for office in (old, new)
    ]
    assert by_office[0] == by_office[1] == finding_id(rule("D01"), row, offices)


def test_other_rules_and_other_keys_have_other_ids() -> None:
    found = [
        hit.id
        for rule in rules()
        for store, _ in [case(rule)]
        for hit in hits(store, rule, portfolio(store), day=DAY)
    ]
    assert len(found) == len(set(found))
