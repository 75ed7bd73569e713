"""What became of something: each step with its claims, and an end that says no more than they."""

import pytest

from graph.lineage import Lineage, Step, lineage
from graph.store import Store
from graph.worddiff import Stretch
from tests.graph.cases import DAY, iri, told

ASKED = """<recommendation/R> a qs:Recommendation ; qs:nature nature:recommendation ;
  skos:prefLabel "Kurse ausbauen"@de ; dcterms:description "Kurse sollen ausgebaut werden."@de .
"""
OUTCOME = "https://w3id.org/querschnitt/concept/outcome/"
PERIODS = """<legislative-period/1> a qs:LegislativePeriod ;
    schema:startDate "2009" ; schema:endDate "2014-01-18" .
  <legislative-period/2> a qs:LegislativePeriod ;
    schema:startDate "2014-01-18" ; schema:endDate "2019-01-18" .
"""


def succession(outcome: str, earlier: str = "recommendation/R", later: str = "goal/G") -> str:
    after = f"; qs:successor <{later}>" if later else ""
    return f"""<succession/{outcome}-{earlier[-1]}> a qs:Succession ; qs:predecessor <{earlier}> ;
      qs:outcome <{OUTCOME}{outcome}> {after} ."""


def asked(said: str = "", *, thought: str = "", wished: str = "") -> Lineage:
    store = told(ASKED + said, thought=thought, wished=wished)
    return lineage(store, iri("recommendation/R"), day=DAY)


def kinds(steps: tuple[Step, ...]) -> list[str]:
    return [step.kind for step in steps]


def ends(found: Lineage) -> list[str]:
    return [end.kind for end in found.whereabouts]


def test_without_any_record_the_whereabouts_are_not_on_record() -> None:
    found = asked()
    assert (found.before, found.beside, found.after) == ((), (), ())
    assert ends(found) == ["unknown"]
    assert found.sentence.de == "Verbleib nicht hinterlegt."


def test_dropped_without_reason_is_only_what_a_succession_calls_so() -> None:
    found = asked(succession("dropped", later=""))
    (step,) = found.after
    assert (step.kind, step.other, step.claims) == ("dropped_silently", None, ("said",))
    assert ends(found) == ["dropped_silently"]
    assert "ein Grund ist nicht hinterlegt" in found.sentence.de


def test_a_reason_that_any_claim_gives_is_told() -> None:
    reason = '<succession/dropped-R> qs:reasonText "Der Bund ist zuständig."@de .'
    found = asked(succession("dropped", later=""), thought=reason)
    assert ends(found) == ["dropped"]
    assert found.after[0].words == "Der Bund ist zuständig."
    assert found.after[0].claims == ("said", "thought")
    assert found.sentence.en.endswith("Reason: Der Bund ist zuständig.")


def test_a_succession_that_is_merely_demanded_is_none() -> None:
    assert ends(asked(wished=succession("dropped", later=""))) == ["unknown"]


def test_an_inferred_end_is_said_to_be_inferred() -> None:
    found = asked(thought=succession("dropped", later=""))
    assert found.after[0].inferred
    assert found.sentence.de.endswith("steht so in keiner Quelle.")


def test_a_changed_wording_is_shown_word_by_word() -> None:
    goal = '<goal/G> dcterms:description "Kurse sollen erhalten werden."@de .'
    (step,) = asked(goal + succession("changed")).after
    assert step.difference == (
        Stretch("equal", ("Kurse", "sollen")),
        Stretch("removed", ("ausgebaut",)),
        Stretch("added", ("erhalten",)),
        Stretch("equal", ("werden.",)),
    )


@pytest.mark.parametrize("outcome", ["adopted", "merged", "split"])
def test_what_goes_on_is_followed_to_where_it_is_now(outcome: str) -> None:
    further = succession("changed", "goal/G", "goal/H")
    found = asked(succession(outcome) + further + '<goal/H> skos:prefLabel "Neues Ziel"@de .')
    assert kinds(found.after) == [outcome, "changed"]
    assert [step.distance for step in found.after] == [1, 2]
    assert found.sentence.de == "Fortgeführt als: „Neues Ziel“."


def test_what_went_on_and_was_dropped_later_is_dropped() -> None:
    found = asked(succession("adopted") + succession("dropped", "goal/G", ""))
    assert ends(found) == ["dropped_silently"]


def test_a_split_of_which_one_part_was_dropped_says_both() -> None:
    halves = succession("split", later="goal/G>, <goal/H")
    found = asked(halves + succession("dropped", "goal/G", ""))
    assert ends(found) == ["continued", "dropped_silently"]
    assert kinds(found.after) == ["split", "split", "dropped_silently"]


def test_two_outcomes_of_one_succession_stand_side_by_side() -> None:
    other = f"<succession/adopted-R> qs:outcome <{OUTCOME}dropped> ."
    assert sorted(ends(asked(succession("adopted") + other))) == ["continued", "dropped_silently"]


