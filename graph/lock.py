"""One writer per data folder: an advisory lock on a file that names its holder."""

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from graph.durable import make_folder
from graph.errors import LockedError, WriteError


class FolderLock:
    """The right to write to a data folder, held until released or until the process ends."""

    def __init__(self, folder: Path) -> None:
        """Take the lock of ``folder``, creating the folder.

        Raises ``LockedError`` when another process or data set holds it, ``WriteError`` when
        the folder cannot be written to.
        """
        path = folder / "lock"
        try:
            make_folder(folder)
            self._file = path.open("a+b", buffering=0)
        except OSError as error:
            raise WriteError("graph.not_writable", file=folder, reason=error.strerror) from error
        try:
            self._take(path)
        except BaseException:
            self._file.close()
            raise

    def _take(self, path: Path) -> None:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._file.seek(0)
            holder = self._file.read().decode("ascii", "replace").strip() or "?"
            raise LockedError("graph.locked", file=path, pid=holder) from error
        with suppress(OSError):  # a full disk must not keep the holder's name from being optional
            self._file.truncate(0)
            self._file.write(b"%d\n" % os.getpid())

    def release(self) -> None:
        """Give the lock back; the file stays, since removing it would let two hold it."""
        if not self._file.closed:
            with suppress(OSError):
                self._file.truncate(0)
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()
