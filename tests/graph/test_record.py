"""Records of the change log: hashes over digests, and leaves that can be erased."""

import hashlib
import secrets
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError
from graph.record import AUTHOR, MESSAGE, NO_PARENT, QUAD, Draft, Leaf, Record, as_json
from tests.graph.samples import NOW, texts

QUAD_TEXT = 'A <http://example.org/s> <http://example.org/p> "x" <http://example.org/g> .'


def record(message: str = "Hallo", source: str = "Datei") -> Record:
    leaves = [(AUTHOR, as_json("operator")), (MESSAGE, as_json(message)), (QUAD, QUAD_TEXT)]
    return Draft("change", source, leaves).record(1, NO_PARENT, NOW, secrets.token_bytes)


def test_a_record_is_readable_text() -> None:
    made = Draft("change", "Datei", [(MESSAGE, '"Grüße"'), (QUAD, QUAD_TEXT)]).record(
        7, NO_PARENT, NOW, lambda size: bytes(range(size))
    )
    assert made.payload.decode().splitlines() == [
        "number 7",
        f"parent {NO_PARENT}",
        "time 2014-11-24T09:30:00.000Z",
        "kind change",
        'source "Datei"',
        f"hash {made.hash}",
        'message 000102030405060708090a0b0c0d0e0f "Grüße"',
        f"quad 101112131415161718191a1b1c1d1e1f {QUAD_TEXT}",
    ]


def test_the_hash_can_be_computed_with_standard_tools() -> None:
    made = record()
    lines = made.payload.decode().splitlines()
    text = "".join(f"{line}\n" for line in lines[:5])
    for line in lines[6:]:
        role, salt, leaf = line.split(" ", 2)
        digest = hashlib.sha256(role.encode() + b"\0" + bytes.fromhex(salt) + leaf.encode())
        text += f"{role} {digest.hexdigest()}\n"
    assert hashlib.sha256(text.encode()).hexdigest() == made.hash


def test_the_same_text_twice_has_two_salts_and_two_digests() -> None:
    made = Draft("change", "", [(QUAD, QUAD_TEXT)] * 2)
    one, two = made.record(1, NO_PARENT, NOW, secrets.token_bytes).leaves()
    assert one.salt != two.salt
    assert one.digest != two.digest


@given(texts, texts)
def test_any_message_and_source_reads_back(message: str, source: str) -> None:
    made = record(message, source)
    again = Record.read(made.payload)
    assert again == made
    assert again.source == source
    assert again.computed_hash() == again.hash
    assert as_json(message) in [leaf.text for leaf in again.leaves()]


@given(st.sets(st.sampled_from([AUTHOR, MESSAGE, QUAD])))
def test_erasing_leaves_keeps_the_hash_and_drops_text_and_salt(roles: set[str]) -> None:
    made = record("etwas Persönliches")
    kept = made.without(lambda leaf: leaf.role in roles)
    assert kept.hash == made.hash == kept.computed_hash()
    assert kept.erased == len(roles)
    assert Counter(leaf.role for leaf in kept.leaves()) == Counter([AUTHOR, MESSAGE, QUAD])
    for leaf in made.leaves():
        assert (leaf.role in roles) == (leaf.salt not in kept.payload.decode())


def test_an_erased_quad_is_gone_from_the_lines() -> None:
    made = record()
    assert made.quad_lines() == ([QUAD_TEXT[2:]], [])
    assert made.without(lambda leaf: leaf.role == QUAD).quad_lines() == ([], [])


def test_erasing_nothing_returns_the_record_as_it_is() -> None:
    made = record()
    assert made.without(lambda _: False) is made


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"number 1", b"number 2"),
        (b"parent 0", b"parent 1"),
        (b"T09:30", b"T09:31"),
        (b"kind change", b"kind chance"),
        (b'"Datei"', b'"Datej"'),
        (b'"operator"', b'"Operator"'),
        (b'"Hallo"', b'"Hello"'),
        (b"A <", b"D <"),
    ],
)
def test_any_altered_text_changes_the_computed_hash(old: bytes, new: bytes) -> None:
    made = record()
    altered = Record.read(made.payload.replace(old, new, 1))
    assert altered.hash == made.hash != altered.computed_hash()


def test_half_a_character_cannot_be_recorded() -> None:
    with pytest.raises(InputError) as caught:
        record("\ud800")
    assert caught.value.key == "graph.not_a_literal"


def test_a_leaf_of_an_unknown_role_is_kept_and_hashed() -> None:
    made = Draft("later", "", [("reply", "something new")]).record(
        1, NO_PARENT, NOW, secrets.token_bytes
    )
    (leaf,) = made.leaves()
    assert leaf == Leaf.new("reply", "something new", bytes.fromhex(leaf.salt))
    assert made.computed_hash() == made.hash
    assert made.quad_lines() == ([], [])


@pytest.mark.parametrize(
    "wrong",
    [
        Draft("two words", "", []),
        Draft("change", "", [("two words", "x")]),
        Draft("change", "", [(MESSAGE, "two\nlines")]),
    ],
)
def test_what_would_break_the_form_of_a_record_is_refused(wrong: Draft) -> None:
    with pytest.raises(ValueError, match="two"):
        wrong.record(1, NO_PARENT, NOW, secrets.token_bytes)


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="2014"):
        Draft("change", "", []).record(1, NO_PARENT, NOW.replace(tzinfo=None), secrets.token_bytes)
