"""A data folder with the built-in data, and readers of it."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from api.app import create_app
from api.cli import main
from api.settings import Settings
from ingest.builtin import builtin_folders
from tests.api.readers import NOW, Reader, Run, RunJson, open_dataset


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with the built-in data; nobody may change it."""
    folder = tmp_path_factory.mktemp("filled")
    tables = [str(path) for path in builtin_folders().values()]
    assert main(["import", *tables, "--data", str(folder)]) == 0
    return folder


@pytest.fixture
def copy(filled: Path, tmp_path: Path) -> Path:
    """Return a data folder with the built-in data that may be changed."""
    return Path(shutil.copytree(filled, tmp_path / "copy"))


@pytest.fixture(scope="session")
def reader(filled: Path) -> Reader:
    """Return a reader of the built-in data."""
    return Reader(create_app(open_dataset(filled), Settings(), lambda: NOW))


@pytest.fixture
def empty_reader(tmp_path: Path) -> Reader:
    """Return a reader of a server without any data."""
    return Reader(create_app(open_dataset(tmp_path / "none"), Settings(), lambda: NOW))


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Return a function that runs a command and returns exit code, output and errors."""

    def running(*arguments: object) -> tuple[int, str, str]:
        capfdbinary.readouterr()
        code = main([str(argument) for argument in arguments])
        said = capfdbinary.readouterr()
        return code, said.out.decode("utf-8"), said.err.decode("utf-8")

    return running


@pytest.fixture
def run_json(run: Run) -> RunJson:
    """Return a function that runs a command with ``--json`` and returns what it says."""

    def running(*arguments: object) -> Any:
        code, out, err = run(*arguments, "--json")
        assert code == 0, err
        return json.loads(out)

    return running
