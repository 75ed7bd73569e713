"""The lines of a sheet that hold anything, tidied, and how many there may be."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.amounts import Figure
from ingest.faults import CellError, worded

ROWS = 200_000
COLUMNS = 200
LAST_ROW = 1_048_576  # of a spreadsheet; a file that claims more is no spreadsheet
MEGABYTES = 200  # of one file, unpacked
EDGES = re.compile("^[\\s\u200b\u2060\ufeff]+|[\\s\u200b\u2060\ufeff]+$")  # what nobody sees

Cell = str | CellError


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not empty; ``number`` counts as a spreadsheet does, from 1."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of a CSV file (then without a ``name``) or of one sheet of a workbook.

    ``error`` is why reading ended before the end.
    """

    name: str
    lines: tuple[Line, ...]
    error: CellError | None = None


def sheet_of(name: str, lines: Iterable[Iterable[Cell]]) -> Sheet:
    """Return a sheet with the lines that hold anything, up to the first that cannot be read."""
    kept: list[Line] = []
    number = 0
    try:
        for number, cells in enumerate(lines, 1):
            if line := _line(number, cells):
                kept.append(line)
    except CellError as error:
        error.line = error.line or number + 1
        return Sheet(name, tuple(kept), error)
    return Sheet(name, tuple(kept))


def _line(number: int, cells: Iterable[Cell]) -> Line | None:
    """Return a line without empty cells at its end; raises ``CellError`` outside the limits."""
    tidied = [tidy(cell) if isinstance(cell, str) else cell for cell in cells]
    while tidied and tidied[-1] == "":
        tidied.pop()
    if number > LAST_ROW or (tidied and number > ROWS):
        raise too_large("rows", ROWS, number)
    if len(tidied) > COLUMNS:
        raise too_large("columns", COLUMNS, number)
    return Line(number, tuple(tidied)) if tidied else None


def tidy(text: str) -> str:
    """Return ``text`` without blanks around it, composed, with plain line ends."""
    if isinstance(text, Figure):
        return text
    stripped = text.strip() if text.isascii() else EDGES.sub("", text)
    if "\r" in stripped:
        stripped = stripped.replace("\r\n", "\n").replace("\r", "\n")
    return stripped if stripped.isascii() else unicodedata.normalize("NFC", stripped)


def too_large(what: str, limit: int, line: int = 0) -> CellError:
    """Return the error that a table has more than ``limit`` of ``what``, noticed in ``line``."""
    reason = worded(f"ingest.size.{what}", limit=str(limit))
    expected = worded("ingest.expected.size", rows=str(ROWS), columns=str(COLUMNS))
    error = CellError("ingest.too_large", "", expected, size=reason)
    error.line = line
    return error
