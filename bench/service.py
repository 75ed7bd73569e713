"""The SPARQL service beside ``oxigraph serve`` on the same data, asked by wrk over loopback."""

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from itertools import count
from pathlib import Path
from secrets import token_bytes
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlsplit

import httpx

from bench.figures import Figure
from bench.generator import generate
from bench.overhead import overhead
from graph.dataset import Dataset
from graph.store import VIEWS

SECONDS = 2
ROUNDS = 5
"""How often each is asked in turn with its peer; the median counts."""
START = 600  # seconds
POINT = "SELECT ?p ?o WHERE { <%s> ?p ?o }"
LABELS = "SELECT ?s ?l WHERE { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?l } LIMIT 10000"
ANOTHER = """number = 0
request = function()
  number = number + 1
  return wrk.format("GET", "%s%%23%d.%d." .. number)
end"""
"""Asks the same with another comment each time, so that no cache knows it."""
DEADLY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
JSON = "application/sparql-results+json"
NUMBERS = count()
UNLIMITED = {"QUERSCHNITT_QUERY_BUDGET": "1000000", "QUERSCHNITT_QUERY_WAITING": "1000"}


@dataclass(frozen=True, slots=True)
class Load:
    """What wrk measured: seconds for each answer, and the 99th percentile of them."""

    each: float
    slow: float


def measured(scale: int, day: date) -> list[Figure]:
    """Return the figures of one scale; raises ``AssertionError`` where the answers differ."""
    if shutil.which("wrk") is None:
        print("service: not measured, wrk is not installed")
        return []
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        thing = _filled(folder / "data", scale, day)
        with _ours(folder / "data") as own, _peer(folder) as peer:
            name = f"scale {scale}"
            found = [*_figures(name, (own, peer), thing), _beside_the_deadly(name, own, thing)]
        return [*found, overhead(name, folder / "data", POINT % thing, day)]


def _figures(name: str, both: tuple[str, str], thing: str) -> Iterator[Figure]:
    point, labels = POINT % thing, LABELS
    for query in (point, labels):
        counts = [_rows(address, query) for address in both]
        assert counts[0] == counts[1]
    cases = [
        ("point", point, 8, True, 0.15),
        ("point", point, 8, False, 1.0),
        ("labels", labels, 1, True, 0.9),
        ("labels", labels, 1, False, 10.0),
        ("point 64", point, 64, False, None),
    ]
    for question, query, clients, fresh, least in cases:
        ours, theirs = _in_turn(
            *(partial(_load, address, query, clients, fresh=fresh) for address in both)
        )
        kind = "" if fresh else " kept"
        rows = _rows(both[0], query)
        yield Figure(name, question + kind, rows, ours.each, "oxigraph", theirs.each, least=least)
        if question == "point 64":
            yield Figure(name, "p99 kept", rows, ours.slow, "oxigraph", theirs.slow, most=0.01)


def _in_turn(one: Callable[[], Load], other: Callable[[], Load]) -> tuple[Load, Load]:
    """Return the medians of both, measured by turns: a machine is not always equally fast."""
    rounds = [(one(), other()) for _ in range(ROUNDS)]
    first, second = (
        Load(median(load.each for load in loads), median(load.slow for load in loads))
        for loads in zip(*rounds, strict=True)
    )
    return first, second


def _beside_the_deadly(name: str, address: str, thing: str) -> Figure:
    """Return the 99th percentile of others while somebody asks queries of death, and without."""
    asking = partial(_load, address, POINT % thing, 8, fresh=True)

    def beside() -> Load:
        with _asked_to_death(address):
            return asking()

    def without() -> Load:
        asking()  # the workers are new ones, and have to get at their data first
        return asking()

    meanwhile, alone = _in_turn(beside, without)
    return Figure(name, "p99 death", 0, meanwhile.slow, "alone", alone.slow, least=0.5)


@contextmanager
def _asked_to_death(address: str) -> Iterator[None]:
    """Let somebody ask queries of death, six at once and again when one is answered."""
    ended, lines = threading.Event(), list[socket.socket]()
    threads = [threading.Thread(target=_kill, args=(address, ended, lines)) for _ in range(6)]
    for thread in threads:
        thread.start()
    time.sleep(1)
    yield
    ended.set()
    for line in lines:
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
    for thread in threads:
        thread.join()
    time.sleep(1)


