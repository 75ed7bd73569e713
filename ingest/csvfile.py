"""A CSV file as lines of cells, however the program that saved it writes CSV."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping

from ingest.faults import CellError, worded
from ingest.headings import folded_heading, known_headings

DELIMITERS = (",", ";", "\t")
STATED = re.compile(r"sep=(.)\r?\n", re.I)  # a first line by which Excel is told the delimiter
LONGEST = 1 << 20  # characters in one cell
UMLAUT = re.compile(rb"\xc3[\x80-\xbf]")  # in UTF-8; nobody writes this pair in Windows-1252


def decoded(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 with a mark, or Windows-1252.

    Raises ``CellError`` for any other encoding.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig"] if UMLAUT.search(data) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CellError("ingest.unknown_encoding", "", worded("ingest.expected.encoding"))


def csv_lines(data: bytes) -> Iterator[list[str]]:
    """Yield the cells of each line of a CSV file; an empty line yields no cells.

    Raises ``CellError`` where the text is no CSV.
    """
    text = decoded(data)
    delimiter = ""
    if stated := STATED.match(text):
        delimiter, text = stated[1], text[stated.end() :]
        yield []  # the line counts
    csv.field_size_limit(LONGEST)
    try:
        yield from _reader(text, delimiter or _delimiter(text))
    except csv.Error as error:
        raise CellError("ingest.broken_csv", "", worded("ingest.expected.csv")) from error


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _delimiter(text: str) -> str:
    """Return the delimiter under which the first line has most known headings, or most cells."""
    return max(DELIMITERS, key=lambda delimiter: _score(text, delimiter))


def _score(text: str, delimiter: str) -> tuple[int, int]:
    try:
        heading = next((line for line in _reader(text, delimiter) if any(line)), [])
    except csv.Error:
        return 0, 0
    known = sum(folded_heading(cell) in known_headings() for cell in heading)
    return known, len(heading)


def csv_text(columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Return ``rows`` as CSV with a heading; a column that a row lacks stays empty."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
