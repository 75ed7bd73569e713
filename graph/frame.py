"""How records lie in the log's file, and how to tell an unfinished record from damage.

The file starts with ``MAGIC``, which names the format and its version. Each record then is::

    record <number> <length> <SHA-256 of the text> <CRC-32 of this line so far>
    <the record's text, length bytes>
    commit <number> <CRC-32 of this line so far>

The commit line is written only after everything before it is safely on disk. Hence what ends
without one was never acknowledged, and what has one and does not fit is damaged.
"""

import re
from hashlib import sha256
from typing import BinaryIO, NamedTuple
from zlib import crc32

from graph.errors import DamageError

MAGIC = b"querschnitt-log 1\n"
_HEAD = re.compile(rb"record (\d{10}) (\d{14}) ([0-9a-f]{64}) ([0-9a-f]{8})\n")
_MARK = re.compile(rb"commit (\d{10}) ([0-9a-f]{8})\n")


class Frame(NamedTuple):
    """One whole record in the file: its number, where it lies, and its text."""

    number: int
    start: int
    end: int
    payload: bytes


def _sealed(text: bytes) -> bytes:
    return b"%s %08x\n" % (text, crc32(text))


def head(number: int, payload: bytes) -> bytes:
    """Return the line that stands before a record's text."""
    checksum = sha256(payload).hexdigest().encode("ascii")
    return _sealed(b"record %010d %014d %s" % (number, len(payload), checksum))


def mark(number: int) -> bytes:
    """Return the line that stands after a record's text once all of it is on disk."""
    return _sealed(b"commit %010d" % number)


HEAD_SIZE = len(head(0, b""))
MARK_SIZE = len(mark(0))


def read_frame(file: BinaryIO, name: str, number: int) -> Frame | None:
    """Return record ``number``, which starts where ``file`` stands.

    Returns ``None`` when nothing whole follows: the end of the file, or a record that was never
    finished. Raises ``DamageError`` with the place when what follows was whole once.
    """
    start = file.tell()
    line = file.read(HEAD_SIZE)
    found = _HEAD.fullmatch(line)
    if len(line) < HEAD_SIZE:
        return None
    if found is None or line != _sealed(line[: found.start(4) - 1]):
        _refuse_if_finished(file.read(), _damage(name, start, line, f"record {number}"))
        return None
    if int(found[1]) != number:
        raise _damage(name, start, line, f"record {number}")
    payload = file.read(int(found[2]))
    end = file.read(MARK_SIZE)
    if end != mark(number):
        damage = _damage(name, file.tell() - len(end), end, mark(number))
        if len(end) == MARK_SIZE and any(end):
            raise damage
        _refuse_if_finished(payload + end + file.read(), damage)
        return None
    checksum = sha256(payload).hexdigest()
    if checksum.encode("ascii") != found[3]:
        raise _damage(
            name, start + HEAD_SIZE, f"SHA-256 {checksum}", f"SHA-256 {found[3].decode()}"
        )
    return Frame(number, start, file.tell(), payload)


def _refuse_if_finished(rest: bytes, damage: DamageError) -> None:
    """Raise ``damage`` if ``rest`` holds a commit line: then it was acknowledged once."""
    for line in _MARK.finditer(rest):
        if line[0] == _sealed(line[0][: line.start(2) - 1 - line.start()]):
            raise damage


def _damage(name: str, offset: int, found: bytes | str, expected: bytes | str) -> DamageError:
    shown, wanted = (
        text if isinstance(text, str) else ascii(text.decode("ascii", "replace"))
        for text in (found, expected)
    )
    return DamageError("graph.log_damaged", file=name, offset=offset, found=shown, expected=wanted)
