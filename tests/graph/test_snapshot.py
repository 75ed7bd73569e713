"""The snapshot: the same answers as SPARQL, and the same after a change as if built afresh."""

from collections import defaultdict
from datetime import date

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.change import Change
from graph.claims import difference
from graph.closure import closure, reach
from graph.columns import NOBODY
from graph.dependencies import reliance
from graph.embedded import EmbeddedStore
from graph.portfolio import portfolio
from graph.questions import answered_by_several, gap, matrix, overlap
from graph.reliance import Reliance
from graph.rules import hits, rows
from graph.snapshot import NAMES, Snapshot
from graph.store import Store
from ontology.source import read_text
from ontology.statement import XSD, Claim
from ontology.terms import expand
from tests.graph.cases import case, rule
from tests.graph.columnar import (
    ASKED,
    LINKS,
    MEASURES,
    OFFICES,
    apply,
    batches,
    groups,
    named,
    pairs,
    stored,
)
from tests.graph.samples import DAY, claim


def agree_on_gaps(store: Store, snapshot: Snapshot, day: date) -> None:
    for natures in ("", "minority", "third-party", "minority third-party"):
        found = rows(store, rule("G02"), day=day, parameters={"natures": natures})
        expected = sorted({str(row["recommendation"]) for row in found})
        assert named(snapshot, gap(snapshot, natures)) == expected
        chains = rows(store, rule("G26"), day=day, parameters={"natures": natures})
        first = {str(row["recommendation"]) for row in chains if "measure" in str(row["variant"])}
        assert sorted(first) == expected  # the chain's first link is missing for the same ones


def agree_on_overlaps(store: Store, snapshot: Snapshot, day: date) -> None:
    asked = {"O03": overlap, "O02": answered_by_several}
    for name, question in asked.items():
        expected: dict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
        for hit in hits(store, rule(name), portfolio(store), day=day):
            key = tuple(str(hit.rows[0][column]) for column in hit.rule.key)
            expected[key] |= {(str(row["line"]), str(row["measure"])) for row in hit.rows}
        assert groups(snapshot, question(snapshot)) == expected


def agree_on_the_matrix(store: Store, snapshot: Snapshot) -> None:
    expected = {
        (str(row["field"]), str(row["line"])): str(getattr(row["measures"], "value", ""))
        for row in store.select(read_text("matrix.rq"))
    }
    cells = matrix(snapshot)
    fields, lines = map(snapshot.terms.texts, (cells.fields, cells.lines))
    counts = map(str, cells.measures.tolist())
    assert dict(zip(zip(fields, lines, strict=True), counts, strict=True)) == expected


def followed(known: Reliance) -> set[tuple[str, str]]:
    """Return who relies on whom, from the NetworkX form of the pending dependencies."""
    graph = nx.DiGraph([(found.item, found.prerequisite) for found in known.pending()])
    return {
        (line, office)
        for item in graph
        for end in nx.descendants(graph, item) | ({item} if on_cycle(graph, item) else set())
        for line in known.waiting(item)
        for office in known.awaited(end)
        if line != office
    }


def on_cycle(graph: "nx.DiGraph[str]", item: str) -> bool:
    return any(nx.has_path(graph, after, item) for after in graph.successors(item))


def agree_on_reliance(store: Store, snapshot: Snapshot, day: date) -> None:
    found = pairs(snapshot, closure(snapshot))
    assert found == followed(reliance(store, day=day))
    direct = rows(store, rule("D01"), day=day)
    assert {(str(row["waiting"]), str(row["awaited"])) for row in direct} <= found


def agree(store: Store, snapshot: Snapshot, day: date = DAY) -> None:
    agree_on_gaps(store, snapshot, day)
    agree_on_overlaps(store, snapshot, day)
    agree_on_the_matrix(store, snapshot)
    agree_on_reliance(store, snapshot, day)


@given(batches(16))
def test_numbers_and_sparql_agree_on_any_graph(claims: list[Claim]) -> None:
    store = stored(claims)
    agree(store, Snapshot.of(store, DAY))


@pytest.mark.parametrize("name", ["G02", "O02", "O03", "D01", "D09"])
def test_numbers_and_sparql_agree_on_the_cases_of_the_rules(name: str) -> None:
    store, _ = case(rule(name))
    day = date(2024, 11, 24)
    agree(store, Snapshot.of(store, day), day)


