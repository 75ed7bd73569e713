"""Everybody gets exactly what everybody may have, from the claims as from the change sets."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.change import claim_of
from graph.claims import difference
from graph.dataset import Dataset, content_hash
from graph.edition import Editions
from graph.embedded import EmbeddedStore
from graph.export import exported
from graph.moment import internal_claims
from graph.publication import Publication, Publisher, passed_on, withheld
from graph.record import MESSAGE, QUAD
from graph.store import Store
from ontology.statement import Claim, Literal, Statement
from ontology.terms import NAMESPACE, VOCABULARY, concept_iri, expand
from tests.graph.samples import LABEL, MEASURE, TYPE, accept, claim, measure, opened

QUOTE, LICENCE = expand("oa:exact"), expand("dcterms:license")
HEARING = """SELECT DISTINCT ?claim {
  { GRAPH ?claim { ?record a qs:Delivery } } UNION { GRAPH ?claim { ?record a qs:Reply } }
}"""
QUOTED = """SELECT ?claim ?quote ?licence {
  GRAPH ?claim { ?passage oa:exact ?quote OPTIONAL { ?passage dcterms:license ?licence } }
}"""
VISIBILITY = f"{NAMESPACE}visibility"


def shown(found: Claim, visibility: str) -> Claim:
    """Return the claim with another visibility."""
    kept = {said for said in found.metadata if said.predicate != VISIBILITY}
    said = Statement(found.iri, VISIBILITY, concept_iri("visibility", visibility))
    return Claim(found.iri, found.statements, frozenset({*kept, said}))


def passage(key: str, *, licence: str = "") -> Claim:
    said: list[tuple[str, str, str | Literal]] = [(MEASURE, QUOTE, Literal("im Wortlaut"))]
    return claim(key, *said, *([(MEASURE, LICENCE, Literal(licence))] if licence else []))


def publications(data: Dataset) -> list[Publication]:
    publisher = Publisher(data.records)
    return [publisher.follow(record) for record in data.records()]


def hidden(store: Store) -> set[str]:
    """Return the claims that are not passed on, by asking the store."""
    rows = store.select(QUOTED)
    quoting = {str(row["claim"]) for row in rows}
    licensed = {str(row["claim"]) for row in rows if row["licence"]}
    hearing = {str(row["claim"]) for row in store.select(HEARING)}
    return {*internal_claims(store), *(quoting - licensed), *hearing}


@st.composite
def _claims(draw: st.DrawFn) -> Claim:
    key = draw(st.sampled_from("abc"))
    labels = draw(st.lists(st.sampled_from(["x", "y", "qs:visibility internal"]), max_size=2))
    said: list[tuple[str, str, str | Literal]] = [(MEASURE, LABEL, Literal(x)) for x in labels]
    said += [(MEASURE, QUOTE, Literal("q"))] if draw(st.booleans()) else []
    said += [(MEASURE, LICENCE, Literal("l"))] if draw(st.booleans()) else []
    kind = draw(st.sampled_from(["Measure", "Measure", "Reply", "Delivery"]))
    said += [(MEASURE, TYPE, NAMESPACE + kind)]
    return shown(claim(key, *said), draw(st.sampled_from(["public", "internal"])))


_batches = st.lists(_claims(), min_size=1, max_size=3, unique_by=lambda found: found.iri)


@given(st.lists(_batches, max_size=6), st.integers(0, 6))
def test_who_applies_every_patch_has_exactly_what_everybody_may_have(
    batches: list[list[Claim]], pause: int
) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as data:
        allowed: list[set[str]] = [set()]
        for batch in batches:
            if change := data.difference(batch):
                data.accept(change, "operator", "neu", "test")
                kept = hidden(data.store)
                allowed.append({x for x in data.claim_lines() if claim_of(x) not in kept})
        told = publications(data)
        lines: set[str] = set()
        for each, expected in zip(told, allowed[1:], strict=True):
            assert not lines & set(each.change.added)
            assert lines >= set(each.change.removed)
            lines = lines - set(each.change.removed) | set(each.change.added)
            assert lines == expected == set(passed_on(sorted(lines)))
        again = set(allowed[min(pause, len(told))])
        for each in told[pause:]:
            again = again - set(each.change.removed) | set(each.change.added)
        assert again == allowed[-1]


@given(st.lists(_batches, max_size=4))
def test_an_edition_is_found_by_the_hash_of_what_everybody_may_have(
    batches: list[list[Claim]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as data:
        editions = Editions(data)
        numbers: dict[str, int] = {}
        for batch in batches:
            if change := data.difference(batch):
                data.accept(change, "operator", "neu", "test")
                lines = passed_on(data.claim_lines())
                found = editions.find(content_hash(lines))
                assert found is not None
                assert editions.lines(found) == lines
                numbers.setdefault(content_hash(lines), data.revision)
                assert found.number == numbers[content_hash(lines)]
        assert editions.find("0" * 64) is None


def test_an_internal_claim_leaves_its_digests_alone(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        accept(data, measure(), message="zwei Ressorts")
        accept(data, shown(measure("M-2"), "internal"), message="noch geheim")
        first, second = publications(data)
        assert (first.message, first.digests) == ("zwei Ressorts", ())
        assert (second.author, second.message, bool(second.change)) == (None, None, False)
        leaves = {f"{leaf.role} {leaf.digest}" for leaf in list(data.records())[1].leaves()}
        assert set(second.digests) == leaves


def test_a_claim_that_becomes_internal_leaves_the_feed_and_returns_whole(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        accept(data, measure())
        accept(data, shown(measure(), "internal"))
        accept(data, measure())
        first, second, third = publications(data)
        assert first.change.inverse == second.change
        assert third.change == first.change


def test_a_quote_is_passed_on_only_under_a_licence(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        accept(data, passage("free", licence="https://example.org/by"), passage("bound"))
        (told,) = publications(data)
        assert {line.rsplit("/", 1)[1] for line in told.change.added if QUOTE in line} == {
            "free> ."
        }
        complete = exported(data.store, "nq", open_only=True)
        assert set(complete) == set(told.change.added)
        assert len(exported(data.store, "nq")) > len(complete)


@pytest.mark.parametrize("kind", ["Delivery", "Reply"])
def test_a_hearing_is_not_told(tmp_path: Path, kind: str) -> None:
    with opened(tmp_path) as data:
        accept(data, claim("z", (MEASURE, TYPE, NAMESPACE + kind)), message="Zustellung")
        (told,) = publications(data)
        assert (told.message, bool(told.change)) == (None, False)
        assert exported(data.store, "nq", open_only=True) == []


def test_what_is_in_force_is_passed_on_if_any_open_claim_says_it(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        accept(data, passage("bound"), shown(measure(), "internal"), measure("M-2"))
        text = "\n".join(exported(data.store, "ttl", open_only=True))
        assert "im Wortlaut" not in text
        assert "M-1" not in text
        assert "M-2" in text
        accept(data, passage("free", licence="https://example.org/by"))
        assert "im Wortlaut" in "\n".join(exported(data.store, "ttl", open_only=True))


def test_complete_exports_hold_the_vocabulary_when_wanted(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        accept(data, measure())
        lines = exported(data.store, "trig", views=(VOCABULARY,), open_only=True)
        assert set(lines) == {*data.claim_lines(), *data.store.lines(graph=VOCABULARY)}


@pytest.mark.parametrize("role", [QUAD, MESSAGE])
def test_what_is_erased_is_told_no_more(tmp_path: Path, role: str) -> None:
    with opened(tmp_path) as data:
        accept(data, measure(), message="Geheimnis")
        editions = Editions(data)
        before = content_hash(data.claim_lines())
        assert editions.find(before) is not None
        data.erase(lambda _, leaf: leaf.role == role)
        (told,) = publications(data)
        assert told.message is None
        assert any(digest.startswith(role) for digest in told.digests)
        assert (editions.find(before) is None) == (role == QUAD)


def test_only_the_metadata_of_a_claim_decide_about_its_visibility() -> None:
    store = EmbeddedStore()
    said = claim("a", (MEASURE, VISIBILITY, concept_iri("visibility", "internal")))
    assert not withheld(difference(store, [said]).added)
    assert withheld(difference(store, [shown(said, "internal")]).added)
