"""What a command says: sentences, tables, JSON and raw bytes, in the reader's language."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, TextIO

from rich.console import Console as Screen
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text as Words

from api.settings import Language
from graph.validation import Violation
from ontology.messages import message
from ontology.terms import compact

PIPE_WIDTH = 1_000  # wide enough that no line of a table is broken for another program


def write_all(stream: BinaryIO, content: bytes) -> None:
    """Write ``content`` to ``stream``, which takes only a part at a time if it is unbuffered."""
    rest = memoryview(content)
    while rest:
        rest = rest[stream.write(rest) :]
    stream.flush()


@dataclass(frozen=True, slots=True)
class Console:
    """Standard output and error of one run; ``as_json`` keeps sentences away from a machine."""

    out: TextIO
    err: TextIO
    language: Language
    as_json: bool = False

    def text(self, key: str, **values: object) -> str:
        """Return the text ``key`` in the reader's language."""
        return message(key, self.language, **values)

    def say(self, key: str, **values: object) -> None:
        """Write a sentence for a person; nothing when a machine reads."""
        if not self.as_json:
            self.out.write(f"{self.text(key, **values)}\n")

    def write(self, text: str) -> None:
        """Write ``text`` as it is."""
        self.out.write(text)

    def bytes(self, content: bytes) -> None:
        """Write ``content`` as it is, past the encoding of the terminal."""
        self.out.flush()
        write_all(self.out.buffer, content)

    def data(self, value: object) -> None:
        """Write ``value`` as JSON."""
        self.out.write(f"{json.dumps(value, ensure_ascii=False, indent=2)}\n")

    def complain(self, key: str, **values: object) -> None:
        """Write a sentence to standard error."""
        self.err.write(f"{self.text(key, **values)}\n")

    def complain_in_words(self, sentence: str) -> None:
        """Write a finished sentence to standard error."""
        self.err.write(f"{sentence}\n")

    def violation(self, found: Violation) -> dict[str, str]:
        """Return what is not as a shape wants it, for a machine."""
        value = found.value if isinstance(found.value, str | None) else found.value.value
        return {
            "severity": found.severity,
            "thing": found.focus,
            "relation": compact(found.path),
            "value": value or "",
            "message": found.message.in_language(self.language),
        }

    def complain_of(self, found: Violation) -> None:
        """Write to standard error what is not as a shape wants it."""
        self.complain(f"cli.violation.{found.severity}", **self.violation(found))

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Write a table whose headings are the texts ``columns``."""
        self.plain_table(list(map(self.text, columns)), rows)

    def plain_table(self, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Write a table with ``headings`` as they are."""
        table = Table(box=None, pad_edge=False, header_style="bold")
        for heading in headings:
            table.add_column(Words(heading), overflow="fold")
        for row in rows:
            table.add_row(*map(Words, row))
        self._screen(self.out).print(table)

    def progress(self) -> Progress:
        """Return a progress display for standard error; it shows only on a terminal."""
        return Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=self._screen(self.err),
            transient=True,
            disable=not self.err.isatty(),
        )

    def _screen(self, stream: TextIO) -> Screen:
        width = None if stream.isatty() else PIPE_WIDTH
        return Screen(file=stream, width=width, highlight=False, markup=False, soft_wrap=False)
