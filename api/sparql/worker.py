"""One worker as the server sees it: a process and a connection that asks and hears."""

import asyncio
import json
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import cast

from graph.foreign.work import HEAD, Outcome, Part, Task, packed

ROOM = 1 << 18  # bytes of messages that are taken in at once; a longer one gets what it needs
Out = Callable[[Part], None]
"""Takes an answer that goes out while it is made: an outcome that begins it, then pieces."""


class GoneError(Exception):
    """The worker ended before it answered."""


class Line(asyncio.BufferedProtocol):
    """The connection to one worker: a question, then an answer."""

    def __init__(self) -> None:
        self._found, self._filled = bytearray(ROOM), 0
        self._pieces: list[bytes] = []
        self._out: Out | None = None
        self._begun = False
        self._answer: asyncio.Future[Outcome] | None = None
        self._transport: asyncio.Transport | None = None
        self.open = True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note the way out."""
        self._transport = cast("asyncio.Transport", transport)

    def ask(self, task: Task, out: Out | None = None) -> "asyncio.Future[Outcome]":
        """Return what will be the answer; it fails with ``GoneError``.

        What of it can go out at once is given to ``out``, apart from the outcome's own body.
        """
        self._answer = asyncio.get_running_loop().create_future()
        self._out, self._begun = out, False
        if self._transport is None or not self.open:
            self._answer.set_exception(GoneError())
        else:
            self._transport.write(packed(task.described(), task.text.encode("utf-8")))
        return self._answer

    def get_buffer(self, sizehint: int) -> memoryview:
        """Return where the next bytes belong."""
        del sizehint
        return memoryview(self._found)[self._filled :]

    def buffer_updated(self, nbytes: int) -> None:
        """Take in a piece of the answer; when it is whole, give it."""
        self._filled += nbytes
        reached, room = 0, ROOM
        view = memoryview(self._found)
        while self._filled - reached >= HEAD.size:
            described, body = HEAD.unpack_from(view, reached)
            start = reached + HEAD.size
            end = start + described + body
            if self._filled < end:
                room = max(ROOM, end - reached)
                break
            said = view[start : start + described].tobytes()
            piece = view[start + described : end].tobytes()
            reached = end
            self._take(said, piece)
        if reached or room != len(self._found):
            self._keep(view[reached : self._filled], room)

    def _keep(self, rest: memoryview, room: int) -> None:
        """Keep the beginning of a message, and room for all of it."""
        if room != len(self._found):
            self._found = bytearray(room)
        self._filled = len(rest)
        if rest:
            self._found[: self._filled] = bytes(rest)

    def _take(self, said: bytes, piece: bytes) -> None:
        if not said:
            if piece:
                self._pieces.append(piece)
            else:
                self._pieces.clear()
            if self._begun and self._out:
                self._out(piece)
            return
        outcome = Outcome(**json.loads(said), body=piece, before=tuple(self._pieces))
        if outcome.begins:
            self._pieces, self._begun = [piece], True
            if self._out:
                self._out(outcome)
            return
        self._pieces = []
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(outcome)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell who waits that nothing will come."""
        del exc
        self.open = False
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(GoneError())

    def close(self) -> None:
        """Close the connection at once."""
        if self._transport is not None:
            self._transport.abort()


@dataclass(eq=False, slots=True)
class Worker:
    """A worker process, the connection to it, and how old its data are."""

    pid: int
    line: Line
    age: int

    def kill(self) -> None:
        """End the worker at once, whatever it does."""
        if self.line.open:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self.line.close()
