"""Damage anywhere before the tail of the log is refused with its place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import DamageError
from graph.frame import HEAD_SIZE, MAGIC, MARK_SIZE
from graph.log import Log
from tests.graph.logs import written
from tests.graph.samples import NOW, accept, measure, opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log" / "changes.qslog"


def test_a_commit_line_of_zeros_before_the_last_record_is_damage(path: Path) -> None:
    ends = written(path, "eins", "zwei")
    whole = path.read_bytes()
    path.write_bytes(whole[: ends[0] - MARK_SIZE] + bytes(MARK_SIZE) + whole[ends[0] :])
    with pytest.raises(DamageError) as caught:
        Log(path)
    assert caught.value.values["offset"] == ends[0] - MARK_SIZE


@given(st.data())
def test_a_flipped_byte_is_refused_with_its_place(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("flip") / "changes.qslog"
    ends = [len(MAGIC), *written(path, "eins", "zwei", "drei")]
    whole = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(whole)
    with pytest.raises(DamageError) as caught:
        Log.for_writing(path, NOW)
    assert path.read_bytes() == whole
    if place >= len(MAGIC):
        start = max(end for end in ends if end <= place)
        offset = caught.value.values["offset"]
        assert isinstance(offset, int)
        assert start <= offset <= place
        text = str(caught.value)
        assert str(path) in text
        assert f"byte {offset}" in text
        assert "found" in text
        assert "expected" in text
        assert "querschnitt check" in text


def test_every_single_byte_counts(path: Path) -> None:
    written(path, "eins", "zwei")
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x20]) + whole[place + 1 :])
        with pytest.raises(DamageError):
            Log(path)


def test_lost_bytes_inside_an_acknowledged_record_are_damage(path: Path) -> None:
    ends = written(path, "eins", "zwei")
    whole = path.read_bytes()
    for place in (ends[0] + 3, ends[0] + HEAD_SIZE + 3):
        path.write_bytes(whole[:place] + whole[place + 1 :])
        with pytest.raises(DamageError):
            Log(path)


def test_a_record_from_another_chain_is_refused(path: Path, tmp_path: Path) -> None:
    ends = written(path, "eins", "zwei")
    other = tmp_path / "other.qslog"
    other_ends = written(other, "eins", "zwei")
    path.write_bytes(path.read_bytes()[: ends[0]] + other.read_bytes()[other_ends[0] :])
    with pytest.raises(DamageError, match="damaged"):
        Log(path)


def test_a_cut_log_is_not_taken_for_an_empty_folder(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        assert data.untouched
        accept(data, measure())
        assert not data.untouched
    log = tmp_path / "log" / "changes.qslog"
    log.write_bytes(log.read_bytes()[:-100])
    with opened(tmp_path, writing=False) as data:
        assert [notice.key for notice in data.verify()] == ["graph.tail"]
    with opened(tmp_path) as data:
        assert data.revision == 0
        assert not data.untouched
