"""Pairs of recommendations or of measures that may mean the same: proposals to look at, in order.

A proposal is no finding and counts nowhere. There is no threshold: of each thing the nearest few
are proposed, the most alike first, until a person has judged the pair.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal as OneOf

import numpy as np
from numpy.typing import NDArray

from graph.judgement import judged_pairs
from graph.likeness import Likeness, Method, Scores, WordParts, likeness
from graph.model import Reference
from graph.references import references
from graph.selection import among, one_of
from graph.store import Store
from ontology.statement import Literal
from ontology.terms import expand

Kind = OneOf["recommendations", "measures"]
CLASSES: dict[Kind, tuple[str, ...]] = {
    "recommendations": (expand("qs:Recommendation"), expand("qs:RecommendationPart")),
    "measures": (expand("qs:Measure"),),
}
LABEL = expand("skos:prefLabel")
DESCRIPTION = expand("dcterms:description")
FIELD = expand("qs:field")
GROUP = expand("qs:targetGroup")
SET = expand("qs:inSet")
WHOLES = (expand("qs:partOfRecommendation"), expand("qs:partOf"))
SHARED_FIELD = SHARED_GROUP = 1.25
SAME_SET = 0.75
"""By how much the order counts a text's likeness more or less. These are settings, not results:
a source seldom demands the same twice, and what is alike in subject and people is worth a look."""
BLOCK = 256  # rows at once: enough for fast arithmetic, little memory
REASONS = 6  # shared words, no more than a person takes in at a glance


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two things that may mean the same, and what speaks for it.

    ``score`` is how alike the texts are by ``method``; scores of two methods do not compare.
    ``shared`` are words and parts of words, ``unsure`` is true when somebody could not decide.
    """

    first: Reference
    second: Reference
    score: float
    method: Method
    shared: tuple[str, ...]
    fields: tuple[Reference, ...]
    groups: tuple[Reference, ...]
    same_set: bool
    unsure: bool


def proposals(
    store: Store, kind: Kind, *, method: Method = "word-parts", per_item: int = 5
) -> list[Proposal]:
    """Return the pairs of ``kind`` to be looked at: ``per_item`` nearest ones of each, best first.

    Pairs with a verdict and a whole with its part are left out; pairs that somebody was unsure
    about come last. Without an installed model the word parts step in, as ``method`` then says.
    """
    items = _Items(store, kind)
    parts = WordParts(items.texts)
    measure = parts if method == "word-parts" else likeness(items.texts, method)
    settled, unsure = items.judged(store)
    ranked = _ranked(measure, items, settled | unsure, per_item)
    ranked += [(*pair, float(measure.block(pair[0], pair[0] + 1)[0, pair[1]])) for pair in unsure]
    named = references(store, items.mentioned(ranked))
    return [
        Proposal(
            first=named[items.iris[first]],
            second=named[items.iris[second]],
            score=round(score, 3),
            method=measure.method,
            shared=parts.shared(first, second, REASONS),
            fields=tuple(named[iri] for iri in items.common(FIELD, first, second)),
            groups=tuple(named[iri] for iri in items.common(GROUP, first, second)),
            same_set=bool(items.common(SET, first, second)),
            unsure=(first, second) in unsure,
        )
        for first, second, score in ranked
    ]


