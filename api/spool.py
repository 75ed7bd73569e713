"""Bytes kept for readers in a file that nobody else sees and that goes when it is not needed."""

import weakref
from collections.abc import Iterator
from http import HTTPStatus
from tempfile import TemporaryFile
from threading import Lock
from typing import IO

from api.problems import ProblemError

CHUNK = 1 << 18  # bytes in memory per reader


def no_room(error: OSError) -> ProblemError:
    """Return the problem that a spool cannot be written because of ``error``."""
    status = HTTPStatus.INSUFFICIENT_STORAGE
    return ProblemError("api.no_room", status, {"reason": error.strerror})


class Spool:
    """A temporary file; several readers may read at once, each from its own place.

    Raises ``OSError`` when there is no room for it.
    """

    def __init__(self) -> None:
        self.file: IO[bytes] = TemporaryFile()  # noqa: SIM115 - closed when nobody has the spool any more
        self._lock = Lock()
        weakref.finalize(self, self.file.close)

    @property
    def size(self) -> int:
        """Return how many bytes there are."""
        with self._lock:
            return self.file.seek(0, 2)

    def append(self, content: bytes) -> None:
        """Add ``content`` at the end."""
        with self._lock:
            self.file.seek(0, 2)
            self.file.write(content)

    def chunks(self, start: int, size: int) -> Iterator[bytes]:
        """Return ``size`` bytes from ``start`` on, piece by piece."""
        for place in range(start, start + size, CHUNK):
            with self._lock:
                self.file.seek(place)
                part = self.file.read(min(CHUNK, start + size - place))
            yield part
