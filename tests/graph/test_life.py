"""Findings are delivered, replied to, rest and return; silence and strangers settle nothing."""

from datetime import date, timedelta

import pytest

from graph.finding import Finding, Life, Position
from graph.life import agreed, position_of
from ontology.terms import CONCEPT
from tests.graph.cases import DAY, rule, told
from tests.graph.test_findings import KNOWN, found, only

ADDRESSED = KNOWN + "<recommendation/R-1> qs:addressee <organisation/B> ."
FOREIGN = "<organisation/C> a qs:Ministry ; qs:identityLine <organisation-line/C> ."
SUCCESSOR = "<organisation/B-old> a qs:Ministry ; qs:identityLine <organisation-line/B> ."
MORE = "<recommendation/R-1> qs:nature nature:recommendation ."
BY_ANYBODY: tuple[Position, ...] = ("confirmed", "explained", "disputed", "fixed")
BY_COORDINATOR: tuple[Position, ...] = ("accepted", "dismissed")
THEIR_DAY = "2024-10-01"
LATER = "2024-10-15"


def gap(*more: str, day: date = DAY, thought: str = "") -> Finding:
    """Return the gap of the recommendation that is addressed to MB, as it stands on ``day``."""
    store = told("\n".join([ADDRESSED, FOREIGN, SUCCESSOR, *more]), thought=thought, day=day)
    return only(found(store, "G02", day=day), "R-1")


PLAIN = gap()


def reply(position: str, by: str = "B", when: str = THEIR_DAY, **more: str) -> str:
    """Return the Turtle of a reply; ``evidence`` and ``until`` may be told in ``more``."""
    lines = [
        f"<reply/{position}-{by}-{when}> a qs:Reply ; qs:findingId {PLAIN.id!r}",
        f"qs:position <{CONCEPT}position/{position}>",
        f"qs:repliedBy <organisation/{by}> ; dcterms:date '{when}'^^xsd:date",
        *([f"qs:evidenceHash '{more['evidence']}'"] if "evidence" in more else []),
        *([f"qs:acceptedUntil '{more['until']}'^^xsd:date"] if "until" in more else []),
    ]
    return " ; ".join(lines) + " ."


def delivery(when: str = THEIR_DAY, due: str = "") -> str:
    ends = f" ; qs:dueDate '{due}'^^xsd:date" if due else ""
    return (
        f"<delivery/{when}> a qs:Delivery ; qs:findingId {PLAIN.id!r} ; "
        f"qs:deliveredTo <organisation/B> ; dcterms:date '{when}'^^xsd:date{ends} ."
    )


def data(said: str) -> str:
    return f"<dataset/D> {said} ."


def life(*more: str, day: date = DAY) -> Life:
    return gap(*more, day=day).life


def test_a_finding_that_nobody_was_told_of_is_new_and_internal() -> None:
    assert PLAIN.life == Life("new", False, False, False, (), ())


def test_a_delivered_finding_is_due_after_four_weeks() -> None:
    found = life(delivery())
    assert found.stage == "delivered"
    (sent,) = found.deliveries
    assert (sent.to.key, sent.date, sent.due) == ("B", THEIR_DAY, "2024-10-29")


@pytest.mark.parametrize(("days", "due"), [("14", "2024-10-15"), ("60", "2024-11-30")])
def test_a_data_set_may_have_a_period_of_its_own(days: str, due: str) -> None:
    (sent,) = life(data(f"qs:replyPeriod {days}"), delivery()).deliveries
    assert sent.due == due


def test_a_stated_due_date_goes_before_every_period() -> None:
    (sent,) = life(data("qs:replyPeriod 14"), delivery(due="2024-12-24")).deliveries
    assert sent.due == "2024-12-24"


def test_others_read_a_finding_on_the_day_after_its_due_date() -> None:
    due = date(2024, 10, 29)
    assert not life(delivery(), day=due).released
    assert life(delivery(), day=due + timedelta(days=1)).released


def test_a_data_set_of_public_sources_is_released_at_once() -> None:
    assert life(data(f"qs:release <{CONCEPT}release/public-sources>")).released
    assert not life(data(f"qs:release <{CONCEPT}release/internal>")).released


@pytest.mark.parametrize("position", [*BY_ANYBODY, *BY_COORDINATOR])
def test_every_position_is_a_stage_and_only_the_coordinators_make_it_rest(
    position: Position,
) -> None:
    found = life(delivery(), reply(position, until="2025-01-01"))
    (said,) = found.replies
    assert found.stage == position_of(said) == position
    assert found.rests == (position in BY_COORDINATOR)
    assert not found.returned


@pytest.mark.parametrize("office", ["B", "B-old"])
def test_a_reply_of_the_line_concerned_is_heard_and_releases(office: str) -> None:
    found = life(reply("disputed", by=office))
    assert found.replies[0].heard
    assert found.released


