"""One writer per data folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph.errors import LockedError, WriteError
from graph.lock import FolderLock

HOLD = """
import sys
from pathlib import Path
from graph.lock import FolderLock
with FolderLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LockedError, match=f"pid {holder.pid}.*Reading works"):
            FolderLock(tmp_path)
        holder.kill()
        holder.wait()
        FolderLock(tmp_path).release()


def test_the_same_process_cannot_take_it_twice(tmp_path: Path) -> None:
    with (
        FolderLock(tmp_path),
        pytest.raises(LockedError, match=str(os.getpid())),
        FolderLock(tmp_path),
    ):
        pass


def test_a_released_lock_can_be_taken_again(tmp_path: Path) -> None:
    for _ in range(2):
        with FolderLock(tmp_path / "new" / "folder"):
            pass


def test_releasing_twice_does_no_harm(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    lock.release()
    lock.release()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(WriteError, match="file"):
        FolderLock(tmp_path / "file")
