"""Finding things by what people call them: umlauts, case, hyphens and word order do not matter."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from api.knowledge import Knowledge
from graph.model import Reference
from graph.names import Named, named_things
from ingest.words import plain

LEAST = 50.0  # per cent; what is less alike is no candidate
FORMER = 0.9  # how much a name counts that only a predecessor or successor has
PARTIAL = 0.9  # how much it counts that all words are in a longer name
AND = "und"
_TWO_LETTERS = re.compile(r"([aou])e+")
_SIGNS = re.compile(r"[^\w]+")
Measure = Callable[..., float]


def spelling(text: str) -> str:
    """Return ``text`` so that ways of writing it fall together: ``Förder-Pläne``, ``foerderplane``.

    Words stay apart; umlauts written with two letters, with one or as they are become one.
    """
    words = plain(text.replace("&", f" {AND} "))
    return _SIGNS.sub(" ", _TWO_LETTERS.sub(r"\1", words)).strip()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that may be meant, and how alike its name is, from 0 to 100."""

    named: Named
    score: float


class Names:
    """All names of all things, ready to be compared."""

    def __init__(self, named: Iterable[Named]) -> None:
        self.things = {each.reference.iri: each for each in named}
        self._owners: list[tuple[str, float]] = []
        self._texts: list[str] = []
        for iri, each in self.things.items():
            for names, weight in ((each.names, 1.0), (each.related, FORMER)):
                for text in dict.fromkeys(map(spelling, names)):
                    self._owners.append((iri, weight))
                    self._texts.append(text)
        self._joined = [text.replace(" ", "") for text in self._texts]

    def alike(self, text: str, fits: Callable[[Named], bool]) -> list[Candidate]:
        """Return the things that ``fits`` and whose name is like ``text``, the most alike first."""
        wanted, whole = spelling(text), spelling(text.replace("-", ""))
        scores: dict[str, float] = {}
        ways: tuple[tuple[Measure, str, list[str], float], ...] = (
            (fuzz.token_sort_ratio, wanted, self._texts, 1.0),
            (fuzz.token_sort_ratio, whole, self._texts, 1.0),  # hyphens that split a compound
            (fuzz.ratio, wanted.replace(" ", ""), self._joined, 1.0),
            (fuzz.token_set_ratio, wanted, self._texts, PARTIAL),
        )
        for measure, asked, texts, weight in ways:
            rows = process.extract(asked, texts, scorer=measure, limit=None, score_cutoff=LEAST)
            for _, score, place in rows:
                iri, share = self._owners[place]
                scores[iri] = max(scores.get(iri, 0.0), score * weight * share)
        found = [
            Candidate(self.things[iri], round(score, 1))
            for iri, score in scores.items()
            if score >= LEAST and fits(self.things[iri])
        ]
        return sorted(found, key=lambda each: (-each.score, each.named.reference.iri))

    def containing(self, text: str, limit: int) -> list[Reference]:
        """Return the things with a name that contains ``text``; whole names first, then starts."""
        wanted = spelling(text)
        ranks: dict[str, tuple[int, int, str]] = {}
        for (iri, share), name in zip(self._owners, self._texts, strict=True):
            if wanted and share == 1 and wanted in name:
                place = 0 if name == wanted else 1 if name.startswith(wanted) else 2
                ranks[iri] = min((place, len(name), iri), ranks.get(iri, (3, 0, "")))
        return [self.things[iri].reference for iri in sorted(ranks, key=ranks.__getitem__)[:limit]]


def names_of(known: Knowledge) -> Names:
    """Return everything that things are called, as far as ``known`` goes."""
    return known.kept("names", lambda: Names(named_things(known.store)))
