"""Every state of the data that everybody could ever have, found by its content hash."""

from collections.abc import Iterator
from datetime import datetime
from threading import RLock
from typing import NamedTuple

from graph.dataset import Dataset, content_hash
from graph.publication import Publication, Publisher


class Edition(NamedTuple):
    """A state: after which change set, and when that was recorded."""

    number: int
    time: datetime


class Editions:
    """The states of ``dataset`` after each of its change sets."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._lock = RLock()
        self._known: dict[str, Edition] = {}
        self._until = (0, 0)

    def find(self, digest: str) -> Edition | None:
        """Return the first state whose claims have this content hash, if there ever was one."""
        with self._lock:
            erasures, reached = self._until
            if erasures != self._dataset.erasures:
                self._known, reached = {}, 0
            now = (self._dataset.erasures, self._dataset.revision)
            for told, lines in self._states() if now != self._until else ():
                if told.number > reached:
                    found = Edition(told.number, told.time)
                    self._known.setdefault(content_hash(sorted(lines)), found)
            self._until = now
            return self._known.get(digest)

    def lines(self, edition: Edition) -> list[str]:
        """Return the claims of ``edition`` and their metadata as sorted lines."""
        states = self._states()
        return next((sorted(lines) for told, lines in states if told.number == edition.number), [])

    def _states(self) -> Iterator[tuple[Publication, set[str]]]:
        publisher = Publisher(self._dataset.records)
        lines: set[str] = set()
        for record in self._dataset.records():
            told = publisher.follow(record)
            lines.difference_update(told.change.removed)
            lines.update(told.change.added)
            yield told, lines
