"""One record of the change log: a header, and leaves that can be erased one by one.

The text of a record, line by line (``…`` stands for hexadecimal digits)::

    number 2
    parent …                          hash of the record before, 64 zeros for the first
    time 2014-11-24T09:30:00.000Z
    kind change
    source "a text as JSON"
    hash …                            SHA-256 of the five lines above and of one line
                                      ``<role> <digest>`` for each leaf, in order
    author <salt …> "a role as JSON"
    message <salt …> "a text as JSON"
    quad <salt …> A <s> <p> <o> <g> . an added quad; ``D`` for a removed one
    erased quad <digest …>            what stays of an erased leaf

A leaf's digest is SHA-256 of role, a zero byte, the salt's 16 bytes and the text in UTF-8. Since
the hash rests on digests alone, it stays the same when a leaf's salt and text are dropped; since
each salt is random, nobody can find an erased text again by guessing.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import NamedTuple, Self

from graph.errors import InputError

SALT_SIZE = 16
NO_PARENT = "0" * 64
HEADER = ("number", "parent", "time", "kind", "source")
AUTHOR, MESSAGE, QUAD = "author", "message", "quad"
ADDED, REMOVED = "A ", "D "
ERASED = "erased "
_WORD = re.compile(r"[a-z][a-z-]*")

Salts = Callable[[int], bytes]


class Leaf(NamedTuple):
    """One part of a record; an erased one has no salt and no text, only its digest."""

    role: str
    text: str | None
    salt: str
    digest: str

    @classmethod
    def new(cls, role: str, text: str, salt: bytes) -> Self:
        """Return a leaf with its digest computed; raises ``ValueError`` if it is not one line."""
        if "\n" in text or not _WORD.fullmatch(role):
            raise ValueError(role, text)
        return cls(role, text, salt.hex(), digest_of(role, salt, text))

    @classmethod
    def read(cls, line: str) -> Self:
        """Return the leaf that ``line`` of a record's text holds."""
        first, second, rest = line.split(" ", 2)
        if first == ERASED.strip():
            return cls(second, None, "", rest)
        return cls(first, rest, second, digest_of(first, bytes.fromhex(second), rest))

    @property
    def line(self) -> str:
        """Return the leaf as a line of the record's text."""
        if self.text is None:
            return f"{ERASED}{self.role} {self.digest}"
        return f"{self.role} {self.salt} {self.text}"

    def erased(self) -> Self:
        """Return the leaf without salt and text."""
        return self._replace(text=None, salt="")


def digest_of(role: str, salt: bytes, text: str) -> str:
    """Return the digest of a leaf, in hexadecimal."""
    return sha256(role.encode("ascii") + b"\0" + salt + text.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it stands in the log; ``payload`` is its whole text."""

    number: int
    parent: str
    time: datetime
    kind: str
    source: str
    hash: str
    payload: bytes

    @classmethod
    def read(cls, payload: bytes) -> Self:
        """Return the record that ``payload`` holds; raises ``ValueError`` if it is none."""
        head = payload.split(b"\n", len(HEADER) + 1)[: len(HEADER) + 1]
        names, values = zip(*(line.decode("utf-8").split(" ", 1) for line in head), strict=True)
        if names != (*HEADER, "hash"):
            raise ValueError(names)
        number, parent, time, kind, source, own = values
        when = datetime.fromisoformat(time)
        return cls(int(number), parent, when, kind, json.loads(source), own, payload)

    def leaves(self) -> Iterator[Leaf]:
        """Return the leaves in order."""
        lines = self.payload.decode("utf-8").split("\n")[len(HEADER) + 1 : -1]
        return map(Leaf.read, lines)

    def quad_lines(self) -> tuple[list[str], list[str]]:
        """Return the added and the removed N-Quads lines that are not erased."""
        start = len(f"{QUAD} {'0' * 2 * SALT_SIZE} ")
        lines = self.payload.decode("utf-8").split("\n")
        texts = [line[start:] for line in lines if line.startswith(f"{QUAD} ")]
        size = len(ADDED)
        added = [text[size:] for text in texts if text.startswith(ADDED)]
        return added, [text[size:] for text in texts if text.startswith(REMOVED)]

    @property
    def erased(self) -> int:
        """Return how many leaves are erased."""
        return self.payload.count(f"\n{ERASED}".encode())

    def computed_hash(self) -> str:
        """Return the hash that follows from header and leaves; equals ``hash`` if all is well."""
        return _hash(_header_of(self.payload), self.leaves())

    def without(self, erased: Callable[[Leaf], bool]) -> "Record":
        """Return the record with every leaf dropped for which ``erased`` says so."""
        leaves = [
            leaf.erased() if leaf.text is not None and erased(leaf) else leaf
            for leaf in self.leaves()
        ]
        payload = _payload(_header_of(self.payload), self.hash, leaves)
        return Record.read(payload) if payload != self.payload else self


class Draft(NamedTuple):
    """What is to be recorded: all of a record but its place in the chain, time and salts."""

    kind: str
    source: str
    leaves: Iterable[tuple[str, str]]

    def record(self, number: int, parent: str, time: datetime, salts: Salts) -> Record:
        """Return the draft as record ``number`` after the record with hash ``parent``.

        Raises ``ValueError`` for a kind that is not a plain word, and a time without zone.
        """
        if not _WORD.fullmatch(self.kind):
            raise ValueError(self.kind)
        pairs = list(self.leaves)
        random = salts(SALT_SIZE * len(pairs))
        places = range(0, len(random), SALT_SIZE)
        leaves = [
            Leaf.new(role, text, random[place : place + SALT_SIZE])
            for (role, text), place in zip(pairs, places, strict=True)
        ]
        values = (number, parent, stamp(time), self.kind, as_json(self.source))
        header = "".join(f"{name} {value}\n" for name, value in zip(HEADER, values, strict=True))
        return Record.read(_payload(header, _hash(header, leaves), leaves))


def stamp(time: datetime) -> str:
    """Return ``time`` in UTC to the millisecond; raises ``ValueError`` if it has no zone."""
    if time.tzinfo is None:
        raise ValueError(time)
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def as_json(text: str) -> str:
    """Return ``text`` as one line that reads back as the same text.

    Raises ``InputError`` for half a character, which no file can hold.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError("graph.not_a_literal", found=ascii(text), reason=error) from error
    return json.dumps(text, ensure_ascii=False)


def _header_of(payload: bytes) -> str:
    return "".join(
        f"{line.decode('utf-8')}\n" for line in payload.split(b"\n", len(HEADER))[: len(HEADER)]
    )


def _hash(header: str, leaves: Iterable[Leaf]) -> str:
    text = header + "".join(f"{leaf.role} {leaf.digest}\n" for leaf in leaves)
    return sha256(text.encode("utf-8")).hexdigest()


def _payload(header: str, own_hash: str, leaves: Iterable[Leaf]) -> bytes:
    lines = "".join(f"{leaf.line}\n" for leaf in leaves)
    return f"{header}hash {own_hash}\n{lines}".encode()
