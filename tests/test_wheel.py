"""What we ship works: the wheel, alone in an empty environment, serves its pages."""

import re
import socket
import subprocess
import sys
import tarfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
UV = str(Path(sys.executable).parent / "uv")
START = 120.0  # seconds until the server has to be ready, on a slow and busy machine


def uv(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [UV, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the source distribution, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    python = ("--python", sys.executable, "--no-build-isolation")
    built = uv("build", "--quiet", "--offline", *python, "--out-dir", folder)
    assert built.returncode == 0, built.stderr
    return folder


@pytest.fixture(scope="module")
def alone(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the programs of an environment that holds the wheel and what it asks for."""
    environment = tmp_path_factory.mktemp("alone") / "environment"
    made = uv("venv", "--quiet", "--python", sys.executable, environment)
    assert made.returncode == 0, made.stderr
    wheel = next(dist.glob("*.whl"))
    what = ("--python", environment, "--constraint", "requirements.lock", wheel)
    installed = uv("pip", "install", "--quiet", "--offline", *what)
    if installed.returncode != 0:  # nothing of it was fetched on this machine before
        installed = uv("pip", "install", "--quiet", *what)
    assert installed.returncode == 0, installed.stderr
    return environment / "bin"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def fetch(address: str) -> tuple[int, str]:
    """Return status and text of an address of our own server; 0 while nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - always http
            return answer.status, answer.read().decode("utf-8")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode("utf-8")
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return 0, ""


@contextmanager
def serving(programs: Path, folder: Path) -> Iterator[str]:
    """Start the installed server on an empty data folder; yield its address when it is ready."""
    port = free_port()
    log = folder / "server.log"
    command = [str(programs / "querschnitt"), "serve", "--host", "127.0.0.1", "--port", str(port)]
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [*command, "--data", str(folder / "data")],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as server,
    ):
        address = f"http://127.0.0.1:{port}"
        end = time.monotonic() + START
        try:
            while fetch(f"{address}/health/ready")[0] != 200:
                assert server.poll() is None, f"stopped: {log.read_text(encoding='utf-8')}"
                assert time.monotonic() < end, f"not ready: {log.read_text(encoding='utf-8')}"
                time.sleep(0.2)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=30)


def test_the_wheel_alone_serves_the_gap_map(alone: Path, tmp_path: Path) -> None:
    with serving(alone, tmp_path) as address:
        status, page = fetch(f"{address}/gaps")
        editor = fetch(f"{address}/static/yasgui.min.js")
    assert status == 200, page
    assert "<table" in page
    assert editor[0] == 200


def test_the_folder_names_belong_to_us_alone(alone: Path, tmp_path: Path) -> None:
    question = (
        "from importlib.metadata import packages_distributions as owners;"
        "print([owners()[room] for room in ('api', 'graph', 'ingest', 'ontology', 'viz')])"
    )
    answer = subprocess.run(
        [str(alone / "python"), "-c", question],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip() == str([["querschnitt"]] * 5)


def test_the_wheel_holds_every_file_of_the_five_folders(dist: Path) -> None:
    with zipfile.ZipFile(next(dist.glob("*.whl"))) as archive:
        names = {name for name in archive.namelist() if not name.endswith("/")}
    ours = {
        path.relative_to(ROOT).as_posix()
        for room in ("api", "graph", "ingest", "ontology", "viz")
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert ours - names == set()
    rest = {name for name in names - ours if not re.match(r"querschnitt-[^/]+\.dist-info/", name)}
    assert rest == set()


def test_the_source_distribution_can_be_checked_by_who_gets_it(dist: Path) -> None:
    with tarfile.open(next(dist.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    expected = {"Makefile", "LICENSE", "requirements.lock", "tests/conftest.py", ".ci/run"}
    assert expected - names == set()
