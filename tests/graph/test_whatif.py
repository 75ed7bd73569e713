"""What drafts would change is computed by the rules themselves, in a copy that is thrown away."""

from dataclasses import replace
from datetime import date

import pytest

from graph.claims import claim_lines
from graph.dataset import content_hash
from graph.drafts import Answer, Draft
from graph.embedded import EmbeddedStore
from graph.errors import InputError
from graph.findings import findings
from graph.whatif import Effect, closings, weights, what_if
from tests.graph.cases import DAY, iri, rule, told

WORLD = """
<field/F> a qs:FieldOfAction ; dcterms:identifier "F" .
<target-group/T> a qs:TargetGroup ; dcterms:identifier "T" .
<region/RG> a qs:Region ; dcterms:identifier "RG" .
<organisation-line/B> dcterms:identifier "B" . <organisation-line/A> dcterms:identifier "A" .
<organisation/O-A0> a qs:Ministry ; dcterms:identifier "O-A0" ; qs:officialOrder 2 ;
  qs:identityLine <organisation-line/A> ; qs:legislativePeriod <legislative-period/0> .
<organisation/O-A> a qs:Ministry ; dcterms:identifier "O-A" ; qs:officialOrder 2 ;
  qs:identityLine <organisation-line/A> ; qs:legislativePeriod <legislative-period/1> .
<organisation/O-B> a qs:Ministry ; dcterms:identifier "O-B" ; qs:officialOrder 1 ;
  qs:identityLine <organisation-line/B> ; qs:legislativePeriod <legislative-period/1> .
<data-set/D> a qs:DataSet ; qs:defaultPeriod <legislative-period/1> .
<recommendation/R-1> a qs:Recommendation ; dcterms:identifier "R-1" ;
  qs:nature nature:recommendation ; qs:field <field/F> .
<recommendation/R-2> a qs:Recommendation ; dcterms:identifier "R-2" ;
  qs:nature nature:recommendation ; qs:field <field/F> .
<measure/M> a qs:Measure ; dcterms:identifier "M" ; qs:field <field/F> ;
  qs:targetGroup <target-group/T> ; qs:lead <organisation/O-A0> ; qs:answers <recommendation/R-2> .
<measure/OLD> a qs:Measure ; dcterms:identifier "OLD" ; schema:endDate "2020" ;
  qs:lead <organisation/O-A> .
<measure/NEXT> a qs:Measure ; dcterms:identifier "NEXT" ; schema:startDate "2030" ;
  qs:lead <organisation/O-A> .
<measure/DONE> a qs:Measure ; dcterms:identifier "DONE" ; qs:status status:completed ;
  qs:lead <organisation/O-A> .
"""
DRAFT = Draft(
    title="Neue Kurse",
    fields=("F",),
    target_groups=("T",),
    lead="O-B",
    answers=(Answer("R-1"),),
)
RULES = [rule(name) for name in ("G02", "G13", "O02", "O03", "D01")]


@pytest.fixture
def store() -> EmbeddedStore:
    return told(WORLD)


def effect(store: EmbeddedStore, *drafts: Draft) -> Effect:
    return what_if(store, drafts, day=DAY, rules=RULES)


def test_a_draft_closes_the_gap_it_answers(store: EmbeddedStore) -> None:
    found = effect(store, DRAFT)
    assert [(f.rule, f.subject.key) for f in found.closed] == [("G02", "R-1")]
    before = weights(findings(store, day=DAY, rules=RULES))
    assert found.severity_total == sum(before.values())
    assert found.severity_closed == found.closed[0].severity
    assert effect(store, replace(DRAFT, answers=())).closed == ()


def test_gaps_of_the_drafts_stand_apart_from_overlaps(store: EmbeddedStore) -> None:
    found = effect(store, DRAFT)
    assert [(f.rule, f.subject.iri) for f in found.own] == [("G13", found.drafts[0].iri)]
    assert [f.rule for f in found.opened] == ["O03"]
    assert found.drafts[0].label.de == "Neue Kurse"


def test_an_overlap_that_grows_is_changed_not_opened() -> None:
    second = replace(DRAFT, title="Weitere Kurse")
    with_one = told(
        WORLD
        + """<measure/X> a qs:Measure ; dcterms:identifier "X" ; qs:field <field/F> ;
        qs:targetGroup <target-group/T> ; qs:lead <organisation/O-B> ."""
    )
    found = effect(with_one, second)
    assert [f.rule for f in found.opened] == []
    assert [f.rule for f in found.changed] == ["O03"]


def test_two_ministries_answering_the_same_become_an_overlap(store: EmbeddedStore) -> None:
    found = effect(store, replace(DRAFT, answers=(Answer("R-2", "answersFully"),)))
    assert "O02" in [f.rule for f in found.opened]
    indirectly = effect(store, replace(DRAFT, answers=(Answer("R-2", "answersIndirectly"),)))
    assert "O02" not in [f.rule for f in indirectly.opened]


