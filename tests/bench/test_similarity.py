"""The labelled pairs hold what the document promises, and its figures are what the code gives."""

from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from bench.similarity import (
    CUTS,
    METHODS,
    ORDER,
    Pair,
    area,
    lines,
    pairs,
    scores,
    texts,
    wilson,
)
from graph.compounds import SHORTEST, Compounds, words
from ontology.vocabulary import schemes

DOCUMENT = (Path(__file__).parents[2] / "docs" / "similarity.md").read_text(encoding="utf-8")
PROSE = " ".join(DOCUMENT.split())
HARD = {"negation", "opposite direction", "other group", "other level", "other region"}
HARD |= {"other instrument", "shared words"}


@cache
def known() -> Compounds:
    return Compounds(texts())


def common(pair: Pair) -> set[str]:
    """Return the stems and parts, not those of the short words of grammar, that both texts have."""
    first, second = (
        {part for word in words(text) for part in known().parts(word) if len(part) >= SHORTEST}
        for text in (pair.first, pair.second)
    )
    return first & second


def test_there_are_enough_pairs_of_both_sorts() -> None:
    positive = [pair for pair in pairs() if pair.positive]
    assert len(pairs()) >= 80
    assert len(positive) >= 35
    assert len(pairs()) - len(positive) >= 35
    assert f"{len(pairs())} pairs" in PROSE
    assert f"{len(positive)} in which" in PROSE
    assert f"{len(pairs()) - len(positive)} *hard*" in PROSE


def test_labels_are_verdicts_of_the_list() -> None:
    known = {choice.notation for choice in schemes()["verdict"]}
    assert {pair.label for pair in pairs()} == known - {"unsure"}


def test_no_text_stands_twice() -> None:
    assert [text for text, count in Counter(texts()).items() if count > 1] == []


def test_what_is_different_is_hard_because_it_shares_words() -> None:
    different = [pair for pair in pairs() if not pair.positive]
    assert {pair.note for pair in different} == HARD
    assert [pair for pair in different if not common(pair)] == []


def test_most_paraphrases_share_no_word() -> None:
    paraphrases = [pair for pair in pairs() if pair.note == "paraphrase"]
    bare = [pair for pair in paraphrases if not common(pair)]
    assert len(bare) > len(paraphrases) * 2 / 3


@pytest.mark.parametrize("method", ["word-overlap", "word-parts"])
def test_the_figures_in_the_document_are_those_of_the_code(method: str) -> None:
    written = [line for line in DOCUMENT.splitlines() if line.startswith(f"| {method} |")]
    assert written == lines(method)


def test_the_document_has_the_tables_that_the_command_prints() -> None:
    assert ORDER in DOCUMENT
    assert CUTS in DOCUMENT
    assert all(f"| {method} |" in DOCUMENT for method in METHODS)


def test_no_cut_off_separates_true_pairs_from_those_that_share_words() -> None:
    found = scores("word-parts")
    by_label = {True: [0.0], False: [0.0]}
    for at, pair in enumerate(pairs()):
        by_label[pair.positive].append(found[2 * at, 2 * at + 1])
    assert min(by_label[True]) < max(by_label[False])
    assert np.mean(by_label[True]) < np.mean(by_label[False])


def test_wilsons_interval_is_the_textbook_one() -> None:
    assert wilson(10, 20) == "0.50 [0.30; 0.70]"
    assert wilson(0, 10) == "0.00 [0.00; 0.28]"


def test_the_area_counts_how_often_a_true_pair_ranks_above() -> None:
    assert area(np.array([3.0, 1.0]), np.array([2.0, 0.0])).startswith("0.75 ")
    assert area(np.array([1.0]), np.array([1.0])).startswith("0.50 ")
