"""The data set of one folder: the change log and the store that is a view of it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, nullcontext, suppress
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Self

from graph.change import Change, ChangeSet, draft
from graph.claims import CLAIM_START, claim_lines, difference, is_claim
from graph.current import Vocabulary, refresh
from graph.embedded import EmbeddedStore
from graph.errors import GraphError, InputError, Notice, StoreError, WriteError
from graph.following import Follower, InMemory, replayed
from graph.lock import FolderLock
from graph.log import Log
from graph.record import Leaf, Record, Salts
from graph.store import Store
from ontology.statement import Claim

LOG_FILE = Path("log", "changes.qslog")
CHANGE = "change"


class Dataset:
    """What is claimed, since when, and what is in force on the day ``valid_on``.

    ``revision`` and ``head`` are number and hash of the last change set; ``last`` is that change
    set if it was accepted here; ``notices`` say what was put right at opening; ``erasures``
    counts how often something was erased since. Close it, or use it in a ``with`` statement.
    """

    def __init__(
        self,
        log: Log,
        *,
        clock: Callable[[], datetime],
        salt: Salts,
        valid_on: date,
        follower: Follower | None = None,
    ) -> None:
        """Let ``follower`` follow ``log``; ``Dataset.open`` is the way in."""
        self.valid_on = valid_on
        self._log = log
        self._clock = clock
        self._salt = salt
        self.last: ChangeSet | None = None
        self.erasures = 0
        self._held = ExitStack()
        self._writing: RLock | None = None
        self._follower = follower or InMemory()
        self.notices = self._follower.join(log, valid_on)

    @classmethod
    def open(  # noqa: PLR0913 - clock, chance and store come from outside
        cls,
        folder: Path,
        *,
        clock: Callable[[], datetime],
        salt: Salts,
        valid_on: date,
        writing: bool = False,
        follower: Follower | None = None,
    ) -> Self:
        """Return the data set in ``folder``; a missing one is empty.

        ``clock`` returns the time with its zone; ``salt`` that many random bytes (as
        ``secrets.token_bytes``). Reading works beside a writer and shows what was whole at
        opening. Writing creates the folder, sets an unfinished last record aside, and raises
        ``LockedError`` if somebody else writes. Raises ``DamageError`` for a damaged log.

        ``follower`` is the store that follows the log, one in memory if none is given. One on
        another machine is not ``ready`` before ``bring_up``.
        """
        path = folder / LOG_FILE
        if not writing:
            return cls(Log(path), clock=clock, salt=salt, valid_on=valid_on, follower=follower)
        with ExitStack() as held:
            held.enter_context(FolderLock(folder))
            log, notices = Log.for_writing(path, clock())
            found = cls(log, clock=clock, salt=salt, valid_on=valid_on, follower=follower)
            found.notices = (*notices, *found.notices)
            found._writing = RLock()
            found._held = held.pop_all()
            return found

    @property
    def store(self) -> Store:
        """Return the store to ask; never change it but through ``accept``."""
        return self._follower.store

    @property
    def ready(self) -> bool:
        """Return whether the store shows the last change set."""
        return self._follower.ready

    @property
    def folder(self) -> Path:
        """Return the folder that holds the data."""
        return self._log.path.parents[1]

    @property
    def revision(self) -> int:
        """Return the number of the last change set; 0 if there is none."""
        return self._log.number

    @property
    def head(self) -> str:
        """Return the hash of the last change set; 64 zeros if there is none."""
        return self._log.head

    @property
    def untouched(self) -> bool:
        """Return whether the folder has never held a change, not even an unfinished one."""
        return not (self.revision or self._log.tail or self._log.set_aside)

    def content_hash(self) -> str:
        """Return the SHA-256 of all claims and their metadata, in hexadecimal.

        Taken over the sorted lines of canonical N-Quads, each with its line break; vocabulary,
        current and inferred statements do not count.
        """
        return content_hash(self.claim_lines())

    def claim_lines(self) -> list[str]:
        """Return all claims and their metadata as lines of canonical N-Quads, sorted."""
        return claim_lines(self.store)

    def difference(self, claims: Iterable[Claim]) -> Change:
        """Return what has to change for ``claims`` to be said as given.

        A claim's old statements and metadata that are not among the new ones go; claims that
        are not mentioned stay. Raises ``InputError`` for what cannot be a claim.
        """
        return difference(self.store, claims)

    def accept(
        self, change: Change, author: str, message: str, source: str, kind: str = CHANGE
    ) -> ChangeSet:
        """Record ``change``, carry it out, and return it as recorded.

        ``author`` is a role, never a name. The log has it on disk before the store changes; a
        store on another machine that fails then is not ``ready`` before ``bring_up``.
        Raises ``InputError`` if the change is empty or no longer fits what is stored,
        ``WriteError`` if the folder is open for reading only or the disk refuses, ``StoreError``
        if the store is behind.
        """
        with self._writer():
            if not self.ready:  # what fits can only be seen in a store that shows all before it
                raise StoreError("graph.store_behind", number=self.revision)
            self._refuse_misfit(change)
            entry = draft(change, author=author, message=message, source=source, kind=kind)
            record = self._log.append(entry, self._clock(), self._salt)
            self.last = ChangeSet.of(record)
            with suppress(StoreError):  # it is recorded; the store is unready until it follows
                self._follower.take(self._log, change, self.valid_on)
            return self.last

    def bring_up(self) -> None:
        """Bring a store that does not show the last change set to it; raises ``StoreError``."""
        with self._writing or nullcontext():
            if not self._follower.in_step():
                self._follower.catch_up(self._log, self.valid_on)

    def preview(self, change: Change) -> Store:
        """Return a store as it would be after ``change``; this data set stays as it is."""
        self._refuse_misfit(change)
        store = EmbeddedStore.of_lines(self.store.lines())
        store.apply(change)
        refresh(store, Vocabulary.built_in(), self.valid_on)
        return store

    def turn_to(self, valid_on: date) -> None:
        """Show what is in force on another day."""
        with self._writing or nullcontext(), suppress(StoreError):  # unready until it does
            self.valid_on = valid_on
            self._follower.show(valid_on)

    def catch_up(self, valid_on: date) -> bool:
        """Take in what another process has recorded since, and show what is in force on a day.

        Return whether the store may now show something else.
        """
        news = self._log.news()
        if news is None:
            self.valid_on = valid_on
            self._follower.catch_up(self._log, valid_on)
        elif news or valid_on != self.valid_on:
            for record in news:
                self.store.apply(ChangeSet.of(record).change)
            self.turn_to(valid_on)
        else:
            return False
        return True

    def history(self) -> Iterator[ChangeSet]:
        """Return all change sets, oldest first."""
        return map(ChangeSet.of, self.records())

    def records(self) -> Iterator[Record]:
        """Return all change sets as they stand in the log, oldest first."""
        return self._log.records()

    def erase(self, erased: Callable[[Record, Leaf], bool]) -> int:
        """Drop what ``erased`` names from log and store for good; return how many parts.

        Digests stay, so that ``verify`` still holds. Raises ``WriteError``.
        """
        with self._writer():
            count = self._log.erase(erased)
            self.erasures += 1
            with suppress(StoreError):  # gone from the log; the store is unready until it follows
                self._follower.catch_up(self._log, self.valid_on)
            return count

    def verify(self) -> list[Notice]:
        """Return what is wrong with log or store; an empty list if all is well."""
        try:
            log = Log(self._log.path)
            problems = [
                Notice("graph.wrong_hash", {"number": record.number, "file": log.path})
                for record in log.records()
                if record.computed_hash() != record.hash
            ]
        except GraphError as error:
            return [Notice(error.key, error.values)]
        if log.tail:
            problems.append(Notice("graph.tail", {"file": log.path, "bytes": log.tail}))
        if content_hash(sorted(replayed(self._log.records()))) != self.content_hash():
            problems.append(Notice("graph.store_differs", {"number": self.revision}))
        return problems

    def close(self) -> None:
        """Let others write; the store can still be read."""
        with self._writing or nullcontext():  # wait for a change that is being accepted
            self._writing = None
            self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _writer(self) -> RLock:
        if self._writing is None:
            raise WriteError("graph.reading_only", file=self._log.path)
        return self._writing

    def _refuse_misfit(self, change: Change) -> None:
        if not change:
            raise InputError("graph.empty_change")
        for name in change.claims():
            if not is_claim(name):
                raise InputError("graph.not_a_claim", found=name, expected=CLAIM_START)
        for lines, present in ((change.added, True), (change.removed, False)):
            for line, holds in zip(lines, self.store.holds(lines), strict=True):
                if holds is present:
                    raise InputError("graph.stale_change", found=line)


def content_hash(lines: Iterable[str]) -> str:
    """Return the SHA-256 of sorted ``lines``, each with its line break, in hexadecimal."""
    return sha256("".join(f"{line}\n" for line in lines).encode("utf-8")).hexdigest()
