"""Answers to queries that are kept for the next who asks the same."""

from collections import OrderedDict
from collections.abc import Callable

from api.sparql.echo import Kept

MOST_KEPT = 64 * 2**20
"""Bytes of answers that are kept; an answer larger than an eighth of it is not."""
OVERHEAD = 2048  # bytes that a kept answer takes beside its body, about


class Answers:
    """Answers that were made before, by what they answer; the one wanted longest ago goes."""

    def __init__(self, gone: Callable[[Kept], None], most: int = MOST_KEPT) -> None:
        """Keep up to ``most`` bytes; ``gone`` is told what is no longer kept."""
        self._most, self._size, self._gone = most, 0, gone
        self._kept: OrderedDict[str, Kept] = OrderedDict()

    def get(self, tag: str) -> Kept | None:
        """Return the answer of that tag."""
        if found := self._kept.get(tag):
            self._kept.move_to_end(tag)
        return found

    def has(self, answered: Kept) -> bool:
        """Return whether this very answer is kept."""
        return self._kept.get(answered.tag) is answered

    def keep(self, answered: Kept) -> None:
        """Keep an answer by its tag, unless it would push out most of the others."""
        if len(answered.body) > self._most // 8 or answered.tag in self._kept:
            return
        self._kept[answered.tag] = answered
        self._size += len(answered.body) + OVERHEAD
        while self._size > self._most:
            _, gone = self._kept.popitem(last=False)
            self._size -= len(gone.body) + OVERHEAD
            self._gone(gone)
