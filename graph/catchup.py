"""How a store on another machine keeps in step with the change log, whatever happens between."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple, Self

from graph.change import Change
from graph.current import Vocabulary, refresh
from graph.errors import Notice, QueryError, StoreError
from graph.log import Log
from graph.record import NO_PARENT
from graph.remote import BATCH, KEEPING, RemoteStore
from graph.store import Store
from ontology.statement import Literal
from ontology.terms import VOCABULARY

TARGET, REACHED = "target", "reached"


class Position(NamedTuple):
    """A place in a log: number and hash of a record, erased parts so far, hash of the first."""

    number: int
    hash: str
    erased: int
    first: str

    @classmethod
    def start(cls) -> Self:
        """Return the place before any record."""
        return cls(0, NO_PARENT, 0, NO_PARENT)

    @classmethod
    def end_of(cls, log: Log) -> Self:
        """Return the end of ``log``."""
        erased, first = 0, NO_PARENT
        for record in log.records():
            erased += record.erased
            first = record.hash if record.number == 1 else first
        return cls(log.number, log.head, erased, first)

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the place that ``text`` names, written by ``line``."""
        number, own, erased, first = text.split(" ")
        return cls(int(number), own, int(erased), first)

    @property
    def line(self) -> str:
        """Return the place as one line of text."""
        return " ".join(map(str, self))


class Following:
    """A remote store that follows the log by batches which may be done again.

    In its books the revision it is to reach is written first, the one it has reached last. Since
    every batch adds and removes whole quads and the last word on each quad stands in the log,
    whoever starts again from the reached revision comes to the same content.
    """

    def __init__(self, store: RemoteStore) -> None:
        self._remote = store
        self.ready = False
        self._reached = Position.start()

    @property
    def store(self) -> Store:
        """Return the store to ask."""
        return self._remote

    def join(self, log: Log, valid_on: date) -> tuple[Notice, ...]:  # noqa: ARG002 - shown later
        """Look what the store holds; refuses another log's content, and what is not ours at all."""
        noted = self._noted(REACHED)
        if noted is None and self._noted(TARGET) is None and (found := self._remote.foreign()):
            raise StoreError("graph.endpoint_taken", endpoint=self._remote.name, found=found)
        if noted and noted.number and noted.first != Position.end_of(log).first:
            raise StoreError("graph.endpoint_taken", endpoint=self._remote.name, found=noted.first)
        able = self._remote.able
        said = {"graph.endpoint_loses": able.loses, "graph.endpoint_errs": able.errs}
        return tuple(
            Notice(key, {"endpoint": self._remote.name, "found": ", ".join(found)})
            for key, found in said.items()
            if found
        )

    def in_step(self) -> bool:
        """Return whether the store's books still say what they said; unready if they do not."""
        try:
            self.ready = self.ready and self._noted(REACHED) == self._reached
        except StoreError:
            self.ready = False
            raise
        return self.ready

    def catch_up(self, log: Log, valid_on: date) -> None:
        """Bring the store to the end of ``log``, from what it has reached or from the beginning."""
        target = Position.end_of(log)
        with self._on_the_way(target):
            reached = self._start(log, target)
            for record in log.records():
                if record.number > reached.number:
                    added, removed = record.quad_lines()
                    self._remote.apply(Change(tuple(added), tuple(removed)))
            self._load_vocabulary()
            self._refresh(valid_on)

    def take(self, log: Log, change: Change, valid_on: date) -> None:
        """Carry out ``change``; a large one makes the store unready for a while."""
        was = self._reached
        first = was.first if was.number else log.head
        large = len(change.added) + len(change.removed) > BATCH
        with self._on_the_way(Position(log.number, log.head, was.erased, first), ready=not large):
            self._remote.apply(change)
            self._refresh(valid_on)

    def show(self, valid_on: date) -> None:
        """Show what is in force on ``valid_on``."""
        with self._on_the_way(self._reached, ready=True):
            self._refresh(valid_on)

    @contextmanager
    def _on_the_way(self, target: Position, *, ready: bool = False) -> Iterator[None]:
        self.ready = self.ready and ready
        try:
            self._note(TARGET, target)
            yield
            self._note(REACHED, target)
        except QueryError as error:
            self.ready = False
            raise StoreError(
                "graph.endpoint_fails", reason=error, endpoint=self._remote.name
            ) from error
        except BaseException:
            self.ready = False
            raise
        self._reached, self.ready = target, True

    def _start(self, log: Log, target: Position) -> Position:
        """Return from where to go on; where nothing fits, all is removed first."""
        noted = self._noted(REACHED)
        if noted and noted.erased == target.erased and _passes(log, noted):
            return noted
        start = Position.start()
        self._note(REACHED, start)  # whoever is interrupted now begins again
        self._remote.drop(self._remote.graphs())
        return start

    def _load_vocabulary(self) -> None:
        wanted = Vocabulary.built_in().lines
        if set(self._remote.lines(VOCABULARY)) != set(wanted):
            self._remote.drop([VOCABULARY])
            self._remote.load_lines(wanted)

    def _refresh(self, valid_on: date) -> None:
        refresh(self._remote, Vocabulary.built_in(), valid_on)

    def _noted(self, name: str) -> Position | None:
        wanted = f"{KEEPING}#{name}"
        for quad in self._remote.quads(graph=KEEPING):  # whatever data set an engine prefers
            said = quad.statement
            if said.predicate == wanted and isinstance(said.object, Literal):
                return Position.read(said.object.value)
        return None

    def _note(self, name: str, position: Position) -> None:
        about = f"<{KEEPING}> <{KEEPING}#{name}>"
        self._remote.note(
            f"DELETE WHERE {{ GRAPH <{KEEPING}> {{ {about} ?value }} }} ; "
            f'INSERT DATA {{ GRAPH <{KEEPING}> {{ {about} "{position.line}" }} }}'
        )


def _passes(log: Log, position: Position) -> bool:
    """Return whether ``log`` has come through ``position``."""
    hashes = (record.hash for record in log.records() if record.number == position.number)
    return position.hash == next(hashes, NO_PARENT if not position.number else "")
