"""Sizes of the small pictures: area-true circles and bars, as numbers for the templates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from graph.model import Evidence, RecommendationState

SIDE = 48  # a glyph's own units
LARGEST = 20.0  # radius that still leaves room for the ring around it
MARGIN = 3.0  # between an area and the ring around it
UNIT = 6.0  # radius of one thing while there are few
ASKED = ("taken-up", "partly", "presumably", "open")
INSIDE = 8.5  # from this radius on a number fits into a disc


@dataclass(frozen=True, slots=True)
class Tally:
    """How many recommendations are asked, and what became of them."""

    asked: int = 0
    taken_up: int = 0
    partly: int = 0
    presumably: int = 0
    open: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class Disc:
    """A number of measures as a disc: its radius and where the number stands."""

    number: int
    radius: float

    @property
    def inside(self) -> bool:
        """Return whether the number fits into the disc."""
        return self.radius >= INSIDE


@dataclass(frozen=True, slots=True)
class Ring:
    """Recommendations as a ring, what became of them as discs in it; all radii area-true."""

    tally: Tally
    evidence: Evidence
    whole: float
    stated: float
    presumed: float

    @property
    def edge(self) -> float:
        """Return where the ring itself runs: around the area, never to be taken for a disc."""
        return round(self.whole + MARGIN, 1)

    @property
    def kind(self) -> str:
        """Return the ring's class: nothing open, some open, all open."""
        if not self.tally.open:
            return "none"
        return "all" if self.tally.open == self.tally.asked else "some"


@dataclass(frozen=True, slots=True)
class Scale:
    """One scale for all circles of a map, so that areas can be compared."""

    unit: float

    @classmethod
    def fitting(cls, numbers: Iterable[int]) -> "Scale":
        """Return the scale on which the largest of ``numbers`` still fits into its cell."""
        largest = max(numbers, default=1) or 1
        return cls(min(UNIT, LARGEST / sqrt(largest)))

    def radius(self, number: int) -> float:
        """Return the radius of a circle whose area stands for ``number``."""
        return round(self.unit * sqrt(number), 1)

    def disc(self, number: int) -> Disc:
        """Return the disc of ``number`` measures."""
        return Disc(number, self.radius(number))

    def ring(self, tally: Tally, evidence: Evidence) -> Ring:
        """Return the ring of a tally."""
        stated = tally.taken_up + tally.partly
        return Ring(
            tally,
            evidence,
            self.radius(tally.asked),
            self.radius(stated),
            self.radius(stated + tally.presumably),
        )


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a bar: its class, start and width in percent of the bar's whole length."""

    name: str
    number: int
    start: float
    width: float


def tally(states: Iterable[RecommendationState]) -> Tally:
    """Return how many of ``states`` are asked and what became of them, each counted once."""
    found = {state.recommendation.iri: state for state in states if state.counted}
    coverages = [state.coverage for state in found.values()]
    return Tally(
        asked=sum(coverage in ASKED for coverage in coverages),
        taken_up=coverages.count("taken-up"),
        partly=coverages.count("partly"),
        presumably=coverages.count("presumably"),
        open=coverages.count("open"),
    )


def evidence(states: Sequence[RecommendationState]) -> Evidence:
    """Return what the open ones among ``states`` rest on: the weakest evidence decides."""
    found = {state.evidence for state in states if state.counted and state.coverage == "open"}
    for each in ("no-report", "presumed", "confirmed"):
        if each in found:
            return each
    return ""


def segments(counts: Tally, whole: int) -> tuple[Segment, ...]:
    """Return the parts of a bar of length ``whole``: taken up, partly, presumably, open."""
    parts = (
        ("done", counts.taken_up),
        ("half", counts.partly),
        ("hatch", counts.presumably),
        ("lack", counts.open),
    )
    found: list[Segment] = []
    start = 0.0
    for name, number in parts:
        width = 100 * number / max(whole, 1)
        if number:
            found.append(Segment(name, number, round(start, 2), round(width, 2)))
        start += width
    return tuple(found)
