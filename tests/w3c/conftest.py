"""A running server with a scratch store, where the suites may do as they like."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.w3c.client import Client

START = 60  # seconds


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the program with a scratch store; yield its address when it is ready."""
    folder = tmp_path_factory.mktemp("scratch")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    program = str(Path(sys.executable).with_name("querschnitt"))
    command = [program, "serve", "--port", str(port), "--data", str(folder), "--empty", "--scratch"]
    with (folder / "server.log").open("wb") as log, subprocess.Popen(command, stdout=log) as server:
        found = f"http://127.0.0.1:{port}"
        try:
            _await_readiness(found, server)
            yield found
        finally:
            server.terminate()
            server.wait(timeout=30)


def _await_readiness(address: str, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + START
    while True:
        assert server.poll() is None
        try:
            with urlopen(f"{address}/health/live", timeout=10):  # noqa: S310 - always http
                return
        except OSError:
            assert time.monotonic() < end
            time.sleep(0.2)


@pytest.fixture
def client(address: str) -> Iterator[Client]:
    """Return a client of the server with the scratch store, which is empty."""
    found = Client(address)
    found.clear()
    yield found
    found.close()
