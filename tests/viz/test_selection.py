"""Lists of findings offer the filters that leave a choice, and come in pages."""

from dataclasses import replace

from tests.viz.samples import Sample
from viz.frame import Frame
from viz.selection import PAGE, by_nature, by_state, filters, page_of
from viz.wording import wording


def test_a_filter_is_offered_only_where_there_is_a_choice(sample: Sample) -> None:
    other = replace(sample.finding, rule="O03", kind="overlap", state="no-data", nature=None)
    names = [name for name, _ in filters(wording("de"), [sample.finding, other], None)]
    assert names == ["kind", "rule", "state", "severity"]
    assert [name for name, _ in filters(wording("de"), [sample.finding], "gap")] == ["severity"]


def test_rules_are_offered_with_the_title_of_the_rule(sample: Sample) -> None:
    other = replace(sample.finding, rule="X99")
    offered = dict(filters(wording("de"), [sample.finding, other], None))["rule"]
    assert offered[0] == ("G02", "G02 Empfehlung ohne Maßnahme")


def test_the_most_urgent_come_first_and_the_rest_on_the_next_page(sample: Sample) -> None:
    found = [replace(sample.finding, id=str(n), severity=1 + n % 4) for n in range(PAGE + 1)]
    first = page_of(Frame(), found)
    second = page_of(Frame(query={"page": "2"}), found)
    assert (len(first.shown), first.before, first.after, first.of) == (PAGE, "", "2", 2)
    assert first.shown[0].severity == 4
    assert (len(second.shown), second.before, second.after) == (1, "1", "")


def test_a_page_number_that_makes_no_sense_shows_a_page_that_does(sample: Sample) -> None:
    for asked, number in (("0", 1), ("99", 1), ("x", 1), ("-1", 1)):
        assert page_of(Frame(query={"page": asked}), [sample.finding]).number == number
    assert page_of(Frame(), []).shown == ()


def test_findings_are_counted_by_state_and_by_nature(sample: Sample) -> None:
    found = [sample.finding, replace(sample.finding, state="confirmed"), sample.finding]
    assert by_state(found) == [("confirmed", 1), ("presumed", 2)]
    assert [number for _, number in by_nature(found)] == [3]
