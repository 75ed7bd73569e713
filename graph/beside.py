"""A store on another machine that is kept up to date, and one in memory that answers for it."""

from datetime import date

from graph.catchup import Following, Position
from graph.change import Change
from graph.errors import Notice
from graph.following import Follower, InMemory
from graph.log import Log
from graph.remote import RemoteStore
from graph.store import Store


class Beside:
    """A follower for an endpoint that gives wrong answers: others may ask it, we do not.

    Readers get what the memory says, also while the endpoint does not answer.
    """

    def __init__(self, store: RemoteStore) -> None:
        self._remote, self._memory = Following(store), InMemory()
        self._shown = Position.start()

    @property
    def ready(self) -> bool:
        """Return whether the memory shows the last change set."""
        return self._memory.ready

    @property
    def store(self) -> Store:
        """Return the store to ask."""
        return self._memory.store

    def join(self, log: Log, valid_on: date) -> tuple[Notice, ...]:
        """Look at the endpoint as ``Following.join`` does, and build the store in memory."""
        said = self._remote.join(log, valid_on)
        self._rebuild(log, valid_on)
        return said

    def in_step(self) -> bool:
        """Return whether the endpoint shows what it has reached; raises ``StoreError``."""
        return self._remote.in_step()

    def catch_up(self, log: Log, valid_on: date) -> None:
        """Bring both to the end of ``log``: the memory first, where it is not there."""
        if self._shown != Position.end_of(log):
            self._rebuild(log, valid_on)
        self._remote.catch_up(log, valid_on)

    def take(self, log: Log, change: Change, valid_on: date) -> None:
        """Carry out ``change``, the last one of ``log``: in memory first.

        An endpoint that is behind gets it when it catches up. Raises ``StoreError``.
        """
        self._memory.take(log, change, valid_on)
        self._shown = Position.end_of(log)
        if self._remote.ready:
            self._remote.take(log, change, valid_on)

    def show(self, valid_on: date) -> None:
        """Show what is in force on ``valid_on``; raises ``StoreError``."""
        self._memory.show(valid_on)
        if self._remote.ready:
            self._remote.show(valid_on)

    def _rebuild(self, log: Log, valid_on: date) -> None:
        self._memory.catch_up(log, valid_on)
        self._shown = Position.end_of(log)


def follower_of(store: RemoteStore) -> Follower:
    """Return how ``store`` follows the log: alone, or with a memory that answers for it."""
    return Beside(store) if store.able.errs else Following(store)
