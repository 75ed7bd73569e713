"""Integer columns: a number for every term, and pairs of numbers as sorted arrays with an index."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from graph.terms import engine_iri

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NOBODY = 2**31 - 1
"""The number of what no column knows: looked up, it has nothing."""
NONE: Ints = np.empty(0, np.int32)
HALF = 32
LOW = np.int64(2**HALF - 1)


class Terms:
    """The dictionary: each term, written as in SPARQL's TSV, keeps the number it first got.

    It only grows, so that columns of an older snapshot stay readable beside a newer one's.
    """

    def __init__(self) -> None:
        """Begin without terms."""
        self._numbers: dict[bytes, int] = {}
        self._texts: list[bytes] = []

    def __len__(self) -> int:
        return len(self._texts)

    def numbers(self, texts: Sequence[bytes]) -> Ints:
        """Return the numbers of ``texts`` (int32, one each); new ones get the next numbers."""
        for text in dict.fromkeys(texts):
            if self._numbers.setdefault(text, len(self._texts)) == len(self._texts):
                self._texts.append(text)
        return np.fromiter(map(self._numbers.__getitem__, texts), np.int32, len(texts))

    def number(self, iri: str) -> int:
        """Return the number of ``iri``, or ``NOBODY``."""
        return self._numbers.get(_written(iri), NOBODY)

    def numbers_of(self, iris: Sequence[str]) -> Ints:
        """Return the numbers of ``iris`` (int32, one each); new ones get the next numbers."""
        return self.numbers([_written(iri) for iri in iris])

    def text(self, number: int) -> str:
        """Return the IRI, or the characters of the literal, that has ``number``."""
        text = self._texts[number].decode("utf-8")
        return text[1 : text.rindex('"')] if text.startswith('"') else text.strip("<>")

    def texts(self, numbers: Ints) -> list[str]:
        """Return the IRI or the characters of each number, in their order."""
        return [self.text(number) for number in numbers.tolist()]


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """Distinct pairs of numbers, sorted by the first and then the second.

    ``firsts`` and ``seconds`` (int32[k]) are the pairs. ``starts`` (int64[m + 2], m one more than
    the greatest first) is the CSR index: the seconds of ``i`` stand from ``starts[i]`` up to
    ``starts[i + 1]``; the place m is for everything greater and has none.
    """

    firsts: Ints
    seconds: Ints
    starts: Longs

    @classmethod
    def of(cls, firsts: Ints, seconds: Ints) -> Self:
        """Return the column of pairs in any order, each once however often it is given."""
        return cls.ordered(*ordered_pairs(firsts, seconds))

    @classmethod
    def ordered(cls, firsts: Ints, seconds: Ints) -> Self:
        """Return the column of pairs that are distinct and sorted already."""
        sizes = np.bincount(firsts) if len(firsts) else np.empty(0, np.int64)
        starts = np.zeros(len(sizes) + 2, np.int64)
        np.cumsum(sizes, out=starts[1:-1])
        starts[-1] = starts[-2]
        return cls(firsts, seconds, starts)

    def __len__(self) -> int:
        return len(self.firsts)

    @property
    def inverse(self) -> "Column":
        """Return the column that leads from seconds to firsts."""
        return Column.of(self.seconds, self.firsts)

    def of_one(self, first: int) -> Ints:
        """Return the seconds of ``first`` (int32)."""
        place = min(first, len(self.starts) - 2)
        return self.seconds[self.starts[place] : self.starts[place + 1]]

    def expand(self, firsts: Ints) -> tuple[Longs, Ints]:
        """Return all seconds of all ``firsts`` (int32[e]), each with the place of its first."""
        places = np.minimum(firsts, len(self.starts) - 2)
        begins = self.starts[places]
        sizes = self.starts[places + 1] - begins
        rows = np.repeat(np.arange(len(firsts)), sizes)
        offsets = begins - np.cumsum(sizes) + sizes
        return rows, self.seconds[np.arange(len(rows)) + offsets[rows]]

    def then(self, other: "Column") -> "Column":
        """Return the pairs that lead through this column and then through ``other``."""
        rows, seconds = other.expand(self.seconds)
        return Column.of(self.firsts[rows], seconds)

    def where(self, kept: Flags) -> "Column":
        """Return the pairs whose place is ``kept`` (bool[k])."""
        return Column.ordered(self.firsts[kept], self.seconds[kept])

    def without(self, other: "Column") -> "Column":
        """Return the pairs that ``other`` has not."""
        own, theirs = packed(self.firsts, self.seconds), packed(other.firsts, other.seconds)
        return self.where(~np.isin(own, theirs, assume_unique=True)) if len(theirs) else self

    def joined(self, other: "Column") -> "Column":
        """Return the pairs of both."""
        if not len(other):
            return self
        return Column.of(
            np.concatenate([self.firsts, other.firsts]),
            np.concatenate([self.seconds, other.seconds]),
        )

    def replaced(self, touched: Ints, firsts: Ints, seconds: Ints) -> "Column":
        """Return the column in which the sorted ``touched`` have only the pairs given, sorted too.

        It is this very column if that is what they have already.
        """
        places = np.minimum(touched, len(self.starts) - 2)
        if not len(firsts) and (self.starts[places] == self.starts[places + 1]).all():
            return self  # as most columns: an edit touches few of them
        rows, had = self.expand(touched)
        if np.array_equal(touched[rows], firsts) and np.array_equal(had, seconds):
            return self
        old = zip(self.starts[places].tolist(), self.starts[places + 1].tolist(), strict=True)
        new = np.searchsorted(firsts, np.append(touched, NOBODY)).tolist()
        left, right, reached = [], [], 0
        for (begin, end), one, other in zip(old, new[:-1], new[1:], strict=True):
            left += [self.firsts[reached:begin], firsts[one:other]]
            right += [self.seconds[reached:begin], seconds[one:other]]
            reached = end
        left.append(self.firsts[reached:])
        right.append(self.seconds[reached:])
        return Column.ordered(np.concatenate(left), np.concatenate(right))


def ordered_pairs(firsts: Ints, seconds: Ints) -> tuple[Ints, Ints]:
    """Return the different pairs sorted by the first and then the second."""
    keys = distinct(packed(firsts, seconds))
    return (keys >> HALF).astype(np.int32), (keys & LOW).astype(np.int32)


def distinct(keys: Longs) -> Longs:
    """Return the different ``keys``, sorted."""
    # Mostly they are so already; and numpy.unique hashes, which takes ten times as long.
    if len(keys) and not (keys[1:] > keys[:-1]).all():
        keys = np.sort(keys)
        keys = keys[np.diff(keys, prepend=-1) != 0]
    return keys


def ranked(keys: Longs) -> tuple[Longs, Longs]:
    """Return the place of each of ``keys`` among the different ones, and these, sorted."""
    order = np.argsort(keys)
    new = np.diff(keys[order], prepend=-1) != 0
    places = np.empty(len(keys), np.int64)
    places[order] = np.cumsum(new) - 1
    return places, keys[order[new]]


def flags(size: int, *numbers: Ints | Longs) -> Flags:
    """Return bool[size] that is true at each of ``numbers``."""
    found = np.zeros(size, np.bool_)
    for some in numbers:
        found[some] = True
    return found


def dense(numbers: Ints | Longs, size: int) -> tuple[Ints, Ints]:
    """Return the different ``numbers`` below ``size``, sorted, and each number's place in them."""
    found = np.flatnonzero(flags(size, numbers)).astype(np.int32)
    places = np.zeros(size, np.int32)
    places[found] = np.arange(len(found))
    return found, places[numbers]


def packed(firsts: Ints | Longs, seconds: Ints) -> Longs:
    """Return each pair as one number (int64) that sorts by the first and then the second."""
    return (firsts.astype(np.int64) << HALF) | seconds


def _written(iri: str) -> bytes:
    return str(engine_iri(iri)).encode("utf-8")
