"""The change log: one append-only file of records, the truth that every store is a view of."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from io import FileIO
from itertools import count
from pathlib import Path
from typing import BinaryIO, Self

from graph.durable import UNFINISHED, make_folder, write_whole
from graph.errors import DamageError, Notice, WriteError
from graph.frame import HEAD_SIZE, MAGIC, MARK_SIZE, Frame, head, mark, read_frame
from graph.record import NO_PARENT, Draft, Leaf, Record, Salts, stamp

TORN = ".torn"


class Log:
    """The records of one log file; ``number`` and ``head`` are number and hash of the last one."""

    def __init__(self, path: Path) -> None:
        """Read the file at ``path`` once and check every record's checksum.

        A missing file is an empty log. An unfinished last record is left alone: it may be one
        that another process is writing. Raises ``DamageError`` for anything else amiss.
        """
        self.path = path
        self.number = 0
        self.head = NO_PARENT
        self._end = 0
        self._file = 0
        self._load()

    @classmethod
    def for_writing(cls, path: Path, now: datetime) -> tuple[Self, tuple[Notice, ...]]:
        """Return the log at ``path``, created if missing, ready for ``append``.

        An unfinished last record is set aside beside the log, in a file named after ``now``, and
        reported. The caller holds the folder's lock. Raises ``DamageError`` or ``WriteError``.
        """
        log = cls(path)
        try:
            path.with_name(path.name + UNFINISHED).unlink(missing_ok=True)
            if not log._end:
                make_folder(path.parent)
                write_whole(path, [MAGIC])
                log._end = len(MAGIC)
            return log, log._set_tail_aside(now)
        except OSError as error:
            raise _not_written(path, error) from error

    def records(self) -> Iterator[Record]:
        """Return the records in order, as they were checked when the log was opened."""
        if not self.number:
            return
        with self.path.open("rb") as file:
            file.seek(len(MAGIC))
            for number in range(1, self.number + 1):
                if frame := read_frame(file, str(self.path), number):
                    yield self._record(frame)

    def news(self) -> list[Record] | None:
        """Return the records that another process has appended since they were last read.

        Returns ``None`` when the file is another one, as after an erasure: then all was read anew.
        """
        if self._number_of_file() != self._file:
            self._load()
            return None
        with self.path.open("rb") as file:
            file.seek(self._end)
            return list(self._read_on(file))

    @property
    def tail(self) -> int:
        """Return how many bytes stand after the last whole record."""
        return self.path.stat().st_size - self._end if self.path.exists() else 0

    @property
    def set_aside(self) -> tuple[Path, ...]:
        """Return the files that hold unfinished records set aside earlier."""
        return tuple(sorted(self.path.parent.glob(f"*{TORN}")))

    def append(self, draft: Draft, time: datetime, salts: Salts) -> Record:
        """Add ``draft`` as the next record; when this returns it survives a power failure.

        Raises ``WriteError`` if the disk does not take it; then the log is as before.
        """
        number = self.number + 1
        record = draft.record(number, self.head, time, salts)
        body = head(number, record.payload) + record.payload
        try:
            with self.path.open("r+b", buffering=0) as file:
                file.truncate(self._end)
                file.seek(self._end)
                _write_synced(file, body)
                _write_synced(file, mark(number))
        except OSError as error:
            with suppress(OSError):
                self._cut_back()
            raise _not_written(self.path, error) from error
        self._end += len(body) + MARK_SIZE
        self.number, self.head = number, record.hash
        return record

    def erase(self, erased: Callable[[Record, Leaf], bool]) -> int:
        """Drop text and salt of every leaf for which ``erased`` says so; return how many.

        Writes a new file and puts it in place of the old one. Digests stay, so every hash stays
        valid. Files with unfinished records are removed too: they may hold the same text.
        Raises ``WriteError``; the log is then as before.
        """
        before = sum(record.erased for record in self.records())
        try:
            write_whole(self.path, self._frames_without(erased))
            self._load()
            for torn in self.set_aside:
                torn.unlink()
        except OSError as error:
            raise _not_written(self.path, error) from error
        return sum(record.erased for record in self.records()) - before

    def _frames_without(self, erased: Callable[[Record, Leaf], bool]) -> Iterator[bytes]:
        yield MAGIC
        for record in self.records():
            kept = record.without(partial(erased, record))
            yield head(record.number, kept.payload)
            yield kept.payload
            yield mark(record.number)

    def _load(self) -> None:
        self.number, self.head, self._end, self._file = 0, NO_PARENT, 0, self._number_of_file()
        try:
            with self.path.open("rb") as file:
                self._read_all(file)
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            raise DamageError(
                "graph.log_unreadable", file=self.path, reason=error.strerror
            ) from error

    def _read_all(self, file: BinaryIO) -> None:
        found = file.read(len(MAGIC))
        if found != MAGIC:
            shown, wanted = (ascii(text.decode("ascii", "replace")) for text in (found, MAGIC))
            raise DamageError("graph.log_format", file=self.path, found=shown, expected=wanted)
        self._end = len(MAGIC)
        for _ in self._read_on(file):
            pass

    def _read_on(self, file: BinaryIO) -> Iterator[Record]:
        while frame := read_frame(file, str(self.path), self.number + 1):
            record = self._record(frame)
            if (record.number, record.parent) != (frame.number, self.head):
                raise self._damage(frame, record.parent, self.head)
            self.number, self.head, self._end = frame.number, record.hash, frame.end
            yield record

    def _number_of_file(self) -> int:
        try:
            return self.path.stat().st_ino
        except OSError:
            return 0

    def _record(self, frame: Frame) -> Record:
        try:
            return Record.read(frame.payload)
        except ValueError as error:
            raise self._damage(frame, repr(error), f"record {frame.number}") from error

    def _damage(self, frame: Frame, found: str, expected: str) -> DamageError:
        return DamageError(
            "graph.log_damaged",
            file=self.path,
            offset=frame.start + HEAD_SIZE,
            found=found,
            expected=expected,
        )

    def _set_tail_aside(self, now: datetime) -> tuple[Notice, ...]:
        size = self.tail
        if not size:
            return ()
        with self.path.open("rb") as file:
            file.seek(self._end)
            tail = file.read()
        torn = _free_name(self.path, stamp(now).replace(":", "").replace("-", ""))
        write_whole(torn, [tail])
        self._cut_back()
        values: dict[str, object] = {"file": self.path, "torn": torn, "bytes": size}
        return (Notice("graph.torn_tail", values | {"number": self.number}),)

    def _cut_back(self) -> None:
        with self.path.open("r+b", buffering=0) as file:
            file.truncate(self._end)
            os.fsync(file.fileno())


def _free_name(path: Path, time: str) -> Path:
    names = (path.with_name(f"{path.stem}.{time}{more}{TORN}") for more in _suffixes())
    return next(name for name in names if not name.exists())


def _suffixes() -> Iterator[str]:
    yield ""
    yield from (f"-{number}" for number in count(2))


def _write_synced(file: FileIO, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[file.write(rest) :]
    os.fsync(file.fileno())


def _not_written(path: Path, error: OSError) -> WriteError:
    return WriteError("graph.not_writable", file=path, reason=error.strerror)
