"""One run of a command: its settings, what it says, and the doors to clock and chance."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from api.console import Console
from api.parser import Option
from api.settings import Settings
from graph.dataset import LOG_FILE, Dataset
from graph.following import Follower
from graph.record import Salts
from ingest.output import write_whole
from ingest.reading import Progress
from ontology.messages import message


class CommandError(Exception):
    """Why a command cannot be carried out: a message key and its values."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, values)
        self.key, self.values = key, values

    def text(self, language: str) -> str:
        """Return the sentence in ``language``."""
        return message(self.key, language, **self.values)


@dataclass(frozen=True, slots=True)
class Session:
    """What every command gets; ``clock`` knows its time zone, ``salt`` makes random bytes."""

    settings: Settings
    console: Console
    clock: Callable[[], datetime]
    salt: Salts

    def today(self) -> date:
        """Return the day it is here."""
        return self.clock().astimezone().date()

    def expect_data(self) -> None:
        """Raise ``CommandError`` when the folder holds no data."""
        if not (self.settings.data / LOG_FILE).exists():
            raise CommandError("cli.no_data", folder=self.settings.data)

    def open_to_read(self) -> Dataset:
        """Return the data set as it stands; raises ``CommandError`` when there is none."""
        self.expect_data()
        return self._open(writing=False)

    def open_empty_or_not(self) -> Dataset:
        """Return the data set as it stands, an empty one when there is none."""
        return self._open(writing=False)

    def open_to_write(self, follower: Follower | None = None) -> Dataset:
        """Return the data set, made if missing; raises ``LockedError`` when somebody writes."""
        dataset = self._open(writing=True, follower=follower)
        for notice in dataset.notices:
            self.console.complain_in_words(notice.text(self.console.language))
        return dataset

    def deliver(self, content: bytes, file: Path | None) -> None:
        """Write ``content`` to ``file``, whole or not at all, or to standard output."""
        if file is None:
            self.console.bytes(content)
            return
        write_whole(file, content)
        self.console.say("cli.export.written", file=file, bytes=len(content))
        if self.console.as_json:
            self.console.data({"file": str(file), "bytes": len(content)})

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """Return what reports progress: as a bar on a terminal, else not at all."""
        with self.console.progress() as display:
            task = display.add_task(self.console.text("cli.import.reading"), total=None)

            def report(done: int, total: int) -> None:
                display.update(task, completed=done, total=total)

            yield report

    def _open(self, *, writing: bool, follower: Follower | None = None) -> Dataset:
        return Dataset.open(
            self.settings.data,
            clock=self.clock,
            salt=self.salt,
            valid_on=self.today(),
            writing=writing,
            follower=follower,
        )


class Command(NamedTuple):
    """A command: its name, its options beside the common ones, and what it does.

    ``run`` returns the exit code. The help is the text ``cli.command.<name>``.
    """

    name: str
    options: tuple[Option, ...]
    run: Callable[[Namespace, Session], int]