def test_a_circle_of_successions_comes_to_an_end() -> None:
    found = asked(succession("adopted") + succession("adopted", "goal/G", "recommendation/R"))
    assert kinds(found.after) == ["adopted", "adopted"]
    assert kinds(found.before) == ["adopted", "adopted"]


def test_the_way_back_starts_with_what_is_farthest() -> None:
    store = told(
        ASKED
        + succession("changed", later="goal/G")
        + """<recommendation/R> qs:inSet <recommendation-set/S> .
        <recommendation-set/S> dcterms:issued "2013" .
        <measure/M> qs:answers <goal/G> ."""
    )
    found = lineage(store, iri("measure/M"), day=DAY)
    assert [(step.kind, step.distance) for step in found.before] == [
        ("origin", 3),
        ("changed", 2),
        ("answer", 1),
    ]
    assert found.before[0].date == "2013"


def test_answers_responses_and_events_come_with_words_dates_and_periods() -> None:
    said = f"""{PERIODS}
      <measure/M> qs:answers <recommendation/R> ; schema:startDate "2015" ;
        skos:prefLabel "Kurse"@de .
      <response/A> qs:respondsTo <recommendation/R> ; dcterms:date "2014-01-18" ;
        qs:responseKind <https://w3id.org/querschnitt/concept/response/accepted> ;
        dcterms:description "Das übernehmen wir."@de .
      <status-event/E> qs:eventOf <measure/M> ; dcterms:date "2014" ;
        qs:eventKind <https://w3id.org/querschnitt/concept/event-kind/extended> ."""
    found = asked(said)
    told_of = {step.kind: step for step in found.after}
    assert kinds(found.after) == ["event", "response", "answer"]
    assert told_of["response"].words == "Das übernehmen wir."
    assert told_of["response"].label.en == "accepted"
    places = {kind: step.period and step.period.key for kind, step in told_of.items()}
    assert places == {"event": None, "response": "2", "answer": "2"}
    assert told_of["event"].thing.key == "M"
    assert found.sentence.de == "Aufgegriffen von: „Kurse“."


def test_a_dropped_measure_is_named_as_dropped_and_takes_nothing_up() -> None:
    found = asked("<measure/M> qs:answers <recommendation/R> ; qs:status status:dropped .")
    assert kinds(found.after) == ["answer_dropped"]
    assert ends(found) == ["unknown"]
    assert "gemeldet als entfallen" in found.after[0].sentence.de


def test_what_a_whole_set_became_the_basis_of_is_a_step_but_no_end() -> None:
    said = """<recommendation/R> qs:inSet <recommendation-set/S> .
      <recommendation/Q> qs:inSet <recommendation-set/S> .
      <plan/P> qs:basedOn <recommendation-set/S> . <plan/N> dcterms:replaces <plan/P> ."""
    found = asked(said)
    assert kinds(found.after) == ["basis", "replaced"]
    assert ends(found) == ["unknown"]


def test_a_part_is_taken_up_as_far_as_claims_say() -> None:
    part = "<recommendation-part/P> qs:partOfRecommendation <recommendation/R> . "
    answers = "<measure/M> qs:{} <recommendation-part/P> ."
    stores = [
        told(ASKED + part + answers.format("answersFully")),
        told(ASKED + part + answers.format("answersIndirectly")),
        told(ASKED + part, thought=answers.format("answers")),
    ]
    found = [lineage(store, iri("recommendation-part/P"), day=DAY) for store in stores]
    assert [ends(each) for each in found] == [["taken-up"], ["partly"], ["presumably"]]
    assert kinds(found[0].before) == ["part"]


def mapped(relation: str) -> tuple[Store, Lineage]:
    store = told(f"<measure/M> qs:{relation} <plan-reference/N> .")
    return store, lineage(store, iri("plan-reference/N"), day=DAY)


def test_a_mapping_stands_beside_and_counts_unless_merely_related() -> None:
    store, found = mapped("containedIn")
    (step,) = found.beside
    assert (step.kind, step.label.de, step.claims) == ("mapping", "enthalten in", ("said",))
    assert ends(found) == ["counterpart"]
    assert kinds(lineage(store, iri("measure/M"), day=DAY).beside) == ["mapping"]
    assert ends(mapped("related")[1]) == ["unknown"]


def test_a_measure_ends_with_its_status_its_last_event_or_its_end() -> None:
    event = """<status-event/{0}> qs:eventOf <measure/M> ; dcterms:date "{1}" ;
      qs:eventKind <https://w3id.org/querschnitt/concept/event-kind/{2}> ."""
    store = told(
        '<measure/M> schema:endDate "2020" ; qs:status status:completed .'
        + event.format("B", "2016", "extended")
        + event.format("A", "2015", "renamed")
    )
    found = lineage(store, iri("measure/M"), day=DAY)
    assert ends(found) == ["recorded", "status", "ended"]
    assert found.sentence.en.startswith("Last on record: extended (2016). Status on record:")
