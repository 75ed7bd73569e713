"""Whether somebody still waits for an answer that takes long."""

import asyncio
from types import TracebackType
from typing import Self

from starlette.types import Receive

AFTER = 0.5
"""Seconds after which it is worth looking; looking costs as much as a short query."""


class DepartedError(Exception):
    """The client has gone."""


class Attendance:
    """Ends what is done within it when the client goes, by ``DepartedError``.

    The request's body must have been read before.
    """

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._gone = False
        self._doing = asyncio.current_task()
        self._looking: asyncio.Task[None] | None = None

    def __enter__(self) -> Self:
        self._timer = asyncio.get_running_loop().call_later(AFTER, self._look)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        if self._looking is not None:
            self._looking.cancel()
        if self._gone and self._doing is not None and isinstance(error, asyncio.CancelledError):
            self._doing.uncancel()
            raise DepartedError from None

    def _look(self) -> None:
        self._looking = asyncio.get_running_loop().create_task(self._wait())

    async def _wait(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        if self._doing is not None:
            self._gone = True
            self._doing.cancel()