def test_a_draft_that_waits_for_another_ministry_opens_a_dependency(store: EmbeddedStore) -> None:
    found = effect(store, replace(DRAFT, depends_on=(iri("measure/M"),)))
    assert "D01" in [f.rule for f in found.opened]


def test_load_counts_what_runs_by_line_in_official_order(store: EmbeddedStore) -> None:
    found = effect(store, DRAFT, replace(DRAFT, lead=""), replace(DRAFT, lead="O-A0"))
    counted = [(load.ministry.key, load.running, load.drafts) for load in found.load]
    assert counted == [("O-B", 0, 1), ("O-A", 1, 1)]


def test_the_live_store_is_never_touched(store: EmbeddedStore) -> None:
    everything, claims = sorted(store.lines()), content_hash(claim_lines(store))
    effect(store, DRAFT)
    closings(store, [DRAFT], day=DAY, rules=RULES)
    assert sorted(store.lines()) == everything
    assert content_hash(claim_lines(store)) == claims


def test_findings_at_hand_give_the_same_effect(store: EmbeddedStore) -> None:
    before = findings(store, day=DAY, rules=RULES)
    assert what_if(store, [DRAFT], day=DAY, rules=RULES, before=before) == effect(store, DRAFT)


def test_each_draft_alone_closes_what_what_if_says(store: EmbeddedStore) -> None:
    drafts = [replace(DRAFT, answers=()), DRAFT]
    closed = [frozenset(f.id for f in effect(store, draft).closed) for draft in drafts]
    assert closings(store, drafts, day=DAY, rules=RULES) == closed
    assert [len(found) for found in closed] == [0, 1]


def test_a_key_that_is_taken_is_not_taken_again() -> None:
    taken = told(WORLD + '<measure/what-if-1> a qs:Measure ; dcterms:identifier "what-if-1" .')
    assert [draft.key for draft in effect(taken, DRAFT, DRAFT).drafts] == ["what-if-2", "what-if-3"]


def test_a_draft_that_begins_later_is_noted(store: EmbeddedStore) -> None:
    later = replace(DRAFT, start=str(DAY.year + 1))
    assert len(effect(store, DRAFT).notes) == 1
    assert DAY.isoformat() in effect(store, later).notes[1].de
    on_that_day = what_if(store, [later], day=date(DAY.year + 1, 1, 1), rules=RULES)
    assert len(on_that_day.notes) == 1


@pytest.mark.parametrize(
    ("wrong", "english", "german"),
    [
        (replace(DRAFT, title=" "), "not given: title", "Angabe: Bezeichnung"),
        (replace(DRAFT, fields=()), "not given: fields of action", "Angabe: Handlungsfelder"),
        (replace(DRAFT, fields=("F-X",)), "fields of action: “F-X”", "Handlungsfelder: „F-X“"),
        (replace(DRAFT, target_groups=("F",)), "target groups: “F”", "Zielgruppen: „F“"),
        (replace(DRAFT, lead="O-X"), "lead: “O-X”", "Federführung: „O-X“"),
        (replace(DRAFT, support=("M",)), "support: “M”", "Beteiligung: „M“"),
        (replace(DRAFT, region="R"), "region: “R”", "Region: „R“"),
        (replace(DRAFT, answers=(Answer("M"),)), "taken up: “M”", "Empfehlung: „M“"),
        (
            replace(DRAFT, answers=(Answer("R-1", "fully"),)),
            "answersPartly",
            "Umfang des Bezugs: „fully“",
        ),
        (replace(DRAFT, instrument="magic"), "instrument: “magic”", "möglich ist: funding, law"),
        (replace(DRAFT, start="soon"), "start: “soon”", "Beginn: „soon“"),
        (replace(DRAFT, start="2026", end="2025"), "2025 lies before the start", "Das Ende 2025"),
        (
            replace(DRAFT, depends_on=("nothing",)),
            "prerequisite: “nothing”",
            "Voraussetzung: „nothing“",
        ),
    ],
)
def test_what_does_not_fit_is_named_with_its_field(
    store: EmbeddedStore, wrong: Draft, english: str, german: str
) -> None:
    with pytest.raises(InputError) as caught:
        effect(store, wrong)
    assert english in caught.value.text("en")
    assert german in caught.value.text("de")


def test_a_key_of_two_things_is_not_guessed() -> None:
    twin = told(WORLD + '<contract/M> a qs:Contract ; dcterms:identifier "M" .')
    with pytest.raises(InputError, match="ambiguous"):
        effect(twin, replace(DRAFT, depends_on=("M",)))
    assert effect(twin, replace(DRAFT, depends_on=(iri("contract/M"),))).drafts


def test_no_draft_is_refused(store: EmbeddedStore) -> None:
    with pytest.raises(InputError, match="No draft"):
        effect(store)


def test_all_that_a_draft_can_say_is_taken_in(store: EmbeddedStore) -> None:
    full = replace(
        DRAFT, support=("O-A",), region="RG", instrument="funding", start="2024", end="2025-03"
    )
    found = effect(store, full)
    assert [f.rule for f in found.opened] == ["O03"]
    assert found.load[0].drafts == 1
