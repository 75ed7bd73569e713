"""Files are replaced as a whole or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.durable import make_folder, write_whole


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_whole(path, [b"old"])
    write_whole(path, [b"new", b"er"])
    assert path.read_bytes() == b"newer"
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_a_failure_on_the_way_leaves_the_old_content(tmp_path: Path) -> None:
    def breaking() -> Iterator[bytes]:
        yield b"new"
        raise ValueError

    path = tmp_path / "file"
    write_whole(path, [b"old"])
    with pytest.raises(ValueError):  # noqa: PT011 - our own, raised just above
        write_whole(path, breaking())
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_folders_are_made_with_their_parents(tmp_path: Path) -> None:
    for _ in range(2):
        make_folder(tmp_path / "a" / "b" / "c")
    assert (tmp_path / "a" / "b" / "c").is_dir()
