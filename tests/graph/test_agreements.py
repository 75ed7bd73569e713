"""Measures agree only in what is stated for several ministries; the claims are named."""

import pytest

from graph.finding import Agreement, Finding
from ontology.terms import CONCEPT, PREFIXES
from tests.graph.cases import case, rule, told
from tests.graph.test_findings import found

OFFICES = """
  <organisation/A> a qs:Ministry ; qs:identityLine <organisation-line/A> .
  <organisation/A-old> a qs:Ministry ; qs:identityLine <organisation-line/A> .
  <organisation/B> a qs:Ministry ; qs:identityLine <organisation-line/B> .
  <measure/M-1> a qs:Measure ; qs:lead <organisation/A> .
  <measure/M-2> a qs:Measure ; qs:lead <organisation/B> .
  <measure/M-3> a qs:Measure ; qs:lead <organisation/A-old> .
"""
SAME = "qs:field <field/F-1> ; qs:targetGroup <target-group/T-1>"
BOTH = f"{OFFICES} <measure/M-1> {SAME} . <measure/M-2> {SAME} ."
THIRD = f"<measure/M-3> {SAME} ."
SERVICE, FUNDING = (f"<{CONCEPT}instrument/{name}>" for name in ("service", "funding"))


def overlap(*more: str, thought: str = "", name: str = "O03") -> Finding:
    """Return the one overlap of the three measures."""
    (finding,) = found(told("\n".join([BOTH, *more]), thought=thought), name)
    return finding


def dimensions(*more: str, thought: str = "") -> dict[str, list[str]]:
    """Return the keys of the shared values by dimension, of a period its text."""
    agreed = overlap(*more, thought=thought).agreements
    return {each.dimension: [v.key or v.iri for v in each.values] or [each.text] for each in agreed}


def only(finding: Finding, dimension: str) -> Agreement:
    (agreement,) = [each for each in finding.agreements if each.dimension == dimension]
    return agreement


def date(measure: str, end: str, text: str) -> str:
    kind = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(text)]
    return f"<measure/{measure}> schema:{end}Date '{text}'^^<{PREFIXES['xsd']}{kind}> ."


def test_measures_agree_in_what_makes_them_an_overlap() -> None:
    assert dimensions() == {"field": ["F-1"], "target_group": ["T-1"]}


@pytest.mark.parametrize(
    "stated",
    [
        f"<measure/M-1> qs:instrument {SERVICE} .",
        f"<measure/M-1> qs:instrument {SERVICE} . <measure/M-2> qs:instrument {FUNDING} .",
        "<measure/M-1> qs:region <region/L> .",
        "<measure/M-1> qs:answers <recommendation/R-1> .",
    ],
)
def test_what_is_not_stated_of_both_never_counts_as_equal(stated: str) -> None:
    assert dimensions(stated) == dimensions()


def test_what_two_measures_of_one_ministry_share_is_no_agreement() -> None:
    own = "qs:region <region/L>"
    assert "region" not in dimensions(THIRD, f"<measure/M-1> {own} . <measure/M-3> {own} .")
    assert dimensions(THIRD, f"<measure/M-2> {own} . <measure/M-3> {own} .")["region"] == ["L"]


def test_a_recommendation_taken_up_in_part_and_in_full_is_shared() -> None:
    answers = """<measure/M-1> qs:answersPartly <recommendation/R-1> .
      <measure/M-2> qs:answersFully <recommendation/R-1> ."""
    assert dimensions(answers)["recommendation"] == ["R-1"]


def test_an_agreement_names_the_claims_behind_it_and_no_others() -> None:
    stated = "<measure/M-1> qs:region <region/L> ."
    agreement = only(overlap(stated, thought="<measure/M-2> qs:region <region/L> ."), "region")
    assert agreement.claims == ("said", "thought")
    assert only(overlap(stated), "field").claims == ("said",)
    assert agreement.label.de
    assert agreement.label.en


@pytest.mark.parametrize(
    ("dates", "period"),
    [
        ([("M-1", "start", "2014"), ("M-2", "start", "2016-03")], "2016-03/"),
        ([("M-1", "start", "2014"), ("M-2", "end", "2030")], "2014/2030"),
        ([("M-1", "end", "2030"), ("M-2", "end", "2028-05-01")], "/2028-05-01"),
        (
            [
                ("M-1", "start", "2014"),
                ("M-1", "end", "2030"),
                ("M-2", "start", "2020"),
                ("M-2", "end", "2040"),
            ],
            "2020/2030",
        ),
    ],
)
def test_the_common_period_is_what_all_stated_periods_share(
    dates: list[tuple[str, str, str]], period: str
) -> None:
    assert dimensions(*(date(*each) for each in dates))["period"] == [period]


def test_a_period_stated_of_one_ministry_alone_is_no_common_one() -> None:
    assert "period" not in dimensions()
    assert "period" not in dimensions(date("M-1", "start", "2014"), date("M-1", "end", "2030"))
    assert "period" not in dimensions(
        THIRD, date("M-1", "start", "2014"), date("M-3", "end", "2030")
    )


def test_measures_that_never_run_at_one_time_have_no_common_period() -> None:
    store = told(BOTH + date("M-1", "end", "2015") + date("M-2", "start", "2016"))
    assert found(store, "O03") == []


def test_only_the_same_instrument_and_region_make_a_duplication() -> None:
    instrument = f"<measure/M-1> qs:instrument {SERVICE} . <measure/M-2> qs:instrument {SERVICE} ."
    region = "<measure/M-1> qs:region <region/L> . <measure/M-2> qs:region <region/L> ."
    assert overlap().grade == "overlap"
    assert overlap(instrument).grade == "overlap"
    assert overlap(region).grade == "overlap"
    assert overlap(instrument, region).grade == "duplication"


def test_several_in_one_field_are_a_fragmentation_only() -> None:
    store, _ = case(rule("O01"))
    assert {each.grade for each in found(store, "O01")} == {"fragmentation"}


def test_a_gap_has_neither_grade_nor_agreements() -> None:
    gaps = [each for each in found(told(BOTH), "G07", "G13", "G18") if each.kind == "gap"]
    assert gaps
    assert {(each.grade, each.agreements) for each in gaps} == {("", ())}
