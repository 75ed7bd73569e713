"""Who waits for an answer: it may go out while it is still being made, and he may leave."""

import asyncio
from collections.abc import Callable
from http import HTTPStatus

from starlette.types import Receive, Send

from api.sparql.echo import headers_in
from graph.foreign.work import Outcome, Part


class Outflow:
    """Sends what it is given as the body of one response; ``head`` tells its headers.

    ``begun`` says that the response has begun: nothing else can be answered any more. ``early``
    says whether it may, before the answer is whole. The request's body must have been read.
    """

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self.early = True
        self.head: Callable[[Outcome], bytes] = lambda _: b""
        self._pieces: asyncio.Queue[bytes] | None = None
        self._going: asyncio.Task[None] | None = None

    @property
    def begun(self) -> bool:
        """Return whether the response has begun."""
        return self._going is not None

    def take(self, part: Part) -> None:
        """Begin the response with an outcome, or go on with a piece of its body."""
        if isinstance(part, Outcome):
            self._pieces = asyncio.Queue()
            self._going = asyncio.get_running_loop().create_task(self._go(self.head(part)))
        if self._pieces is not None:
            self._pieces.put_nowait(part.body if isinstance(part, Outcome) else part)

    async def departure(self) -> None:
        """Return when the client has gone."""
        while (await self._receive())["type"] != "http.disconnect":
            pass

    async def finish(self, rest: bytes) -> None:
        """Send the rest, and return when all is on its way."""
        if self._pieces is not None and self._going is not None:
            if rest:
                self._pieces.put_nowait(rest)
            self._pieces.put_nowait(b"")
            await self._going
            await self._send({"type": "http.response.body", "body": b""})

    def break_off(self) -> None:
        """Send no more: a response that began without an end is an error to who reads it."""
        if self._going is not None:
            self._going.cancel()

    async def _go(self, head: bytes) -> None:
        headers = headers_in(head)
        start = {"type": "http.response.start", "status": HTTPStatus.OK, "headers": headers}
        await self._send(start)
        while self._pieces is not None and (piece := await self._pieces.get()):
            await self._send({"type": "http.response.body", "body": piece, "more_body": True})
