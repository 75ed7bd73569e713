"""Bundles of open recommendations close what they say, and call themselves no proposal."""

import pytest

from graph.bundles import bundle_cover, bundles
from graph.drafts import Answer
from graph.embedded import EmbeddedStore
from graph.findings import findings
from graph.store import Store
from graph.whatif import closings
from tests.graph.cases import DAY, iri, rule, told

RULES = [rule("G02")]
OPEN = """<recommendation/{0}> a qs:Recommendation ; dcterms:identifier "{0}" ;
  qs:nature nature:recommendation ; qs:field {1} {2} .\n"""
WORLD = (
    """<field/F> a qs:FieldOfAction ; dcterms:identifier "F" ; skos:prefLabel "Sprache"@de .
<field/G> a qs:FieldOfAction ; dcterms:identifier "G" ; skos:prefLabel "Wohnen"@de .
<target-group/T> a qs:TargetGroup ; dcterms:identifier "T" ; skos:prefLabel "Kinder"@de .
<measure/M> qs:answers <recommendation/R-9> .
"""
    + OPEN.format("R-1", "<field/F>", "; qs:targetGroup <target-group/T>")
    + OPEN.format("R-2", "<field/F>, <field/G>", "; qs:targetGroup <target-group/T>")
    + OPEN.format("R-3", "<field/G>", "")
    + OPEN.format("R-9", "<field/F>", "")
)


@pytest.fixture
def store() -> Store:
    return told(WORLD)


def test_there_is_one_bundle_per_field_and_target_group_of_open_recommendations(
    store: EmbeddedStore,
) -> None:
    found = bundles(store, findings(store, day=DAY, rules=RULES))
    asked = {key: [a.recommendation for a in bundle.draft.answers] for key, bundle in found.items()}
    r1, r2, r3 = (iri(f"recommendation/R-{number}") for number in (1, 2, 3))
    assert asked == {"F/T": [r1, r2], "G": [r3], "G/T": [r2]}
    assert found["F/T"].label.de == "Sprache – Kinder"
    assert {bundle.draft.lead for bundle in found.values()} == {""}


def test_a_bundle_closes_the_gaps_it_names_and_no_others(store: EmbeddedStore) -> None:
    found = bundles(store, findings(store, day=DAY, rules=RULES))
    drafts = [bundle.draft for bundle in found.values()]
    closed = closings(store, drafts, day=DAY, rules=RULES)
    assert closed == [bundle.gaps for bundle in found.values()]
    assert found["F/T"].draft.answers[0] == Answer(iri("recommendation/R-1"))


def test_the_fewest_bundles_are_chosen_and_called_a_calculation(store: EmbeddedStore) -> None:
    found = findings(store, day=DAY, rules=RULES)
    two_thirds = bundle_cover(store, found, 0.66)
    assert (two_thirds.cover.chosen, two_thirds.cover.reached) == (("F/T",), True)
    assert [bundle.label.en for bundle in two_thirds.bundles] == ["Sprache – Kinder"]
    assert set(bundle_cover(store, found, 1).cover.chosen) == {"F/T", "G"}
    assert "kein Vorschlag" in two_thirds.note.de


def test_without_open_recommendations_there_is_no_bundle(store: EmbeddedStore) -> None:
    assert bundles(store, []) == {}
    assert bundle_cover(store, [], 1).cover.chosen == ()