class _Items:
    """The things to compare by number, with their texts and what they have in common."""

    def __init__(self, store: Store, kind: Kind) -> None:
        said = _said(store, CLASSES[kind])
        texts = {iri: _text(cells) for iri, cells in said.items()}
        self.iris = sorted(iri for iri, text in texts.items() if text)
        self.texts = [texts[iri] for iri in self.iris]
        self._number = {iri: number for number, iri in enumerate(self.iris)}
        self._wholes = {i: {w for r in WHOLES for w in _names(said[i][r])} for i in self.iris}
        self._values = {
            relation: [self._inherited(said, iri, relation) for iri in self.iris]
            for relation in (FIELD, GROUP, SET)
        }

    def common(self, relation: str, first: int, second: int) -> list[str]:
        """Return what two things have in common under ``relation``, sorted."""
        values = self._values[relation]
        return sorted(values[first] & values[second])

    def judged(self, store: Store) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
        """Return the pairs that are settled, those of whole and part too, and the unsure ones."""
        settled = set(self._pairs((i, w) for i, ws in self._wholes.items() for w in ws))
        verdicts = judged_pairs(store)
        settled |= set(self._pairs(pair for pair, sure in verdicts.items() if sure))
        unsure = set(self._pairs(pair for pair, sure in verdicts.items() if not sure))
        return settled, unsure - settled

    def mentioned(self, ranked: Iterable[tuple[int, int, float]]) -> Iterator[str]:
        """Return the IRIs of the things ranked and of what they have in common."""
        for first, second, _ in ranked:
            yield from (self.iris[first], self.iris[second])
            yield from self.common(FIELD, first, second)
            yield from self.common(GROUP, first, second)

    def membership(self, relation: str) -> Scores:
        """Return which thing (row) has which value (column) of ``relation``, as 1 and 0."""
        values = self._values[relation]
        column = {value: at for at, value in enumerate(sorted(set().union(*values)))}
        table: Scores = np.zeros((len(values), len(column)), dtype=np.float32)
        for row, found in enumerate(values):
            table[row, [column[value] for value in found]] = 1
        return table

    def _pairs(self, pairs: Iterable[Iterable[str]]) -> Iterator[tuple[int, int]]:
        for first, second in pairs:
            if first in self._number and second in self._number:
                numbers = sorted((self._number[first], self._number[second]))
                yield numbers[0], numbers[1]

    def _inherited(self, said: "_Said", iri: str, relation: str) -> set[str]:
        """Return the values of a thing, and those of its whole where it has none of its own."""
        own = _names(said[iri][relation])
        wholes = [said[whole] for whole in sorted(self._wholes[iri]) if whole in said]
        return own or {name for whole in wholes for name in _names(whole[relation])}


_Said = dict[str, dict[str, list[str | Literal]]]


def _said(store: Store, classes: tuple[str, ...]) -> _Said:
    """Return what is in force about the things of ``classes``: relation to values, sorted."""
    relations = (LABEL, DESCRIPTION, FIELD, GROUP, SET, *WHOLES)
    rows = store.select(f"""SELECT DISTINCT ?item ?relation ?value WHERE {{
      {one_of("class", classes)}
      ?item a ?class ; ?relation ?value . {among("relation", relations)}
    }} ORDER BY ?item ?relation ?value""")
    found: _Said = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row["value"] is not None:
            found[str(row["item"])][str(row["relation"])].append(row["value"])
    return found


def _names(values: Iterable[str | Literal]) -> set[str]:
    return {value for value in values if isinstance(value, str)}


def _text(cells: dict[str, list[str | Literal]]) -> str:
    """Return label and description, in German where there is any: two languages never match."""
    found = [v for r in (LABEL, DESCRIPTION) for v in cells[r] if isinstance(v, Literal)]
    german = [value for value in found if value.language in {"", "de"}]
    return ". ".join(value.value for value in german or found)


def _ranked(
    measure: Likeness, items: _Items, left_out: set[tuple[int, int]], most: int
) -> list[tuple[int, int, float]]:
    """Return the ``most`` nearest pairs of each thing with their scores, in order of rank."""
    skipped: dict[int, set[int]] = defaultdict(set)
    for first, second in left_out:
        skipped[first].add(second)
        skipped[second].add(first)
    found: dict[tuple[int, int], tuple[float, float]] = {}
    for start, scores, strength in _blocks(measure, items):
        for row, strengths in enumerate(strength):
            number = start + row
            strengths[[number, *skipped[number]]] = 0
            for other in _best(strengths, most):
                pair = (min(number, other), max(number, other))
                found[pair] = (float(strengths[other]), float(scores[row, other]))
    order = sorted(found, key=lambda pair: (-found[pair][0], pair))
    return [(*pair, found[pair][1]) for pair in order]


def _blocks(measure: Likeness, items: _Items) -> Iterator[tuple[int, Scores, Scores]]:
    """Return blocks of rows: the first row, how alike the texts are, and that with structure."""
    weights = [(FIELD, SHARED_FIELD), (GROUP, SHARED_GROUP), (SET, SAME_SET)]
    tables = [(items.membership(relation), factor) for relation, factor in weights]
    size = len(items.iris)
    for start in range(0, size, BLOCK):
        end = min(start + BLOCK, size)
        scores = measure.block(start, end)
        strength = scores.copy()
        for table, factor in tables:
            strength *= np.where(table[start:end] @ table.T > 0, np.float32(factor), np.float32(1))
        yield start, scores, strength


def _best(strengths: NDArray[np.float32], most: int) -> list[int]:
    """Return the places of the ``most`` highest values above 0; of equal ones the first."""
    if len(strengths) > most:
        least = np.partition(strengths, -most)[-most]
        places = np.flatnonzero((strengths >= least) & (strengths > 0))
    else:
        places = np.flatnonzero(strengths > 0)
    return sorted(map(int, places), key=lambda place: (-strengths[place], place))[:most]
