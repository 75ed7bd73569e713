"""Changes as wishes and as recorded."""

import secrets

from graph.change import Change, ChangeSet, draft
from graph.record import AUTHOR, MESSAGE, NO_PARENT, QUAD
from graph.terms import Quad
from ontology.statement import XSD, Literal
from ontology.terms import CLAIMS
from tests.graph.samples import LABEL, MEASURE, NOW, claim_iri

HERE = claim_iri("a")
OLD = Quad(MEASURE, LABEL, Literal("alt"), HERE)
NEW = Quad(MEASURE, LABEL, Literal("neu"), HERE)


def test_literals_enter_a_change_as_the_engine_writes_them() -> None:
    costs = Quad(MEASURE, LABEL, Literal("1.00", f"{XSD}decimal"), HERE)
    (line,) = Change.of(added=[costs]).added
    assert f'"1"^^<{XSD}decimal>' in line


def test_what_is_added_and_removed_at_once_is_neither() -> None:
    one = Quad(MEASURE, LABEL, Literal("1.0", f"{XSD}decimal"), HERE)
    same = Quad(MEASURE, LABEL, Literal("1.00", f"{XSD}decimal"), HERE)
    assert not Change.of(added=[one], removed=[same])


def test_a_change_gives_its_quads_back() -> None:
    change = Change.of(added=[NEW], removed=[OLD])
    assert list(change.added_quads()) == [NEW]
    assert list(change.removed_quads()) == [OLD]


def test_the_inverse_undoes_a_change() -> None:
    change = Change.of(added=[NEW], removed=[OLD])
    assert change.inverse == Change.of(added=[OLD], removed=[NEW])


def test_a_change_knows_its_claims_and_subjects() -> None:
    about = Quad(claim_iri("b"), LABEL, Literal("x"), CLAIMS)
    change = Change.of(added=[NEW, about])
    assert change.claims() == {HERE, claim_iri("b")}
    assert change.subjects() == {MEASURE, claim_iri("b")}


def test_a_change_set_says_what_the_record_says() -> None:
    change = Change.of(added=[NEW], removed=[OLD])
    entry = draft(change, author="operator", message="Zeile\nzwei", source="Datei", kind="change")
    record = entry.record(1, NO_PARENT, NOW, secrets.token_bytes)
    said = ChangeSet.of(record)
    assert said.change == change
    assert (said.author, said.message, said.source) == ("operator", "Zeile\nzwei", "Datei")
    assert (said.number, said.parent, said.hash) == (1, NO_PARENT, record.hash)
    assert (said.time, said.kind, said.erased) == (NOW, "change", 0)
    assert (len(said.added), len(said.removed)) == (1, 1)


def test_a_change_set_with_erased_parts_says_so() -> None:
    entry = draft(Change.of(added=[NEW]), author="a", message="b", source="", kind="change")
    record = entry.record(1, NO_PARENT, NOW, secrets.token_bytes)
    kept = ChangeSet.of(record.without(lambda leaf: leaf.role in {AUTHOR, MESSAGE, QUAD}))
    assert (kept.author, kept.message, kept.change, kept.erased) == (None, None, Change(), 3)
