"""The change log's file: torn tails, damage, erasing, disks that refuse."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from graph.errors import DamageError, WriteError
from graph.frame import HEAD_SIZE, MAGIC, MARK_SIZE
from graph.log import Log
from graph.record import AUTHOR, MESSAGE, NO_PARENT
from tests.graph.logs import append, written
from tests.graph.samples import NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log" / "changes.qslog"


def test_a_missing_file_is_an_empty_log(path: Path) -> None:
    log = Log(path)
    assert (log.number, log.head, list(log.records())) == (0, NO_PARENT, [])
    assert not path.parent.exists()


def test_records_come_back_in_order_and_chained(path: Path) -> None:
    written(path, "eins", "zwei", "drei")
    log = Log(path)
    records = list(log.records())
    assert [record.number for record in records] == [1, 2, 3]
    assert [record.parent for record in records] == [NO_PARENT, records[0].hash, records[1].hash]
    assert (log.number, log.head) == (3, records[2].hash)


def test_the_file_names_its_format_and_can_be_read_by_people(path: Path) -> None:
    written(path, "Grüße")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "querschnitt-log 1"
    assert lines[1].startswith("record 0000000001 ")
    assert lines[-1].startswith("commit 0000000001 ")
    assert any(line.endswith('"Grüße"') for line in lines)


def test_another_format_is_refused_by_name(path: Path) -> None:
    written(path, "eins")
    path.write_bytes(path.read_bytes().replace(b"querschnitt-log 1", b"querschnitt-log 2"))
    with pytest.raises(DamageError, match=r"querschnitt-log 2.*expected.*querschnitt-log 1"):
        Log(path)


def test_a_log_cut_anywhere_in_its_last_records_opens_to_the_last_whole_one(path: Path) -> None:
    ends = [len(MAGIC), *written(path, "eins", "zwei", "drei")]
    whole = path.read_bytes()
    for size in range(ends[1], ends[3] + 1):
        path.write_bytes(whole[:size])
        number = sum(end <= size for end in ends) - 1
        assert Log(path).number == number
        log, notices = Log.for_writing(path, NOW)
        assert log.number == number
        assert path.read_bytes() == whole[: ends[number]]
        assert [notice.key for notice in notices] == ["graph.torn_tail"] * (size != ends[number])
        for torn in path.parent.glob("*.torn"):
            assert torn.read_bytes() == whole[ends[number] : size]
            torn.unlink()


def test_a_torn_tail_is_set_aside_and_reported(path: Path) -> None:
    ends = written(path, "eins", "zwei")
    os.truncate(path, ends[1] - 1)
    _, (notice,) = Log.for_writing(path, NOW)
    torn = path.with_name("changes.20141124T093000.000Z.torn")
    assert notice.values == {
        "file": path, "torn": torn, "bytes": ends[1] - 1 - ends[0], "number": 1
    }  # fmt: skip
    assert str(torn) in notice.text("de")
    assert torn.stat().st_size == ends[1] - 1 - ends[0]


def test_two_torn_tails_of_the_same_moment_are_both_kept(path: Path) -> None:
    (end,) = written(path, "eins")
    for _ in range(2):
        with path.open("ab") as file:
            file.write(b"record")
        Log.for_writing(path, NOW)
    assert sorted(file.name for file in path.parent.glob("*.torn")) == [
        "changes.20141124T093000.000Z-2.torn",
        "changes.20141124T093000.000Z.torn",
    ]
    assert path.stat().st_size == end


def test_a_reader_leaves_a_torn_tail_alone(path: Path) -> None:
    ends = written(path, "eins", "zwei")
    os.truncate(path, ends[1] - 1)
    assert Log(path).number == 1
    assert path.stat().st_size == ends[1] - 1


@pytest.mark.parametrize("zeros", [1, HEAD_SIZE, 5000])
def test_zeros_that_a_power_failure_left_at_the_end_are_a_torn_tail(path: Path, zeros: int) -> None:
    (end,) = written(path, "eins")
    with path.open("ab") as file:
        file.write(bytes(zeros))
    log, notices = Log.for_writing(path, NOW)
    assert (log.number, len(notices), path.stat().st_size) == (1, 1, end)


def test_a_record_whose_commit_line_is_still_zeros_is_a_torn_tail(path: Path) -> None:
    ends = written(path, "eins", "zwei")
    whole = path.read_bytes()
    path.write_bytes(whole[:-MARK_SIZE] + bytes(MARK_SIZE))
    log, notices = Log.for_writing(path, NOW)
    assert (log.number, len(notices), path.stat().st_size) == (1, 1, ends[0])


def test_writing_goes_on_after_a_torn_tail(path: Path) -> None:
    ends = written(path, "eins", "zwei")
    os.truncate(path, ends[1] - 5)
    log, _ = Log.for_writing(path, NOW)
    append(log, "anders")
    assert [record.number for record in Log(path).records()] == [1, 2]


def test_an_open_log_reads_what_it_has_appended_itself(path: Path) -> None:
    log, _ = Log.for_writing(path, NOW)
    first = append(log, "eins")
    assert list(log.records()) == [first]
    assert append(log, "zwei").parent == first.hash


def test_a_reader_sees_only_what_was_there_when_it_opened(path: Path) -> None:
    log, _ = Log.for_writing(path, NOW)
    append(log, "eins")
    reader = Log(path)
    append(log, "zwei")
    assert [record.number for record in reader.records()] == [1]


def test_erasing_keeps_the_chain_and_leaves_no_trace_of_the_text(path: Path) -> None:
    ends = written(path, "eins", "ein Geheimnis", "noch ein Geheimnis")
    os.truncate(path, ends[2] - 1)
    Log.for_writing(path, NOW)
    with path.open("ab") as tail:
        tail.write(b'message 00 "ein Geheimnis')
    log, _ = Log.for_writing(path, NOW)
    before = [record.hash for record in log.records()]
    salt = next(leaf.salt for leaf in list(log.records())[1].leaves() if leaf.role == MESSAGE)
    count = log.erase(lambda record, leaf: record.number == 2 and leaf.role == MESSAGE)
    assert count == 1
    again = list(Log(path).records())
    assert [record.hash for record in again] == before
    assert [record.computed_hash() for record in again] == before
    for file in path.parent.iterdir():
        content = file.read_bytes()
        assert b"Geheimnis" not in content
        assert salt.encode() not in content
    assert append(log, "drei").parent == before[-1]
    assert Log(path).number == 3


def test_erasing_twice_counts_once(path: Path) -> None:
    written(path, "eins", "zwei")
    log, _ = Log.for_writing(path, NOW)
    assert log.erase(lambda _, leaf: leaf.role == AUTHOR) == 2
    assert log.erase(lambda _, leaf: leaf.role == AUTHOR) == 0


def test_an_unfinished_erasing_is_cleared_away(path: Path) -> None:
    written(path, "eins")
    left = path.with_name("changes.qslog.new")
    left.write_bytes(b"half")
    log, notices = Log.for_writing(path, NOW)
    assert not left.exists()
    assert (log.number, notices) == (1, ())


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(WriteError, match="file"):
        Log.for_writing(tmp_path / "file" / "log" / "changes.qslog", NOW)


def test_a_log_that_is_a_folder_is_refused(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(DamageError, match="cannot be read"):
        Log(path)


# A limit on the size of files stands for a full disk: it needs no rights and no disk to fill.
FULL_DISK = """
    import resource, secrets, sys
    from pathlib import Path
    from graph.errors import WriteError
    from graph.log import Log
    from tests.graph.logs import entry
    from tests.graph.samples import NOW

    path = Path(sys.argv[1])
    log, _ = Log.for_writing(path, NOW)
    size = path.stat().st_size
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    for room in range(0, 1600, 37):
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, limits[1]))
        try:
            log.append(entry("x" * 1000), NOW, secrets.token_bytes)
        except WriteError as error:
            assert str(path) in str(error), error
        else:
            break
        assert path.stat().st_size == size
        assert (log.number, Log(path).number) == (1, 1)
    else:
        raise AssertionError("it never had enough room")
    print(room, log.number, Log(path).number)
"""


def test_a_full_disk_leaves_nothing_half_written_and_writing_goes_on_later(path: Path) -> None:
    written(path, "eins")
    program = textwrap.dedent(FULL_DISK)
    answer = subprocess.check_output([sys.executable, "-W", "error", "-c", program, path])
    room, own, read = map(int, answer.split())
    assert room > 1000
    assert own == read == 2


def test_a_record_is_on_disk_before_its_commit_line_and_that_before_the_answer(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (start,) = written(path, "eins")
    log, _ = Log.for_writing(path, NOW)
    synced: list[int] = []
    sync = os.fsync

    def watched(handle: int) -> None:
        synced.append(path.stat().st_size)
        sync(handle)

    monkeypatch.setattr(os, "fsync", watched)
    append(log, "zwei")
    end = path.stat().st_size
    assert synced == [end - MARK_SIZE, end]
    assert start < synced[0]
