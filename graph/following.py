"""How a store keeps in step with the change log: one in memory, made anew at every start."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from graph.change import Change
from graph.current import Vocabulary, refresh
from graph.embedded import EmbeddedStore
from graph.errors import Notice
from graph.log import Log
from graph.record import Record
from graph.store import Store


class Follower(Protocol):
    """A store that is a view of the log; ``ready`` once it shows the log's last change set."""

    @property
    def ready(self) -> bool:
        """Return whether readers may ask."""
        ...

    @property
    def store(self) -> Store:
        """Return the store to ask."""
        ...

    def join(self, log: Log, valid_on: date) -> tuple[Notice, ...]:
        """Begin to follow ``log``; return what a person should know.

        Raises ``StoreError`` if the store cannot, or must not, hold its content.
        """
        ...

    def in_step(self) -> bool:
        """Return whether the store still shows what it has reached; looks, if it is elsewhere."""
        ...

    def catch_up(self, log: Log, valid_on: date) -> None:
        """Bring the store to the end of ``log``, from wherever it is."""
        ...

    def take(self, log: Log, change: Change, valid_on: date) -> None:
        """Carry out ``change``, the last one of ``log``, on a store that shows all before it."""
        ...

    def show(self, valid_on: date) -> None:
        """Show what is in force on ``valid_on``."""
        ...


class InMemory:
    """A follower beside the log, in the memory of this process."""

    def __init__(self) -> None:
        self.ready = False
        self.store = EmbeddedStore()

    def join(self, log: Log, valid_on: date) -> tuple[Notice, ...]:
        """Build the store; there is nothing to wait for."""
        self.catch_up(log, valid_on)
        return ()

    def in_step(self) -> bool:
        """Return whether there is a store: nobody else changes it."""
        return self.ready

    def catch_up(self, log: Log, valid_on: date) -> None:
        """Build the store anew from all records of ``log``, beside the old one."""
        store = EmbeddedStore.of_lines(replayed(log.records()))
        store.load_lines(Vocabulary.built_in().lines)
        refresh(store, Vocabulary.built_in(), valid_on)
        self.store, self.ready = store, True

    def take(self, log: Log, change: Change, valid_on: date) -> None:  # noqa: ARG002 - has no books
        """Carry out ``change``."""
        self.store.apply(change)
        self.show(valid_on)

    def show(self, valid_on: date) -> None:
        """Show what is in force on ``valid_on``."""
        refresh(self.store, Vocabulary.built_in(), valid_on)


def replayed(records: Iterable[Record]) -> set[str]:
    """Return the lines that are there after all ``records``."""
    lines: set[str] = set()
    for record in records:
        added, removed = record.quad_lines()
        lines.difference_update(removed)
        lines.update(added)
    return lines
