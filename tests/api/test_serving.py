"""The real server process: one writer per folder, safe to kill, closed to other machines."""

import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.api.readers import Run, RunJson, open_dataset

PROGRAM = Path(sys.executable).parent / "querschnitt"


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start a server on ``folder``; yield the process and its address once it listens."""
    command = [str(PROGRAM), "serve", "--port", "0", "--data", str(folder), *options]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            yield process, _address(process)
        finally:
            process.terminate()
            process.communicate(timeout=30)


def _address(process: subprocess.Popen[str]) -> str:
    said = ""
    for line in process.stdout or ():
        said += line
        if found := re.search(r"http://\S+:\d+/", line):
            return found[0].rstrip("/")
    pytest.fail(f"no address: {said}")


def fetch(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - always http
        text: str = answer.read().decode("utf-8")
        return text


def test_an_empty_folder_gets_the_built_in_data(tmp_path: Path, run_json: RunJson) -> None:
    folder = tmp_path / "data"
    with serving(folder) as (_, address):
        assert '"revision":1' in fetch(f"{address}/health/ready")
        assert "<table" in fetch(f"{address}/gaps")
        changes = run_json("log", "--data", folder)
    assert [(each["number"], each["source"]) for each in changes] == [(1, "hessen")]


def test_an_empty_folder_stays_empty_for_who_wants_it(tmp_path: Path) -> None:
    with serving(tmp_path / "data", "--empty") as (_, address):
        assert '"revision":0' in fetch(f"{address}/health/ready")
        assert "<h1" in fetch(f"{address}/")
        assert fetch(f"{address}/gaps")


def test_while_a_server_holds_the_folder_others_read_but_do_not_write(
    copy: Path, tmp_path: Path, run: Run
) -> None:
    table = tmp_path / "target-groups.csv"
    table.write_text("id,label_de\nTG-NEW,Neue Zielgruppe\n", encoding="utf-8")
    with serving(copy) as (process, _):
        assert run("log", "--data", copy)[0] == 0
        assert run("findings", "--data", copy)[0] == 0
        assert run("import", table, "--dry-run", "--data", copy)[0] == 0
        code, _, err = run("import", table, "--data", copy)
        assert code == 1
        assert str(process.pid) in err
        code, _, err = run("serve", "--port", "0", "--data", copy)
        assert code == 1
        assert str(process.pid) in err
    assert run("import", table, "--data", copy)[0] == 0


def test_a_killed_server_leaves_everything_as_it_was(copy: Path) -> None:
    with open_dataset(copy) as dataset:
        before = dataset.content_hash()
    with serving(copy) as (process, address):
        fetch(f"{address}/")
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=30)
    with open_dataset(copy) as dataset:
        assert dataset.verify() == []
        assert dataset.content_hash() == before
    with serving(copy) as (_, address):
        assert before[:16] in fetch(f"{address}/health/ready")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])  # noqa: S104
def test_an_address_others_could_reach_is_refused(host: str, tmp_path: Path, run: Run) -> None:
    code, _, err = run("serve", "--host", host, "--data", tmp_path / "data")
    assert code == 1
    assert err.startswith(f"{host} wäre von anderen Rechnern aus erreichbar.")
    assert not (tmp_path / "data").exists()


def test_a_taken_port_is_told_before_any_data_are_touched(
    copy: Path, tmp_path: Path, run: Run
) -> None:
    with serving(copy) as (_, address):
        port = address.rpartition(":")[2]
        code, _, err = run("serve", "--port", port, "--data", tmp_path / "data")
    assert code == 1
    assert port in err
    assert not (tmp_path / "data").exists()


def test_a_reader_who_had_enough_ends_a_command_without_a_word(filled: Path) -> None:
    command = [str(PROGRAM), "export", "--format", "nq", "--data", str(filled)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr is not None
        said = process.stderr.read()
        assert process.wait(timeout=60) == 1
    assert said == b""


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_a_server_ends_when_it_is_asked_to(asked: signal.Signals, copy: Path) -> None:
    with serving(copy) as (process, address):
        fetch(f"{address}/health/live")
        process.send_signal(asked)
        assert process.wait(timeout=30) in {0, -asked}
        assert process.stdout is not None
        assert "Traceback" not in process.stdout.read()
