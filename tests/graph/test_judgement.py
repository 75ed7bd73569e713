"""A judgement of a pair is a row of a table like any other, and both directions are one."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graph.claims import claims_of_quads, difference
from graph.embedded import EmbeddedStore
from graph.errors import InputError
from graph.judgement import Judgement, claim_of, judged_pairs
from graph.terms import Quad
from graph.validation import validate
from ingest.csvfile import csv_text
from ingest.reading import read
from ingest.rows import rows_of
from ontology.known import KnownThing
from ontology.statement import Claim
from ontology.terms import CURRENT, expand
from tests.graph.cases import iri, told

SAID = Judgement(
    first=iri("recommendation/R-1"),
    second=iri("recommendation/R-2"),
    verdict="contains",
    by=iri("person/P-1"),
    day=date(2026, 11, 24),
    reason="Der erste Text nennt alle, der zweite nur Kinder.",
)
KNOWN = [
    KnownThing(SAID.first, "R-1", expand("qs:Recommendation")),
    KnownThing(SAID.second, "R-2", expand("qs:Recommendation")),
    KnownThing(SAID.by, "P-1", expand("qs:Person")),
]


def stored(*claims: Claim) -> EmbeddedStore:
    """Return a store in which ``claims`` are in force."""
    store = EmbeddedStore.of_lines(difference(EmbeddedStore(), claims).added)
    store.insert(
        Quad(said.subject, said.predicate, said.object, CURRENT)
        for claim in claims
        for said in claim.statements
    )
    return store


@pytest.mark.parametrize("said", [SAID, replace(SAID, reason="", verdict="unsure")])
def test_a_judgement_goes_out_as_a_row_and_comes_in_as_the_same_claim(
    said: Judgement, tmp_path: Path
) -> None:
    claim = claim_of(said)
    (kept,) = claims_of_quads(stored(claim).quads(graph=claim.iri))
    assert kept.statements == claim.statements
    out = rows_of([claim], KNOWN)
    assert out.left == ()
    (row,) = out.rows["judgements"]
    assert (row["first"], row["second"], row["by"]) == ("R-1", "R-2", "P-1")
    assert (row["verdict"], row["date"], row["visibility"]) == (
        said.verdict,
        "2026-11-24",
        "internal",
    )
    (tmp_path / "judgements.csv").write_text(csv_text(row, [row]), encoding="utf-8")
    reading = read([tmp_path], KNOWN)
    assert reading.faults == ()
    assert reading.claims == (claim,)


def test_a_judgement_is_as_the_shapes_want_it() -> None:
    claim = claim_of(SAID)
    things = f"""<{SAID.first}> a qs:Recommendation . <{SAID.second}> a qs:Recommendation .
      <{SAID.by}> a qs:Person ."""
    store = told(things)
    store.apply(difference(store, [claim]))
    store.insert(Quad(s.subject, s.predicate, s.object, CURRENT) for s in claim.statements)
    own = {statement.subject for statement in claim.statements} | {claim.iri}
    assert [found for found in validate(store) if found.focus in own] == []


def test_both_directions_are_one_judgement() -> None:
    turned = replace(SAID, first=SAID.second, second=SAID.first, verdict="contained-in")
    assert claim_of(turned) == claim_of(SAID)
    same = replace(SAID, verdict="same")
    assert claim_of(replace(same, first=SAID.second, second=SAID.first)) == claim_of(same)


def test_a_judge_has_one_verdict_on_a_pair_and_judges_stand_side_by_side() -> None:
    assert claim_of(replace(SAID, verdict="different")).iri == claim_of(SAID).iri
    assert claim_of(replace(SAID, by=iri("person/P-2"))).iri != claim_of(SAID).iri


def test_a_verdict_has_to_be_on_the_list() -> None:
    with pytest.raises(InputError) as caught:
        claim_of(replace(SAID, verdict="similar"))
    assert "similar" in caught.value.text("de")
    assert "contained-in" in caught.value.text("de")


def test_a_pair_has_two_members() -> None:
    with pytest.raises(InputError) as caught:
        claim_of(replace(SAID, second=SAID.first))
    assert SAID.first in caught.value.text("en")


def test_one_sure_verdict_decides_a_pair() -> None:
    pair = frozenset((SAID.first, SAID.second))
    unsure = claim_of(replace(SAID, verdict="unsure"))
    sure = claim_of(replace(SAID, verdict="different", by=iri("person/P-2")))
    assert judged_pairs(stored(unsure)) == {pair: False}
    assert judged_pairs(stored(unsure, sure)) == {pair: True}
    assert judged_pairs(stored()) == {}
