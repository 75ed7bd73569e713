"""Writing files so that a crash leaves the old content or the new one, never a mixture."""

import os
from collections.abc import Iterable
from pathlib import Path

UNFINISHED = ".new"


def write_whole(path: Path, chunks: Iterable[bytes]) -> None:
    """Put ``chunks`` in place of ``path``: a new file beside it, synced, then renamed.

    Raises ``OSError``; the old content is then untouched and the unfinished file gone.
    """
    unfinished = path.with_name(path.name + UNFINISHED)
    try:
        with unfinished.open("wb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` survive a power failure; raises ``OSError``."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Create ``folder`` and its parents so that they survive a power failure."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)