def _kill(address: str, ended: threading.Event, lines: list[socket.socket]) -> None:
    there = urlsplit(address)
    text = f"GET {there.path}?query={quote(DEADLY)} HTTP/1.0\r\nHost: {there.netloc}\r\n\r\n"
    while not ended.is_set():
        to = (there.hostname or "", there.port or 0)
        with (
            socket.create_connection(to, source_address=("127.0.0.3", 0)) as line,
            suppress(OSError),
        ):
            lines.append(line)
            line.sendall(text.encode())
            while line.recv(4096):
                pass


def _filled(folder: Path, scale: int, day: date) -> str:
    """Fill a data folder; return a thing that has statements."""
    with Dataset.open(
        folder, clock=lambda: datetime.now(UTC), salt=token_bytes, valid_on=day, writing=True
    ) as dataset:
        dataset.accept(dataset.difference(generate(scale)), "bench", "made up", "bench")
        lines = [line for view in VIEWS for line in dataset.store.lines(graph=view)]
        triples = "".join(f"{line.rsplit(' ', 2)[0]} .\n" for line in lines)
        (folder / "views.nt").write_text(triples, encoding="utf-8")
        rows = dataset.store.select("SELECT ?m { ?m a qs:Measure } ORDER BY ?m LIMIT 1")
        return str(rows[0]["m"])


@contextmanager
def _ours(folder: Path) -> Iterator[str]:
    port = _free_port()
    program = str(Path(sys.executable).with_name("querschnitt"))
    command = [program, "serve", "--port", str(port), "--data", str(folder)]
    environment = {**os.environ, **UNLIMITED}
    with _served(command, f"http://127.0.0.1:{port}/health/live", environment):
        # What the server works out at its start would otherwise be measured too.
        httpx.get(f"http://127.0.0.1:{port}/api/v1/findings?limit=1", timeout=START)
        yield f"http://127.0.0.1:{port}/sparql"


@contextmanager
def _peer(folder: Path) -> Iterator[str]:
    port = _free_port()
    program = str(Path(sys.executable).with_name("oxigraph"))
    address = f"http://127.0.0.1:{port}"
    with _served([program, "serve", "--bind", f"127.0.0.1:{port}"], f"{address}/query", os.environ):
        content = (folder / "data" / "views.nt").read_bytes()
        sent = httpx.post(
            f"{address}/store?default",
            content=content,
            headers={"Content-Type": "application/n-triples"},
            timeout=START,
        )
        assert sent.is_success
        yield f"{address}/query"


@contextmanager
def _served(
    command: list[str], address: str, environment: "os._Environ[str] | dict[str, str]"
) -> Iterator[None]:
    with subprocess.Popen(  # noqa: S603 - the two servers that are measured
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            end = time.monotonic() + START
            while not _answers(address):
                assert server.poll() is None
                assert time.monotonic() < end
                time.sleep(0.2)
            yield
        finally:
            server.terminate()


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=START).status_code < 500
    except httpx.TransportError:
        return False


def _rows(address: str, query: str) -> int:
    answer = httpx.get(address, params={"query": query}, headers={"Accept": JSON}, timeout=START)
    return len(answer.json()["results"]["bindings"])


def _load(address: str, query: str, clients: int, *, fresh: bool) -> Load:
    path = f"/{address.rsplit('/', 1)[1]}?query={quote(query)}"
    with TemporaryDirectory() as name:
        script = Path(name, "ask.lua")
        unique = (path, os.getpid(), next(NUMBERS))
        script.write_text(ANOTHER % unique if fresh else "", encoding="utf-8")
        command = [
            "wrk",
            "-t1",
            f"-c{clients}",
            f"-d{SECONDS}s",
            "--latency",
            "-H",
            f"Accept: {JSON}",
        ]
        where = f"{address.rsplit('/', 1)[0]}{path}"
        done = subprocess.run(  # noqa: S603 - a tool that asks our own servers
            [*command, "-s", str(script), where], capture_output=True, text=True, check=True
        )
    assert "Non-2xx" not in done.stdout, done.stdout
    rate = float(re.findall(r"Requests/sec:\s+([\d.]+)", done.stdout)[0])
    times = {
        share: _seconds(text) for share, text in re.findall(r"(\d+)%\s+([\d.]+\w+)", done.stdout)
    }
    return Load(1 / rate, times["99"])


def _seconds(text: str) -> float:
    number, unit = re.findall(r"([\d.]+)(\w+)", text)[0]
    return float(number) * {"us": 1e-6, "ms": 1e-3, "s": 1, "m": 60}[unit]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
