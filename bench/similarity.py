"""How well text likeness proposes pairs, on labelled pairs: ``python -m bench.similarity``.

All texts of the pairs are one corpus, as the recommendations of a state are: each method learns
from it what it needs, and nothing was fitted to the labels.
"""

import csv
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from graph.likeness import WordParts, likeness

PAIRS = Path(__file__).with_name("pairs.csv")
METHODS = ("word-overlap", "word-parts", "embedding")
LEVELS = (0.25, 0.5, 0.75, 0.9)
REFORMED = {"compound", "inflection"}  # notes of pairs that say the same with the same stems
Z = 1.96  # two-sided 95 %
LARGE, LENGTH, BLOCK = 10_000, 18, 256
Numbers = NDArray[np.float64]
ORDER = """| method | AUC, hard | AUC, random | recall@1 | recall@5 | @5, reformed | @5, rest |
|---|---|---|---|---|---|---|"""
CUTS = """| method | to find | cut-off | precision | recall |
|---|---|---|---|---|"""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts and how a person labelled them."""

    first: str
    second: str
    label: str
    note: str

    @property
    def positive(self) -> bool:
        """Return whether one says the same as the other or includes it."""
        return self.label != "different"


@cache
def pairs() -> tuple[Pair, ...]:
    """Return the labelled pairs in the order of the file."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return tuple(Pair(**row) for row in csv.DictReader(file))


def texts() -> list[str]:
    """Return the texts of all pairs: those of pair n are 2n and 2n + 1."""
    return [text for pair in pairs() for text in (pair.first, pair.second)]


@cache
def scores(method: str) -> Numbers:
    """Return how alike each two texts are; raises ``ImportError`` if the method is missing."""
    if method == "word-overlap":
        return np.asarray(process.cdist(texts(), texts(), scorer=fuzz.token_set_ratio)) / 100
    found = likeness(texts(), "embedding" if method == "embedding" else "word-parts")
    if found.method != method:
        raise ImportError(method)
    return found.block(0, len(texts())).astype(float)


def wilson(hits: int, tries: int) -> str:
    """Return a share with its 95 % Wilson interval."""
    share, spread = hits / tries, Z**2 / tries
    middle = (share + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * math.sqrt(share * (1 - share) / tries + spread / tries / 4)
    return f"{share:.2f} [{middle - half:.2f}; {middle + half:.2f}]"


def area(positive: Numbers, negative: Numbers) -> str:
    """Return how often a positive ranks above a negative, with the interval of Hanley and McNeil.

    The comparisons share their texts, so Wilson's interval would be far too narrow.
    """
    above = (positive[:, None] > negative).mean() + (positive[:, None] == negative).mean() / 2
    p, n = len(positive), len(negative)
    one, two = above / (2 - above), 2 * above**2 / (1 + above)
    spread = above * (1 - above) + (p - 1) * (one - above**2) + (n - 1) * (two - above**2)
    half = Z * math.sqrt(max(spread, 0) / (p * n))
    return f"{above:.2f} [{max(above - half, 0):.2f}; {min(above + half, 1):.2f}]"


def order(method: str) -> str:
    """Return the line that tells how well ``method`` puts true pairs before others."""
    given = scores(method)
    positive, negative = _labelled(given)
    ranks = [(_rank(given, 2 * at), pair) for at, pair in enumerate(pairs()) if pair.positive]
    every = [rank for rank, _ in ranks]
    reformed = [rank for rank, pair in ranks if pair.note in REFORMED]
    rest = [rank for rank, pair in ranks if pair.note not in REFORMED]
    random_pairs = given[np.triu(_unrelated(len(given)))]
    areas = (area(positive, negative), area(positive, random_pairs))
    near = (_near(every, 1), _near(every, 5), _near(reformed, 5), _near(rest, 5))
    cells = (method, *areas, *near)
    return f"| {' | '.join(cells)} |"


def cuts(method: str) -> Iterator[str]:
    """Return the lines that tell what a cut-off for each share of the true pairs would let in."""
    positive, negative = _labelled(scores(method))
    for level in LEVELS:
        cut = np.sort(positive)[::-1][math.ceil(level * len(positive)) - 1]
        right, wrong = int((positive >= cut).sum()), int((negative >= cut).sum())
        found = wilson(right, right + wrong), wilson(right, len(positive))
        yield f"| {method} | {level:.0%} | {cut:.2f} | {' | '.join(found)} |"


def seconds() -> tuple[float, float]:
    """Return the processor's seconds to learn 10,000 made-up texts, and to compare each two."""
    chance = random.Random("large")
    known = " ".join(texts()).split()
    made = [" ".join(chance.choices(known, k=LENGTH)) for _ in range(LARGE)]
    start = time.process_time()
    found = WordParts(made)
    learned = time.process_time()
    for first in range(0, LARGE, BLOCK):
        found.block(first, min(first + BLOCK, LARGE))
    return learned - start, time.process_time() - learned


def _labelled(given: Numbers) -> tuple[Numbers, Numbers]:
    """Return the scores of the true pairs and of those that only share words."""
    found = np.array([given[2 * at, 2 * at + 1] for at in range(len(pairs()))])
    true = np.array([pair.positive for pair in pairs()])
    return found[true], found[~true]


def _near(ranks: list[int], most: int) -> str:
    return wilson(sum(rank <= most for rank in ranks), len(ranks))


def _rank(given: Numbers, text: int) -> int:
    """Return at which place of a text's list its partner stands, after all equally alike."""
    others = np.delete(given[text], text)
    return int((others >= given[text, text + 1]).sum())


def _unrelated(size: int) -> NDArray[np.bool_]:
    number = np.arange(size) // 2
    return np.asarray(number[:, None] != number)


def lines(method: str) -> Sequence[str]:
    """Return the figures of ``method`` as the lines of both tables."""
    return [order(method), *cuts(method)]


def main() -> None:
    """Print the figures of every method that is installed, and how long 10,000 texts take."""
    positive = sum(pair.positive for pair in pairs())
    print(f"{len(pairs())} pairs: {positive} true, {len(pairs()) - positive} that share words\n")
    found = {}
    for method in METHODS:
        try:
            found[method] = lines(method)
        except ImportError:
            print(f"{method}: not run, its package is not installed")
    print("\n".join([ORDER, *(each[0] for each in found.values())]), end="\n\n")
    print("\n".join([CUTS, *(line for each in found.values() for line in each[1:])]))
    learning, comparing = seconds()
    print(
        f"\n{LARGE:,} texts by word parts: {learning:.1f} s to learn, {comparing:.1f} s to compare"
    )


if __name__ == "__main__":
    main()
