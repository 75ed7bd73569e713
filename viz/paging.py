"""Long lists in pages that can be read and that old machines can draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from viz.frame import Frame

Item = TypeVar("Item")
PAGE = 50  # entries


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page of a longer list; ``before`` and ``after`` are page numbers or empty."""

    shown: tuple[Item, ...]
    number: int
    of: int
    before: str
    after: str


def page_of(frame: Frame, found: Sequence[Item]) -> Page[Item]:
    """Return the page of ``found`` that the address asks for, or the nearest there is."""
    last = max(1, -(-len(found) // PAGE))
    asked = frame.value("page")
    number = min(max(int(asked), 1), last) if asked.isdecimal() else 1
    return Page(
        shown=tuple(found[(number - 1) * PAGE : number * PAGE]),
        number=number,
        of=last,
        before=str(number - 1) if number > 1 else "",
        after=str(number + 1) if number < last else "",
    )
