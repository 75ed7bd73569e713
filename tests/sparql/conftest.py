"""A running server with the built-in data, tight limits, and those who ask it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from api.tokens import Tokens
from ontology.terms import thing_iri

START = 120  # seconds, on a machine that has other things to do
LIMITS = {"SECONDS": "3", "ROWS": "1000", "BYTES": "200000", "BUDGET": "1000"}


@dataclass(frozen=True)
class Served:
    """A running server: its address, its process, and tokens of who may more."""

    address: str
    pid: int
    folder: Path
    coordinator: str
    representative: str

    def client(self, token: str = "", source: str = "127.0.0.1") -> httpx.Client:
        """Return a client at the loopback address ``source``; each counts as one of its own."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        transport = httpx.HTTPTransport(local_address=source)
        return httpx.Client(base_url=self.address, headers=headers, transport=transport, timeout=60)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Start the program on an empty data folder; yield it when it is ready."""
    with serving(tmp_path_factory.mktemp("served"), LIMITS) as found:
        yield found


@contextmanager
def serving(folder: Path, limits: Mapping[str, str]) -> Iterator[Served]:
    """Start the program on an empty data folder with ``limits`` of queries."""
    tokens = Tokens(folder / "data")
    office = thing_iri("organisation", "O-HMSI-19")
    coordinator = tokens.add("Koordinierung", "coordinator", office, "")
    representative = tokens.add("Ressort", "representative", office, "")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    program = str(Path(sys.executable).with_name("querschnitt"))
    command = [program, "serve", "--port", str(port), "--data", str(folder / "data")]
    given = {f"QUERSCHNITT_QUERY_{name}": value for name, value in limits.items()}
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(
            command, stdout=log, stderr=subprocess.STDOUT, env={**os.environ, **given}
        ) as server,
    ):
        address = f"http://127.0.0.1:{port}"
        try:
            _await_readiness(address, server, folder / "log")
            yield Served(address, server.pid, folder / "data", coordinator, representative)
        finally:
            server.terminate()
            server.wait(timeout=30)


def _await_readiness(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + START
    while True:
        assert server.poll() is None, log.read_text(encoding="utf-8")
        try:
            if httpx.get(f"{address}/health/ready", timeout=30).status_code == 200:
                return
        except httpx.TransportError:
            assert time.monotonic() < end, log.read_text(encoding="utf-8")
            time.sleep(0.2)


@pytest.fixture
def anybody(served: Served) -> Iterator[httpx.Client]:
    """Return a client without a token."""
    with served.client() as client:
        yield client


@pytest.fixture
def coordinator(served: Served) -> Iterator[httpx.Client]:
    """Return a client with the coordinator's token."""
    with served.client(served.coordinator) as client:
        yield client
