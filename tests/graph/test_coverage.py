"""What became of a recommendation: taken up, partly, presumably, open, rejected, nothing asked."""

from typing import get_args

import pytest

from graph.coverage import recommendation_states
from graph.model import Coverage, RecommendationState
from graph.portfolio import portfolio
from graph.rules import hits
from graph.store import Store
from tests.graph.cases import DAY, case, rule, told

ASKED = "<recommendation/R> a qs:Recommendation ; qs:nature nature:recommendation ."
MEASURE = "<measure/M> a qs:Measure . "
RESPONSE = """<response/P> qs:respondsTo <recommendation/R> ;
  qs:responseKind <https://w3id.org/querschnitt/concept/response/{0}> ."""


def state(store: Store, natures: str = "") -> RecommendationState:
    (found,) = recommendation_states(store, day=DAY, natures=natures)
    return found


def answer(relation: str = "answers") -> str:
    return f"{MEASURE} <measure/M> qs:{relation} <recommendation/R> ."


@pytest.mark.parametrize(
    ("said", "thought", "expected"),
    [
        (answer(), "", "taken-up"),
        (answer("answersFully"), "", "taken-up"),
        (answer("answersPartly"), "", "partly"),
        (answer("answersIndirectly"), "", "partly"),
        (RESPONSE.format("partly"), answer(), "partly"),
        ("", answer("answersFully"), "presumably"),
        ("", answer() + RESPONSE.format("partly"), "presumably"),
        (MEASURE, "", "open"),
        (RESPONSE.format("partly"), "", "open"),
        (RESPONSE.format("rejected"), "", "rejected"),
        (RESPONSE.format("rejected") + answer(), "", "taken-up"),
        (answer() + "<measure/M> qs:status status:dropped .", "", "open"),
        (answer("answersPartly"), answer("answersFully"), "partly"),
        ("<recommendation/R> qs:expectsAction false ." + answer(), "", "nothing-asked"),
    ],
)
def test_coverage_follows_from_references_and_responses(
    said: str, thought: str, expected: Coverage
) -> None:
    assert state(told(ASKED + said, thought=thought)).coverage == expected


def test_a_reference_to_a_part_counts_for_the_whole() -> None:
    part = """<recommendation-part/R-a> qs:partOfRecommendation <recommendation/R> .
      <contract/V> a qs:Contract ; qs:answers <recommendation-part/R-a> ."""
    found = state(told(ASKED + part))
    assert (found.coverage, [thing.key for thing in found.answered_by]) == ("taken-up", ["V"])


def test_a_reference_by_several_claims_is_stated_if_one_states_it() -> None:
    assert state(told(ASKED + answer(), thought=answer())).stated
    assert not state(told(ASKED, thought=answer())).stated


def test_only_open_recommendations_have_evidence() -> None:
    assert state(told(ASKED)).evidence == "no-report"
    assert state(told(ASKED + answer())).evidence == ""
    assert state(told(ASKED + "<recommendation/R> qs:nonePlanned true .")).evidence == "confirmed"


def test_minority_votes_count_only_when_asked_for() -> None:
    store = told(ASKED.replace("nature:recommendation", "nature:minority-vote"))
    assert (state(store).coverage, state(store).counted) == ("open", False)
    assert state(store, "minority").counted


def test_what_expects_no_action_never_counts() -> None:
    store = told(ASKED.replace("nature:recommendation", "nature:finding"))
    assert not state(store, "minority third-party none").counted


def test_open_is_what_the_rule_finds() -> None:
    store, _ = case(rule("G02"))
    every = {"natures": "minority third-party"}
    found = hits(store, rule("G02"), portfolio(store), day=DAY, parameters=every)
    states = recommendation_states(store, day=DAY)
    assert {part.coverage for part in states} <= set(get_args(Coverage))
    assert {s.recommendation.iri for s in states if s.coverage == "open"} == {
        hit.iris("recommendation")[0] for hit in found
    }
