"""The log tells what happened; the check finds what should not have."""

from pathlib import Path

import pytest

from tests.api.readers import Run, RunJson

LOG = Path("log", "changes.qslog")


def test_the_log_tells_the_newest_change_first(
    copy: Path, tmp_path: Path, run: Run, run_json: RunJson
) -> None:
    table = tmp_path / "target-groups.csv"
    table.write_text("id,label_de\nTG-NEW,Neue Zielgruppe\n", encoding="utf-8")
    assert run("import", table, "--data", copy)[0] == 0
    changes = run_json("log", "--data", copy)
    assert [each["number"] for each in changes] == [2, 1]
    assert changes[0]["parent"] == changes[1]["hash"]
    assert len(run_json("log", "--limit", "1", "--data", copy)) == 1
    out = run("log", "--data", copy)[1].splitlines()
    assert out[0].startswith("Nr.")
    assert [line.split()[0] for line in out[1:]] == ["2", "1"]


def test_the_check_prints_the_content_hash(filled: Path, run: Run) -> None:
    code, out, err = run("check", "--data", filled, "--lang=en")
    assert (code, err) == (0, "")
    assert "content hash " in out
    assert out.endswith("Log, store and data are sound.\n")


@pytest.mark.parametrize("command", ["check", "log", "serve", "export", "findings"])
def test_a_damaged_log_is_told_with_its_place_and_left_alone(
    command: str, copy: Path, run: Run
) -> None:
    path = copy / LOG
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    options = ["--port", "0"] if command == "serve" else []
    code, _, err = run(command, *options, "--data", copy)
    assert code == 1
    assert "changes.qslog" in err
    assert "Byte" in err
    assert path.read_bytes() == bytes(content)


def test_an_unfinished_last_record_is_set_aside_and_told(
    copy: Path, tmp_path: Path, run: Run
) -> None:
    with (copy / LOG).open("ab") as file:
        file.write((copy / LOG).read_bytes()[8:200])
    table = tmp_path / "target-groups.csv"
    table.write_text("id,label_de\nTG-NEW,Neue Zielgruppe\n", encoding="utf-8")
    code, _, err = run("import", table, "--data", copy)
    assert code == 0
    assert ".torn" in err
    assert list((copy / "log").glob("*.torn"))


def test_a_setting_that_cannot_be_used_is_told(
    run: Run, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUERSCHNITT_LANG", "fr")
    code, _, err = run("log", "--data", filled)
    assert code == 2
    assert "QUERSCHNITT_LANG" in err


def test_the_data_folder_may_come_from_a_setting(
    run: Run, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUERSCHNITT_DATA", str(filled))
    monkeypatch.setenv("QUERSCHNITT_LANG", "en")
    code, out, _ = run("log")
    assert code == 0
    assert out.startswith("no.")
