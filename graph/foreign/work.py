"""What a worker is asked and answers, and how both travel over a socket."""

import json
import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Self  # Any: what JSON may hold
from typing import Literal as OneOf

USUAL = 1 << 12  # bytes that are read at once: most messages are shorter
LONG = 1 << 16  # bytes; less is sooner copied than sent apart
HEAD = struct.Struct("!II")
"""Before each message: how many bytes of description and of body follow.

Without a description it is a piece of the next message's body; an empty piece says that the
pieces before it do not count.
"""

Answer = OneOf["boolean", "table", "graph"]
Act = OneOf["query", "update", "get", "put", "post", "delete"]
READING = frozenset({"query", "get"})
"""What leaves the store as it was."""


class ClosedError(Exception):
    """The other side of the socket is gone."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of an answer is given: rows (or statements) and bytes."""

    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Task:
    """A foreign text and what to do with it.

    ``view`` names the store, ``base`` is what relative addresses are relative to. ``forms`` says
    in which form each kind of answer is wanted. ``default`` and ``named`` are the data set that
    the protocol names; if it names none, both are ``None``. The graph store is asked about
    ``graph`` (empty: the default graph), and gets ``parts``: a form and a text each. ``early``
    says that an answer which cannot be cut may go out before it is whole.
    """

    view: str
    text: str
    base: str
    forms: Mapping[Answer, str] = field(default_factory=dict)
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    act: Act = "query"
    graph: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    early: bool = False

    def described(self) -> dict[str, object]:
        """Return the task without its text, for JSON: what is not as usual."""
        return _unusual(self, _TASK)

    @classmethod
    def of(cls, described: Mapping[str, Any], body: bytes) -> Self:
        """Return the task that ``described`` and its text make."""
        given = {name: _frozen(value) for name, value in described.items()}
        return cls(text=body.decode("utf-8"), **given)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task: an answer with its ``kind`` and ``form``, or a ``problem``.

    ``cut`` says what limit cut the answer: ``rows``, ``bytes`` or nothing. ``values`` fill the
    sentence that ``problem`` names. The body of an update's outcome is an RDF Patch of its quads.
    ``begins`` says that this is the beginning of an answer that will not be cut: pieces follow,
    and an outcome with its end. ``before`` are the pieces that went out before the body.
    """

    body: bytes = b""
    kind: str = ""
    form: str = ""
    cut: str = ""
    problem: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    begins: bool = False
    before: tuple[bytes, ...] = ()

    def described(self) -> dict[str, object]:
        """Return the outcome without its body, for JSON: what is not as usual."""
        return _unusual(self, _OUTCOME)

    def whole(self) -> bytes:
        """Return the body with all that went out before it."""
        return b"".join((*self.before, self.body)) if self.before else self.body


Part = Outcome | bytes
"""What a worker sends: an outcome, or a piece of a body whose outcome comes later."""

_WRITER = json.JSONEncoder(separators=(",", ":"))
_TASK = {each.name: each.default for each in fields(Task) if each.name != "text"}
_OUTCOME = {
    each.name: each.default for each in fields(Outcome) if each.name not in {"body", "before"}
}


def _unusual(said: Task | Outcome, usual: Mapping[str, object]) -> dict[str, object]:
    found = ((name, getattr(said, name), value) for name, value in usual.items())
    return {name: value for name, value, unset in found if value != unset}


def packed(described: Mapping[str, object], body: bytes) -> bytes:
    """Return the message that says ``described`` and ``body``."""
    return _opening(described, body) + body


def _opening(described: Mapping[str, object], body: bytes) -> bytes:
    text = _WRITER.encode(described).encode("utf-8")
    return HEAD.pack(len(text), len(body)) + text


def send_part(connection: socket.socket, part: Part) -> None:
    """Send an outcome or a piece, without putting a long body together with the rest."""
    if isinstance(part, bytes):
        start, body = HEAD.pack(0, len(part)), part
    else:
        start, body = _opening(part.described(), part.body), part.body
    if len(body) < LONG:
        connection.sendall(start + body)
    else:
        sent = connection.sendmsg([start, body])
        connection.sendall(start[sent:])
        connection.sendall(memoryview(body)[max(0, sent - len(start)) :])


def read_message(connection: socket.socket) -> tuple[dict[str, Any], bytes]:
    """Return the next message; raises ``ClosedError`` when nobody is there to send one."""
    found = _received(connection, b"", HEAD.size)
    described, body = HEAD.unpack_from(found)
    end = HEAD.size + described
    found = _received(connection, found, end + body)
    return json.loads(found[HEAD.size : end]), found[end:]


def _received(connection: socket.socket, found: bytes, size: int) -> bytes:
    """Return what was ``found`` and what follows, at least ``size`` bytes.

    More than one message is never under way: who has asked waits for the answer.
    """
    pieces, reached = [found], len(found)
    while reached < size:
        pieces.append(piece := connection.recv(max(USUAL, size - reached)))
        if not piece:
            raise ClosedError
        reached += len(piece)
    return b"".join(pieces)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
