"""A file is there whole or not at all."""

from pathlib import Path

import pytest

from ingest.output import write_whole


def test_a_new_file_replaces_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.csv"
    write_whole(path, b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert [found.name for found in path.parent.iterdir()] == ["a.csv"]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.mkdir()  # cannot be replaced by a file
    with pytest.raises(IsADirectoryError):
        write_whole(path, b"new")
    assert [found.name for found in tmp_path.iterdir()] == ["a.csv"]
