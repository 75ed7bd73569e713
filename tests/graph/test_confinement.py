"""A worker computes and speaks on the sockets it has; the kernel refuses everything else."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from platform import machine

import pytest

from graph.foreign.confinement import CALLS, confine

# The child does nothing but the act and its report, so threads of the tests cannot matter.
pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
MEMORY = 256 * 2**20
linux = pytest.mark.skipif(
    sys.platform != "linux" or machine() not in CALLS, reason="not run: no seccomp filter here"
)


def confined(act: Callable[[], object]) -> str:
    """Return which error ``act`` ends with in a confined process; empty if it succeeds."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        said = "not offline"
        try:
            if confine(MEMORY):
                said = ""
                act()
        except BaseException as error:
            said = type(error).__name__
        finally:
            os.write(writing, said.encode())
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        text = told.read()
    os.waitpid(pid, 0)
    return text


def fill_memory() -> object:
    return bytearray(2 * MEMORY)


@linux
@pytest.mark.parametrize(
    ("act", "error"),
    [
        (socket.socket, "PermissionError"),
        (lambda: socket.create_connection(("127.0.0.1", 9)), "PermissionError"),
        (lambda: os.execv("/bin/true", ["true"]), "PermissionError"),  # noqa: S606 - it must not
        (lambda: subprocess.run(["/bin/true"], check=True), "PermissionError"),
        (fill_memory, "MemoryError"),
        (lambda: sum(range(1000)), ""),
    ],
)
def test_only_computing_is_left(act: Callable[[], object], error: str) -> None:
    assert confined(act) == error


@linux
def test_no_file_is_written(tmp_path: Path) -> None:
    assert confined(lambda: (tmp_path / "x").write_text("x" * 10)) in {"OSError", ""}
    assert (tmp_path / "x").stat().st_size == 0
