"""A folder's data set: what is recorded is what is stored, now and after opening again."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.change import Change
from graph.errors import InputError, LockedError, WriteError
from graph.record import MESSAGE, NO_PARENT, QUAD
from graph.terms import Quad
from ontology.statement import XSD, Claim, Literal, Statement
from ontology.terms import CLAIMS, CURRENT, NAMESPACE
from tests.graph.samples import (
    DAY,
    LABEL,
    LEAD,
    MEASURE,
    MINISTRY,
    NOW,
    accept,
    claim,
    claim_iri,
    histories,
    log_file,
    measure,
    opened,
    size,
)


def test_a_missing_folder_is_an_empty_data_set(tmp_path: Path) -> None:
    data = opened(tmp_path / "none", writing=False)
    assert (data.revision, data.head, list(data.history())) == (0, NO_PARENT, [])
    assert data.claim_lines() == []
    assert data.verify() == []
    assert not (tmp_path / "none").exists()


def test_what_is_accepted_is_there_at_once_and_after_opening_again(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        recorded = data.accept(data.difference([measure()]), "operator", "neu", "Datei")
        assert data.store.ask("ASK { ?m qs:lead ?o }")
        assert data.store.ask("ASK { ?m a qs:Item }"), "inferred from the class"
    again = opened(tmp_path, writing=False)
    assert again.content_hash() == data.content_hash()
    assert (again.revision, again.head) == (1, recorded.hash)
    assert sorted(again.store.lines()) == sorted(data.store.lines())
    assert list(again.history()) == [recorded]
    assert (recorded.time, recorded.author, recorded.message) == (NOW, "operator", "neu")
    assert len(recorded.added) == size([measure()])


@given(histories)
def test_any_history_replays_to_the_same_content(
    tmp_path_factory: pytest.TempPathFactory, history: list[list[Claim]]
) -> None:
    folder = tmp_path_factory.mktemp("data")
    told: dict[str, Claim] = {}
    with opened(folder) as data:
        for claims in history:
            told.update({item.iri: item for item in claims})
            change = data.difference(claims)
            if change:
                data.accept(change, "operator", "", "")
            assert not data.difference(claims), "a second import changes nothing"
        assert data.verify() == []
    again = opened(folder, writing=False)
    assert again.content_hash() == data.content_hash()
    assert again.revision == data.revision
    assert sorted(again.store.lines()) == sorted(data.store.lines())
    with opened(folder.with_name(f"{folder.name}-fresh")) as fresh:
        if change := fresh.difference(told.values()):
            fresh.accept(change, "operator", "", "")
        assert fresh.content_hash() == data.content_hash(), "the way there does not matter"


@given(histories)
def test_undoing_all_changes_leads_back_to_nothing(
    tmp_path_factory: pytest.TempPathFactory, history: list[list[Claim]]
) -> None:
    with opened(tmp_path_factory.mktemp("data")) as stored:
        for claims in history:
            if change := stored.difference(claims):
                stored.accept(change, "operator", "", "")
        for past in reversed(list(stored.history())):
            stored.accept(past.change.inverse, "operator", f"undo {past.number}", "")
        assert stored.claim_lines() == []
        assert stored.verify() == []


def test_a_literal_written_differently_is_no_difference(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        accept(data, claim("a", (MEASURE, LABEL, Literal("1.00", f"{XSD}decimal"))))
        same = claim("a", (MEASURE, LABEL, Literal("1", f"{XSD}decimal")))
        assert not data.difference([same])


def test_a_claim_told_anew_replaces_its_old_statements_and_metadata(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        accept(data, measure(label="alt"), measure("M-2"))
        change = data.difference([measure(label="neu")])
        assert [quad.object for quad in change.added_quads()] == [Literal.text("neu", "de")]
        assert [quad.object for quad in change.removed_quads()] == [Literal.text("alt", "de")]
        demanded = claim("measures-M-1", modality="demanded")
        change = data.difference([demanded])
        assert {quad.graph for quad in change.removed_quads()} == {demanded.iri, CLAIMS}
        assert {quad.graph for quad in change.added_quads()} == {CLAIMS}


def test_a_claim_with_nothing_left_to_say_is_removed(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        accept(data, measure(), measure("M-2"))
        accept(data, Claim(measure().iri, frozenset(), frozenset()))
        assert size([measure("M-2")]) == len(data.claim_lines())


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ([measure(), measure(label="anders")], "graph.claim_twice"),
        ([Claim(CURRENT, frozenset(), frozenset())], "graph.not_a_claim"),
        ([Claim(claim_iri(""), frozenset(), frozenset())], "graph.not_a_claim"),
        (
            [Claim(claim_iri("a"), frozenset(), frozenset({Statement(MEASURE, LEAD, MINISTRY)}))],
            "graph.foreign_metadata",
        ),
        ([claim("a", (MEASURE, LEAD, "_:b"))], "graph.blank_node"),
        ([claim("a", (MEASURE, LEAD, "Ministerium"))], "graph.not_an_iri"),
    ],
)
def test_what_cannot_be_a_claim_is_refused(tmp_path: Path, wrong: list[Claim], key: str) -> None:
    with opened(tmp_path) as data, pytest.raises(InputError) as caught:
        data.difference(wrong)
    assert caught.value.key == key


def test_an_empty_change_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path) as data, pytest.raises(InputError, match="nothing to change"):
        data.accept(Change(), "operator", "", "")


def test_a_change_that_no_longer_fits_is_refused_and_nothing_is_recorded(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        accept(data, measure(label="eins"))
        first, second = (data.difference([measure(label=text)]) for text in ("zwei", "drei"))
        data.accept(first, "operator", "", "")
        before = data.content_hash()
        with pytest.raises(InputError, match="no longer fits"):
            data.accept(second, "operator", "", "")
        with pytest.raises(InputError, match="no longer fits"):
            data.accept(first, "operator", "", "")
        assert (data.revision, data.content_hash()) == (2, before)


@pytest.mark.parametrize("graph", [CURRENT, CLAIMS, "http://example.org/"])
def test_a_change_outside_the_claims_is_refused(tmp_path: Path, graph: str) -> None:
    change = Change.of(added=[Quad(MEASURE, LEAD, MINISTRY, graph)])
    with opened(tmp_path) as data, pytest.raises(InputError, match="no claim"):
        data.accept(change, "operator", "", "")


def test_reading_goes_on_beside_a_writer_who_keeps_others_from_writing(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        accept(data, measure())
        reader = opened(tmp_path, writing=False)
        assert reader.content_hash() == data.content_hash()
        with pytest.raises(LockedError):
            opened(tmp_path)
        accept(data, measure("M-2"))
        assert (reader.revision, len(list(reader.history()))) == (1, 1)
        assert reader.verify() == []
    with opened(tmp_path) as data:
        assert data.revision == 2


def test_who_opened_for_reading_cannot_accept(tmp_path: Path) -> None:
    data = opened(tmp_path, writing=False)
    change = data.difference([measure()])
    with pytest.raises(WriteError, match="reading only"):
        data.accept(change, "operator", "", "")


def test_a_closed_data_set_can_be_read_but_not_written(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        accept(data, measure())
    assert data.revision == 1
    with pytest.raises(WriteError):
        accept(data, measure("M-2"))


def test_a_damaged_log_gives_the_lock_back(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        accept(data, measure())
    whole = log_file(tmp_path).read_bytes()
    log_file(tmp_path).write_bytes(whole.replace(b"Deutschkurse", b"deutschkurse"))
    for _ in range(2):
        with pytest.raises(Exception, match="damaged"):
            opened(tmp_path)
    log_file(tmp_path).write_bytes(whole)
    with opened(tmp_path) as data:
        assert data.verify() == []


def test_a_torn_tail_is_told_and_work_goes_on(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        accept(data, measure())
    with log_file(tmp_path).open("ab") as file:
        file.write(b"record 0000000002 ")
    with opened(tmp_path) as data:
        assert [notice.key for notice in data.notices] == ["graph.torn_tail"]
        accept(data, measure("M-2"))
        assert data.verify() == []


def test_verifying_finds_damage_that_came_after_opening(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        accept(data, measure())
        log_file(tmp_path).write_bytes(log_file(tmp_path).read_bytes().replace(b"M-1", b"M-9"))
        assert [problem.key for problem in data.verify()] == ["graph.log_damaged"]


def test_verifying_finds_a_store_that_is_not_the_logs(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        accept(data, measure())
        data.store.update(f"DELETE WHERE {{ GRAPH <{measure().iri}> {{ ?s ?p ?o }} }}")
        assert [problem.key for problem in data.verify()] == ["graph.store_differs"]


def test_a_preview_shows_a_change_without_making_it(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        accept(data, measure())
        before = sorted(data.store.lines())
        preview = data.preview(data.difference([measure("M-2")]))
        assert len(preview.select("SELECT ?m { ?m a qs:Measure }")) == 2
        assert sorted(data.store.lines()) == before


def test_another_day_shows_what_was_in_force_then(tmp_path: Path) -> None:
    said = claim("a", (MEASURE, LEAD, MINISTRY), valid={"validTo": "2014"})
    with opened(tmp_path, valid_on=DAY) as data:
        accept(data, said)
        assert data.store.count(CURRENT) == 1
        data.turn_to(date(2015, 1, 1))
        assert (data.store.count(CURRENT), data.valid_on) == (0, date(2015, 1, 1))
    assert opened(tmp_path, writing=False, valid_on=date(2015, 1, 1)).store.count(CURRENT) == 0


def test_what_is_erased_is_gone_from_log_and_store_and_all_still_verifies(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        accept(data, measure(label="Geheimnis"), message="ein Geheimnis")
        accept(data, measure("M-2"))
        head = data.head
        count = data.erase(lambda _, leaf: "Geheimnis" in (leaf.text or ""))
        assert count == 2
        assert b"Geheimnis" not in log_file(tmp_path).read_bytes()
        assert not any("Geheimnis" in line for line in data.store.lines())
        assert (data.head, data.verify()) == (head, [])
        first = next(data.history())
        assert (first.message, first.erased) == (None, 2)
        accept(data, measure("M-3"))
    again = opened(tmp_path, writing=False)
    assert (again.revision, again.verify()) == (3, [])
    assert again.content_hash() == data.content_hash()


@given(histories, st.sets(st.integers(0, 30)))
def test_erasing_anything_keeps_the_chain(
    tmp_path_factory: pytest.TempPathFactory, history: list[list[Claim]], places: set[int]
) -> None:
    folder = tmp_path_factory.mktemp("data")
    with opened(folder) as data:
        for claims in history:
            if change := data.difference(claims):
                data.accept(change, "operator", "neu", "")
        hashes = [past.hash for past in data.history()]
        seen = iter(range(10_000))
        data.erase(lambda _, leaf: leaf.role in {MESSAGE, QUAD} and next(seen) in places)
        assert [past.hash for past in data.history()] == hashes
        assert data.verify() == []
    assert opened(folder, writing=False).content_hash() == data.content_hash()


def test_the_content_hash_leaves_views_out(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        accept(data, measure())
        before = data.content_hash()
        data.turn_to(date(1900, 1, 1))
        assert data.content_hash() == before
        assert all(NAMESPACE in line or LABEL in line for line in data.claim_lines())
