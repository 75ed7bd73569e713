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

Out = Callable[[Part], None]
"""Takes an answer that goes out while it is made: an outcome that begins it, then pieces."""


class GoneError(Exception):
    """The worker ended before it answered."""


class Line(asyncio.Protocol):
    """The connection to one worker: a question, then an answer."""

    def __init__(self) -> None:
        self._found = bytearray()
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

    def data_received(self, data: bytes) -> None:
        """Take in a piece of the answer; when it is whole, give it."""
        self._found += data
        while len(self._found) >= HEAD.size:
            described, body = HEAD.unpack_from(self._found)
            start, end = HEAD.size + described, HEAD.size + described + body
            if len(self._found) < end:
                return
            with memoryview(self._found) as view:
                said, piece = view[HEAD.size : start].tobytes(), view[start:end].tobytes()
            del self._found[:end]
            self._take(said, piece)

    def _take(self, said: bytes, piece: bytes) -> None:
        if not said:
            self._pieces = [*self._pieces, piece] if piece else []
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
