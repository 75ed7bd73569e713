"""Lists of findings offer the filters that leave a choice, in the order of urgency."""

from dataclasses import replace

from tests.viz.samples import Sample
from viz.selection import by_nature, by_state, by_urgency, filters
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


def test_the_most_urgent_come_first_and_gaps_before_the_others(sample: Sample) -> None:
    gap = sample.finding
    overlap = replace(gap, id="o", rule="A01", kind="overlap")
    urgent = replace(gap, id="u", rule="Z01", kind="dependency", severity=4)
    assert by_urgency([overlap, gap, urgent]) == [urgent, gap, overlap]


def test_findings_are_counted_by_state_and_by_nature(sample: Sample) -> None:
    found = [sample.finding, replace(sample.finding, state="confirmed"), sample.finding]
    assert by_state(found) == [("confirmed", 1), ("presumed", 2)]
    assert [number for _, number in by_nature(found)] == [3]
