"""What the engine writes an answer to: as much of it as may be given, piece by piece."""

from collections.abc import Callable

from graph.foreign.text import SparqlText
from graph.foreign.work import Limits, Outcome, Part

CHUNK = 1 << 16
PIECE = 1 << 17
"""Bytes of an answer that go out while the rest is still being made."""
ROW_MARKS = {"json": b'}},{"', "xml": b"<result>", "csv": b"\n", "tsv": b"\n"}
"""What stands for each row that has a value; in CSV a text of the data may hold it too.

Rows without any value are limited by their bytes alone.
"""
UNMARKED = {"json": 1, "csv": -1, "tsv": -1}
"""Rows that have no mark, or marks that stand for the heading."""
SHORTEST = {"json": 30, "xml": 40, "csv": 1, "tsv": 1}
"""Bytes that such a row takes at least: what is shorter than all allowed rows is not counted."""
SAFELY = 2
"""How many times as long an answer may become as its beginning lets expect."""

Out = Callable[[Part], None]


class FullError(Exception):
    """More bytes than may be given."""


class Sheet:
    """Takes as many bytes and rows of a ``form`` as may be given; ``FullError`` for more.

    What is whole so far goes to ``out`` piece by piece.
    """

    def __init__(
        self, limits: Limits, form: str = "", out: Callable[[bytes], None] | None = None
    ) -> None:
        self._limits, self._out = limits, out
        self._mark = ROW_MARKS.get(form, b"")
        self._few = limits.rows * SHORTEST.get(form, 0)
        self._size = self._waiting = 0
        self._rows = UNMARKED.get(form, 0)
        self._end = b""
        self._piece: list[bytes] = []
        self._uncounted: list[bytes] = []

    def write(self, text: bytes) -> int:
        """Take in what the engine writes; raises ``FullError``."""
        self._piece.append(text)
        self._size += len(text)
        self._waiting += len(text)
        if self._size > self._limits.bytes:
            raise FullError
        if self._out and self._waiting >= PIECE:
            self._out(self._counted())
            self._piece, self._waiting = [], 0
        return len(text)

    def flush(self) -> None:
        """Do nothing: all is written."""

    def rest(self) -> bytes:
        """Return what did not go out."""
        return self._counted()

    def _counted(self) -> bytes:
        piece = b"".join(self._piece)
        self._uncounted.append(piece)
        while self._mark and self._size > self._few and self._uncounted:
            seen = self._end + self._uncounted.pop(0)  # a mark may lie across two pieces
            self._rows += seen.count(self._mark)
            self._end = seen[len(seen) - len(self._mark) + 1 :]
        if self._rows > self._limits.rows:
            raise FullError
        return piece


class Way:
    """Sends an answer in pieces: to be held until it is whole, or at once if it will not be cut.

    It will not if the query itself allows no more rows than may be given, and if these, as long as
    the first ones, are far from too many bytes.
    """

    def __init__(self, out: Out, text: SparqlText | None, form: str, limits: Limits) -> None:
        self._out, self._text, self._form, self._limits = out, text, form, limits
        self._size = 0
        self._at_once = False

    def send(self, piece: bytes) -> None:
        """Send the next piece."""
        self._at_once = self._at_once or (not self._size and self._is_sure(piece))
        begins = self._at_once and not self._size
        self._out(Outcome(piece, "table", self._form, begins=True) if begins else piece)
        self._size += len(piece)

    def can_return(self) -> bool:
        """Return whether nobody has read anything yet; what was sent then does not count."""
        if self._size and not self._at_once:
            self._out(b"")
        return not self._at_once

    def _is_sure(self, piece: bytes) -> bool:
        limit = self._text.limit if self._text else None
        if limit is None or limit > self._limits.rows:
            return False
        rows = max(1, piece.count(ROW_MARKS[self._form]))
        return limit * len(piece) // rows < self._limits.bytes // SAFELY


class Lines:
    """Takes up to so many lines and bytes; ``end`` is where the last whole line ends."""

    def __init__(self, limits: Limits) -> None:
        self.content = bytearray()
        self.end = 0
        self.why = ""
        self._limits, self._lines = limits, 0

    def write(self, text: bytes) -> int:
        """Take in what the engine writes; raises ``FullError``."""
        start = len(self.content)
        self.content += text
        place = self.content.find(b"\n", start)
        while place >= 0:
            if self._lines > self._limits.rows or place >= self._limits.bytes:
                self.why = "bytes" if place >= self._limits.bytes else "rows"
                raise FullError
            self._lines, self.end = self._lines + 1, place + 1
            place = self.content.find(b"\n", place + 1)
        if len(self.content) > self._limits.bytes + CHUNK:
            self.why = "bytes"
            raise FullError
        return len(text)

    def flush(self) -> None:
        """Do nothing: all is written."""
