"""What was measured, as lines of a table: seconds here and of a peer, the ratio and its target."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

REPEATS = 7
HEAD = (
    f"{'data':<9} {'question':<9} {'rows':>8} {'here':>12} {'peer':<13} {'its':>13} {'ratio':>10}"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: median seconds here and of a peer, ``None`` if it was ended after ``limit``.

    ``ratio`` says how many times as long the peer takes; ``least`` is what it should be at least,
    ``most`` how many seconds it should take here at most.
    """

    data: str
    question: str
    rows: int
    ours: float
    peer: str = ""
    theirs: float | None = None
    limit: float = 0
    least: float | None = None
    most: float | None = None

    @property
    def ratio(self) -> float:
        """Return how many times as long as this the peer takes, at least."""
        return (self.limit if self.theirs is None else self.theirs) / self.ours

    @property
    def missed(self) -> bool:
        """Return whether one of the targets is not met."""
        slow = self.most is not None and self.ours > self.most
        return slow or (self.least is not None and self.ratio < self.least)

    def line(self) -> str:
        """Return the figure as a line of the printed table."""
        more = "> " if self.peer and self.theirs is None else ""
        name = f"{self.data:<9} {self.question:<9} {self.rows:>8,} {_milli(self.ours):>12}"
        theirs = more + _milli(self.limit if self.theirs is None else self.theirs)
        beside = f"{theirs:>13} {f'{more}{self.ratio:,.2f}×':>10}" if self.peer else " " * 24
        targets = [] if self.most is None else [f"≤ {self.most * 1000:g} ms"]
        targets += [] if self.least is None else [f"≥ {self.least:.2f}×"]
        wanted = f"  {', '.join(targets)}{' MISSED' if self.missed else ''}" if targets else ""
        return f"{name} {self.peer:<13} {beside}{wanted}"


def medians(*actions: Callable[[], object], repeats: int = REPEATS) -> list[float]:
    """Return the median seconds of each action, each run twice in a row and timed the second time.

    They take turns, so that whatever else the machine does hits all of them alike; the run that
    does not count gives each the same warm caches, whichever peer was there before.
    """
    taken: list[list[float]] = [[] for _ in actions]
    for _ in range(repeats):
        for action, own in zip(actions, taken, strict=True):
            action()
            start = time.perf_counter()
            action()
            own.append(time.perf_counter() - start)
    return [statistics.median(own) for own in taken]


def _milli(seconds: float) -> str:
    return f"{seconds * 1000:,.3f} ms" if seconds < 0.01 else f"{seconds * 1000:,.1f} ms"
