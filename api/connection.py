"""A connection that who does not read what he asked for loses."""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

UNREAD = 60.0
"""Seconds in which a client must read on; what is held for him is then let go."""


class Connection(HttpToolsProtocol):
    """uvicorn's connection, closed when nothing was read for a while."""

    unread = UNREAD
    _end: asyncio.TimerHandle | None = None

    def pause_writing(self) -> None:
        """Wait for the client, not for ever."""
        super().pause_writing()
        self._wait_for_reading()

    def resume_writing(self) -> None:
        """Go on: the client has read."""
        self._stop_waiting()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the client."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait_for_reading(self) -> None:
        self._left = self.transport.get_write_buffer_size()
        self._end = self.loop.call_later(self.unread, self._look)

    def _look(self) -> None:
        if self.transport.get_write_buffer_size() < self._left:
            self._wait_for_reading()
        else:
            self.transport.abort()

    def _stop_waiting(self) -> None:
        if self._end is not None:
            self._end.cancel()