def test_a_reply_of_another_office_is_shown_and_settles_nothing() -> None:
    found = life(delivery(when="2024-11-20"), reply("disputed", by="C"))
    assert found.stage == "delivered"
    assert not found.replies[0].heard
    assert not found.released


def test_only_an_office_concerned_confirms_and_the_finding_then_names_it() -> None:
    for position in ("confirmed", "explained"):
        confirmed = gap(reply(position))
        assert confirmed.state == "confirmed"
        assert "(MB)" in confirmed.state_reason.de
        assert gap(reply(position, by="B-old")).state_reason == confirmed.state_reason
        assert gap(reply(position, by="C")).state == "presumed"
    for position in ("disputed", "fixed", "dismissed"):
        assert gap(reply(position)).state == "presumed"


def test_who_confirms_and_then_disputes_has_not_agreed() -> None:
    said = (reply("confirmed"), reply("disputed", when=LATER))
    assert gap(*said).state == "presumed"
    assert agreed(life(*said)) is None
    turned = (reply("disputed"), reply("confirmed", when=LATER))
    assert gap(*turned).state == "confirmed"


def test_what_is_confirmed_stays_so_when_the_coordinator_accepts_it() -> None:
    addressed = (
        KNOWN + reply("confirmed", by="A") + reply("accepted", "A", LATER, until="2025-01-01")
    )
    accepted = only(found(told(addressed), "G02"), "R-1")
    assert accepted.life.replies[1].heard
    assert (accepted.state, accepted.life.stage) == ("confirmed", "accepted")


def test_a_stranger_takes_no_agreement_back() -> None:
    assert gap(reply("confirmed"), reply("disputed", by="C", when=LATER)).state == "confirmed"


def test_what_is_confirmed_loses_the_part_for_being_presumed() -> None:
    confirmed = gap(reply("confirmed"))
    lost = set(PLAIN.severity_parts) - set(confirmed.severity_parts)
    assert [part.points for part in lost] == [-1]
    assert "vermutet" in next(iter(lost)).reason.de
    assert confirmed.severity >= PLAIN.severity


def test_a_reply_dated_in_the_future_does_not_count_yet() -> None:
    said = reply("confirmed", when="2024-11-25")
    assert gap(said).life == PLAIN.life
    assert gap(said).state == "presumed"
    assert gap(said, day=date(2024, 11, 25)).state == "confirmed"
    assert life(delivery(when="2024-11-25")).stage == "new"


def test_what_is_accepted_rests_until_the_end_of_its_day() -> None:
    said = reply("accepted", until="2024-11-24")
    assert life(said).rests
    after = life(said, day=DAY + timedelta(days=1))
    assert (after.stage, after.rests) == ("new", False)
    assert life(delivery(), said, day=DAY + timedelta(days=1)).stage == "delivered"
    assert after.replies


def test_what_was_said_before_an_acceptance_holds_again_after_it() -> None:
    said = (reply("disputed"), reply("accepted", when=LATER, until="2024-11-01"))
    assert life(*said).stage == "disputed"
    assert life(*said, day=date(2024, 11, 1)).stage == "accepted"


def test_a_reply_to_earlier_evidence_is_kept_and_the_finding_returns() -> None:
    said = reply("dismissed", evidence=PLAIN.evidence)
    assert gap(said).life.rests
    changed = gap(said, thought=MORE)
    assert changed.evidence != PLAIN.evidence
    assert changed.id == PLAIN.id
    assert (changed.life.stage, changed.life.rests, changed.life.returned) == ("new", False, True)
    assert [each.current for each in changed.life.replies] == [False]


def test_a_reply_to_earlier_evidence_confirms_nothing() -> None:
    said = reply("confirmed", evidence=PLAIN.evidence)
    assert gap(said).state == "confirmed"
    assert gap(said, thought=MORE).state == "presumed"


def test_a_reply_to_the_present_evidence_ends_the_return() -> None:
    present = gap(thought=MORE).evidence
    earlier = reply("dismissed", evidence=PLAIN.evidence)
    again = reply("explained", when=LATER, evidence=present)
    found = gap(earlier, again, thought=MORE).life
    assert (found.stage, found.returned) == ("explained", False)


def test_replies_name_their_claims_and_leave_other_findings_alone() -> None:
    said = told(ADDRESSED + reply("confirmed"))
    assert only(found(said, "G02"), "R-1").life.replies[0].claims == ("said",)
    other = ADDRESSED + reply("confirmed").replace(PLAIN.id, "0" * len(PLAIN.id))
    assert only(found(told(other), "G02"), "R-1").life == PLAIN.life


def test_a_reply_is_no_part_of_the_evidence_it_answers() -> None:
    answered = gap(delivery(), reply("confirmed"))
    assert (answered.id, answered.evidence) == (PLAIN.id, PLAIN.evidence)
    assert rule("G02").id == answered.rule
