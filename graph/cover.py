"""The fewest drafts that close a share of the severity: exact for few, greedy with a bound."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, e

from graph.errors import InputError
from ontology.messages import both
from ontology.vocabulary import Text

EXACT_UP_TO = 20
FIXED_SIZE_SHARE = 1 - 1 / e
"""What greedy choice covers at least, as a share of the best choice of the same size."""

Candidates = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class Guarantee:
    """How far greedy choice can be from the best one.

    At most ``factor`` times as many as the smallest set, where ``factor`` is the harmonic number
    of ``largest_gain``, the most that one candidate closes (Wolsey 1982). And among all sets of
    the same size none closes more than what was closed divided by ``fixed_size_share`` (Nemhauser,
    Wolsey, Fisher 1978).
    """

    largest_gain: int
    factor: float
    fixed_size_share: float = FIXED_SIZE_SHARE


@dataclass(frozen=True, slots=True)
class Cover:
    """Which candidates to take, and how much of ``total`` severity they close.

    ``required`` is what the wanted share comes to. If all candidates together stay below it,
    ``reached`` is false and ``chosen`` closes as much as all of them. ``guarantee`` is ``None``
    when the choice is ``exact``: no smaller set closes as much.
    """

    chosen: tuple[str, ...]
    closed: int
    total: int
    required: int
    reached: bool
    exact: bool
    guarantee: Guarantee | None
    sentence: Text


def smallest_cover(weights: Mapping[str, int], candidates: Candidates, share: float) -> Cover:
    """Return the fewest ``candidates`` that close ``share`` of all ``weights``, or most of it.

    ``weights`` gives each gap its severity, ``candidates`` each draft the gaps that it would close;
    gaps without weight count nothing. Raises ``InputError`` for a share outside (0, 1].
    """
    if not 0 < share <= 1:
        raise InputError("whatif.share", found=share)
    total = sum(weights.values())
    required = ceil(Fraction(str(share)) * total)  # 0.7 as written, not as floats keep it
    search = _Search(weights, candidates)
    goal = min(required, search.weight(search.union))
    chosen = search.greedy(goal)
    exact = len(search.masks) <= EXACT_UP_TO
    if exact:
        chosen = search.exact(goal, chosen)
    guarantee = None if exact or not chosen else _guarantee(search.largest(goal))
    return _cover(search, chosen, (total, required), guarantee, exact=exact or not chosen)


def _cover(
    search: "_Search",
    chosen: tuple[str, ...],
    sums: tuple[int, int],
    guarantee: Guarantee | None,
    *,
    exact: bool,
) -> Cover:
    total, required = sums
    closed = search.weight(search.closing(chosen))
    values = {"n": len(chosen), "of": len(search.masks), "closed": closed, "total": total}
    values["required"] = required
    parts = [both(f"whatif.cover.{'reached' if closed >= required else 'short'}", **values)]
    if guarantee:
        factor = f"{ceil(guarantee.factor * 10) / 10:.1f}"  # a bound is never rounded down
        share = int(100 * guarantee.fixed_size_share)
        german = both("whatif.cover.greedy", factor=factor.replace(".", ","), percent=share)
        english = both("whatif.cover.greedy", factor=factor, percent=share)
        parts.append(Text(german.de, english.en))
    else:
        parts.append(both("whatif.cover.exact"))
    return Cover(
        chosen=chosen,
        closed=closed,
        total=total,
        required=required,
        reached=closed >= required,
        exact=exact,
        guarantee=guarantee,
        sentence=Text(" ".join(p.de for p in parts), " ".join(p.en for p in parts)),
    )


def _guarantee(largest: int) -> Guarantee:
    return Guarantee(largest, sum(1 / n for n in range(1, largest + 1)))


class _Search:
    """Sets of gaps as bits of a number, gaps that the same candidates close taken as one."""

    def __init__(self, weights: Mapping[str, int], candidates: Candidates) -> None:
        together: dict[tuple[str, ...], int] = {}
        for gap, weight in weights.items():
            closers = tuple(name for name, gaps in candidates.items() if gap in gaps)
            if closers and weight > 0:
                together[closers] = together.get(closers, 0) + weight
        self._weights = list(together.values())
        self.masks = dict.fromkeys(candidates, 0)
        for bit, closers in enumerate(together):
            for name in closers:
                self.masks[name] |= 1 << bit
        self.union = self.closing(candidates)

    def closing(self, names: Collection[str]) -> int:
        """Return the gaps that ``names`` close together."""
        found = 0
        for name in names:
            found |= self.masks[name]
        return found

    def weight(self, mask: int) -> int:
        """Return how severe the gaps in ``mask`` are together."""
        return sum(self._weights[bit] for bit in _bits(mask))

    def largest(self, goal: int) -> int:
        """Return the most that one candidate contributes to ``goal``."""
        return min(goal, max(map(self.weight, self.masks.values()), default=0))

    def greedy(self, goal: int) -> tuple[str, ...]:
        """Return candidates, each the one that closes most of the rest, the first one if equal."""
        chosen: list[str] = []
        closed = 0
        while self.weight(closed) < goal:
            best = max(self.masks, key=lambda name: self.weight(self.masks[name] & ~closed))
            chosen.append(best)
            closed |= self.masks[best]
        return tuple(chosen)

    def exact(self, goal: int, known: tuple[str, ...]) -> tuple[str, ...]:
        """Return a smallest set that reaches ``goal``; ``known`` is one that does."""
        for size in range(len(known)):
            if found := self._within(size, goal, 0, tuple(self.masks)):
                return found
        return known

    def _within(
        self, size: int, goal: int, closed: int, names: tuple[str, ...]
    ) -> tuple[str, ...] | None:
        missing = goal - self.weight(closed)
        if missing <= 0:
            return ()
        gains = {name: self.weight(self.masks[name] & ~closed) for name in names}
        names = tuple(sorted((n for n in names if gains[n]), key=lambda name: -gains[name]))
        for place, name in enumerate(names):
            # The best that is left cannot close more than its largest gains added up.
            if sum(gains[n] for n in names[place : place + size]) < missing:
                return None
            rest = names[place + 1 :]
            found = self._within(size - 1, goal, closed | self.masks[name], rest)
            if found is not None:
                return (name, *found)
        return None


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
