"""German words and what they are made of: endings taken off, compounds split.

There is no list of words here. Which parts exist is learned from the texts at hand: a noun in them
may be a part of a compound, and so may whatever stands before two different nouns.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache

WORD = re.compile(r"[^\W\d_]{2,}")
ENDINGS = ("ung", "inn", "em", "er", "in", "e", "n", "s", "t")
"""Endings of nouns, adjectives and verbs, longest first; they may stand one after another."""
SHORTEST = 4  # letters; shorter pieces are found in words that have nothing to do with them
EVIDENCE = 2  # different nouns behind a piece that is no noun itself


def words(text: str) -> list[str]:
    """Return the words of ``text`` as they are written, in their order."""
    return WORD.findall(unicodedata.normalize("NFC", text))


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """Return ``word`` in lower case, an umlaut as its vowel, a sharp s as two."""
    apart = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return the folded ``word`` without endings, as long as four letters remain."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return stem(word.removesuffix(ending))
    return word


class Compounds:
    """The parts that the words of some texts are made of."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Learn from ``texts`` which parts there are."""
        found = Counter(word for text in texts for word in words(text))
        self._shown: dict[str, str] = {}
        capital: Counter[str] = Counter()  # not by stem: a verb may have that of a noun
        for word, count in sorted(found.items(), key=lambda item: (-item[1], item[0])):
            small = folded(word)
            self._shown.setdefault(stem(small), word)
            capital[small] += count if word[0].isupper() else -count
        nouns = (stem(small) for small, more in capital.items() if more > 0)
        self._nouns = frozenset(name for name in nouns if len(name) >= SHORTEST)
        self._first = self._nouns | self._recurring(capital)
        self._known: dict[str, tuple[str, ...]] = {}

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the stem of ``word`` and, if it is a compound, those of its parts and theirs."""
        small = folded(word)
        if small not in self._known:
            pieces = (part for piece in self._split(small) for part in self.parts(piece))
            self._known[small] = tuple(dict.fromkeys((stem(small), *pieces)))
        return self._known[small]

    def shown(self, part: str) -> str:
        """Return ``part`` as a reader knows it: the word most often written with this stem."""
        return self._shown.get(part, f"{part}-")

    def _recurring(self, found: Iterable[str]) -> frozenset[str]:
        before: dict[str, set[str]] = defaultdict(set)
        for word in found:
            for cut in _cuts(word):
                if (rest := stem(word[cut:])) in self._nouns:
                    before[stem(word[:cut])].add(rest)
        return frozenset(piece for piece, rests in before.items() if len(rests) >= EVIDENCE)

    def _split(self, word: str) -> tuple[str, ...]:
        """Return the two pieces of a compound, the last one a noun if possible, or nothing."""
        starts = [cut for cut in _cuts(word) if stem(word[:cut]) in self._first]
        for cut in starts:
            if stem(word[cut:]) in self._nouns:
                return word[:cut], word[cut:]
        return next(((word[:cut], word[cut:]) for cut in starts if self._split(word[cut:])), ())


def _cuts(word: str) -> range:
    return range(SHORTEST, len(word) - SHORTEST + 1)
