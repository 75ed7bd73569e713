"""Lineage, concordance and what-if on the built-in data, checked against the tables themselves."""

import csv
from pathlib import Path

import pytest

from graph.bundles import bundles
from graph.claims import claim_lines, difference
from graph.concordance import Concordance
from graph.coverage import recommendation_states
from graph.current import Vocabulary, refresh
from graph.dataset import content_hash
from graph.embedded import EmbeddedStore
from graph.findings import findings
from graph.lineage import lineage
from graph.whatif import what_if
from ingest.builtin import builtin_folders
from ingest.reading import read
from ontology.terms import thing_iri
from tests.graph.cases import DAY, iri, rule

FOLDERS: list[Path] = list(builtin_folders().values())
RULES = [rule(name) for name in ("G02", "G13", "O02", "O03", "D01")]


def table(name: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for folder in FOLDERS:
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            found += csv.DictReader(file)
    return found


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    claims = [claim for folder in FOLDERS for claim in read([folder], ()).claims]
    found = EmbeddedStore.of_lines(difference(EmbeddedStore(), claims).added)
    found.load_lines(Vocabulary.built_in().lines)
    refresh(found, Vocabulary.built_in(), DAY)
    return found


def mapped_to(scheme: str) -> set[str]:
    """Return the fields that the table maps to a field of ``scheme``, in either direction."""
    fields = {row["id"] for row in table("fields") if row["scheme"] == scheme}
    pairs = [(row["field"], row["other_field"]) for row in table("field-mappings")]
    return {there for here, there in pairs if here in fields} | {
        here for here, there in pairs if there in fields
    }


def test_the_fields_of_2014_stand_against_the_six_known_of_seven_in_the_plan_of_2017(
    store: EmbeddedStore,
) -> None:
    concordance = Concordance(store, day=DAY)
    schemes = [thing_iri("field-scheme", key) for key in ("SC-HANDOUT-2014", "SC-PLAN-2017")]
    found = concordance.between(*schemes)
    own = [row["id"] for row in table("fields") if row["scheme"] == "SC-HANDOUT-2014"]
    assert [comparison.field.key for comparison in found] == own
    assert {comparison.field.key for comparison in found if comparison.matches} == mapped_to(
        "SC-PLAN-2017"
    ) & set(own)
    lacking = [comparison for comparison in found if not comparison.matches]
    assert lacking
    for comparison in lacking:
        assert (comparison.known, comparison.stated, comparison.state) == (6, 7, "no-data")
        assert comparison.sentence.de == "ohne Entsprechung in sechs bekannten Feldern"


def test_a_recommendation_of_each_set_and_coverage_ends_as_its_coverage_says(
    store: EmbeddedStore,
) -> None:
    every = recommendation_states(store, day=DAY)
    states = {(state.coverage, state.set): state for state in every}
    assert {coverage for coverage, _ in states} >= {"open", "presumably", "rejected", "taken-up"}
    for state in states.values():
        found = lineage(store, state.recommendation.iri, day=DAY)
        kinds = [end.kind for end in found.whereabouts]
        expected = "unknown" if state.coverage == "open" else state.coverage
        assert kinds[0] == expected
        assert "entfallen" not in found.sentence.de.lower()
        assert all(step.claims for step in (*found.before, *found.beside, *found.after))


def test_every_response_status_event_and_successor_of_the_tables_is_a_step(
    store: EmbeddedStore,
) -> None:
    for row in table("responses"):
        found = lineage(store, thing_iri("recommendation", row["recommendation"]), day=DAY)
        (step,) = [s for s in found.after if s.other and s.other.key == row["id"]]
        assert (step.kind, step.date, step.words) == ("response", row["date"], row["text"])
        assert step.inferred is (row["basis"] == "inferred")
    measures = {row["id"] for row in table("measures")}
    for row in table("status-events"):
        if row["subject"] in measures:
            found = lineage(store, thing_iri("measure", row["subject"]), day=DAY)
            assert row["id"] in {step.other.key for step in found.after if step.other}
    for row in table("statements.successors"):
        if row["object"] in measures:
            found = lineage(store, thing_iri("measure", row["object"]), day=DAY)
            assert row["subject"] in {
                s.other.key for s in found.after if s.kind == "replaced" and s.other
            }


def test_a_bundle_played_through_closes_its_gaps_and_leaves_the_store_alone(
    store: EmbeddedStore,
) -> None:
    before = findings(store, day=DAY, rules=RULES)
    content = content_hash(claim_lines(store))
    made = bundles(store, before)
    drafts = [bundle.draft for bundle in made.values()]
    effect = what_if(store, drafts, day=DAY, rules=RULES, before=before)
    asked = {gap for bundle in made.values() for gap in bundle.gaps}
    assert {finding.id for finding in effect.closed} == asked
    assert asked == {finding.id for finding in before if finding.rule == "G02"}
    assert len(effect.own) == len(drafts)
    assert {finding.rule for finding in effect.own} == {"G13"}
    assert sum(load.drafts for load in effect.load) == 0
    assert content_hash(claim_lines(store)) == content


def test_the_only_known_field_of_a_scheme_is_called_so(store: EmbeddedStore) -> None:
    field = Concordance(store, day=DAY).of_field(iri("field/F-SP"))
    (plan,) = [comparison for comparison in field if comparison.scheme.key == "SC-PLAN-2023"]
    assert (plan.known, plan.stated, plan.state) == (1, None, "no-data")
    assert plan.sentence.de == "ohne Entsprechung in dem einzigen bekannten Feld"