def same(store: Store, snapshot: Snapshot) -> None:
    fresh = Snapshot.of(store, DAY)
    for name in NAMES:
        assert pairs(snapshot, snapshot.columns[name]) == pairs(fresh, fresh.columns[name]), name
    for one, other in ((snapshot.waits, fresh.waits), (snapshot.awaited, fresh.awaited)):
        assert pairs(snapshot, one) == pairs(fresh, other)
    for question in (overlap, answered_by_several):
        assert groups(snapshot, question(snapshot)) == groups(fresh, question(fresh))
    assert named(snapshot, gap(snapshot)) == named(fresh, gap(fresh))
    assert pairs(snapshot, closure(snapshot)) == pairs(fresh, closure(fresh))
    agree_on_the_matrix(store, snapshot)


@given(batches(8), st.lists(batches(4), min_size=1, max_size=3), st.booleans())
def test_after_any_edits_it_is_as_if_built_afresh(
    first: list[Claim], edits: list[list[Claim]], undone: bool
) -> None:
    store = stored(first)
    snapshot = Snapshot.of(store, DAY)
    for claims in edits:
        change = difference(store, claims)
        apply(store, change)
        snapshot = snapshot.after(store, change)
        same(store, snapshot)
    if undone:
        apply(store, change.inverse)
        same(store, snapshot.after(store, change.inverse))


@given(batches(8))
def test_a_removed_claim_leaves_nothing_behind(claims: list[Claim]) -> None:
    store = stored(claims)
    snapshot = Snapshot.of(store, DAY)
    for item in claims:
        change = difference(store, [Claim(item.iri, frozenset(), frozenset())])
        apply(store, change)
        snapshot = snapshot.after(store, change)
    same(store, snapshot)


def test_what_widens_a_relation_is_read_everywhere() -> None:
    store = stored([claim("a", (MEASURES[4], f"{XSD}guides", OFFICES[0]))])
    snapshot = Snapshot.of(store, DAY)
    wider = claim("b", (f"{XSD}guides", expand("rdfs:subPropertyOf"), expand("qs:lead")))
    change = difference(store, [wider])
    apply(store, change)
    found = snapshot.after(store, change)
    assert (MEASURES[4], OFFICES[0]) in pairs(found, found.columns["lead"])
    same(store, found)


def test_untouched_columns_are_shared_and_the_old_snapshot_stays() -> None:
    store = stored([])
    old = Snapshot.of(store, DAY)
    before = named(old, gap(old))
    change = difference(store, [claim("a", (MEASURES[0], expand("qs:answers"), ASKED[0]))])
    apply(store, change)
    new = old.after(store, change)
    assert new.columns["lead"] is old.columns["lead"]
    assert new.placement is old.placement
    assert (before, named(old, gap(old)), named(new, gap(new))) == ([ASKED[0]], [ASKED[0]], [])


def test_a_change_of_nothing_is_the_same_snapshot() -> None:
    snapshot = Snapshot.of(stored([]), DAY)
    assert snapshot.after(EmbeddedStore(), Change()) is snapshot


def test_reach_leads_both_ways_and_round_circles() -> None:
    waits = (0, 1), (1, 2), (2, 1), (2, 3)
    links = [
        claim(
            f"link-{number}",
            (LINKS[number], expand("qs:dependent"), MEASURES[one]),
            (LINKS[number], expand("qs:prerequisite"), MEASURES[other]),
        )
        for number, (one, other) in enumerate(waits)
    ]
    snapshot = Snapshot.of(stored(links), DAY)
    first = snapshot.terms.number(MEASURES[0])
    assert named(snapshot, reach(snapshot.waits, first)) == MEASURES[1:4]
    second = snapshot.terms.number(MEASURES[1])
    assert named(snapshot, reach(snapshot.awaited, second)) == MEASURES[:3]
    assert snapshot.terms.number("x:unknown") == NOBODY
    assert not len(reach(snapshot.waits, NOBODY))


def test_an_empty_store_answers_everything_with_nothing() -> None:
    snapshot = Snapshot.of(EmbeddedStore(), DAY)
    assert not len(gap(snapshot))
    assert not len(matrix(snapshot).fields)
    assert not len(overlap(snapshot).keys)
    assert not len(answered_by_several(snapshot).keys)
    assert not len(closure(snapshot))
