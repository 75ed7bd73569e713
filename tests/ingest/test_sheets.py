"""Files become rows that know where they stand."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from ingest.sheets import read_files, table_files

Written = Callable[..., Path]


def test_the_name_before_the_first_dot_is_the_table(written: Written) -> None:
    found = read_files([written("statements.handout.csv", "subject,relation,object\nB,berät,O\n")])
    assert [row.table.name for row in found.rows] == ["statements"]
    assert found.complete


def test_a_row_knows_file_line_and_the_heading_as_written(written: Written) -> None:
    text = "\nKennung;Bezeichnung *;im Handlungsfeld\n\nM-1;Eins;F-1\n;;\nM-2;Zwei;F-1\n"
    found = read_files([written("massnahmen.csv", text, "cp1252")])
    assert found.faults == ()
    assert [row.place.line for row in found.rows] == [4, 6]
    assert found.rows[1].cells == {"id": "M-2", "title": "Zwei", "fields": "F-1"}
    assert found.rows[1].place_of("title").text("de") == (
        "massnahmen.csv, Zeile 6, Spalte „Bezeichnung *“"
    )


def test_a_folder_is_read_in_order_without_what_is_no_table(written: Written) -> None:
    names = ["b.csv", "a.xlsx", "left_out.csv", "README.csv", "_x.csv", ".x.csv", "~$a.xlsx",
             "dump.trig", "notes.txt", "C.CSV"]  # fmt: skip
    paths = [written(name, "id\n") for name in names]
    assert [path.name for path in table_files(paths[0].parent)] == ["C.CSV", "a.xlsx", "b.csv"]


def test_dumps_are_not_for_this_room(written: Written) -> None:
    found = read_files([written("dump.trig", "")])
    assert (found.rows, found.faults) == ((), ())
    assert read_files([written("x.nq", "").parent]).faults == ()


def test_a_folder_without_tables_is_told(tmp_path: Path) -> None:
    (fault,) = read_files([tmp_path]).faults
    assert fault.key == "ingest.empty_folder"


@pytest.mark.parametrize("name", ["fehlt.csv", "fehlt.xlsx"])
def test_a_missing_file_is_told(tmp_path: Path, name: str) -> None:
    (fault,) = read_files([tmp_path / name]).faults
    assert (fault.file, fault.key) == (name, "ingest.missing_file")


def test_another_format_is_told_with_what_is_expected(written: Written) -> None:
    (fault,) = read_files([written("tabelle.xls", "")]).faults
    assert ".xlsx" in fault.text("de")


def test_a_broken_csv_is_told_with_the_line_where_it_breaks(written: Written) -> None:
    text = 'id,title,fields\nM-1,a,F-1\nM-2,"offen,F-1\nM-3,c,F-1\n'
    found = read_files([written("measures.csv", text)])
    assert [(fault.key, fault.line) for fault in found.faults] == [("ingest.broken_csv", 3)]
    assert not found.complete


def test_an_empty_file_and_a_table_of_no_known_name_are_told(written: Written) -> None:
    (empty,) = read_files([written("measures.csv", "")]).faults
    (unknown,) = read_files([written("masnahmen.csv", "id,titel\n")]).faults
    assert empty.key == "ingest.no_rows"
    assert (unknown.key, unknown.suggestion) == ("ingest.unknown_table", "measures")


def test_a_value_without_a_heading_above_it_is_told(written: Written) -> None:
    text = "id,title,fields\nM-1,Eins, und mehr,F-1\n"
    (fault,) = read_files([written("measures.csv", text)]).faults
    assert (fault.key, fault.line, fault.value) == ("ingest.cell_without_heading", 2, "F-1")


def test_too_many_rows_are_refused_with_a_message(written: Written) -> None:
    text = "id,label_de\n" + "T-1,x\n" * 200_001
    (fault,) = read_files([written("target-groups.csv", text)]).faults
    assert (fault.key, fault.line) == ("ingest.too_large", 200_001)
    assert "200000" in fault.text("de")


def test_too_many_columns_are_refused_with_a_message(written: Written) -> None:
    (fault,) = read_files([written("measures.csv", ",".join(["id"] * 201))]).faults
    assert fault.key == "ingest.too_large"


def test_blanks_that_nobody_sees_are_no_part_of_a_value(written: Written) -> None:
    (row,) = read_files(
        [written("lines.csv", "id,title\n\ufeffL-1\u200b,\u00a0a \u2009b\u2003\n")]
    ).rows
    assert row.cells == {"id": "L-1", "title": "a \u2009b"}


def test_a_workbook_has_a_table_in_each_sheet(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = "Maßnahmen"
    book.worksheets[0].append(["Kennung", "Bezeichnung", "im Handlungsfeld"])
    book.worksheets[0].append(["M-1", "Eins", "F-1"])
    fields = book.create_sheet("fields of action")
    fields.append(["identifier", "label", "in field scheme", "official order"])
    fields.append(["F-1", "Sprache", "S-1", 1])
    book.create_sheet("Tabelle3")
    book.create_sheet("Anleitung").append(["irgendein Text"])
    book.save(tmp_path / "lieferung.xlsx")
    found = read_files([tmp_path / "lieferung.xlsx"])
    assert found.faults == ()
    assert [(row.table.name, row.place.sheet, row.place.line) for row in found.rows] == [
        ("measures", "Maßnahmen", 2),
        ("fields", "fields of action", 2),
    ]


def test_the_only_sheet_of_a_workbook_may_be_known_by_the_name_of_the_file(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["id", "title", "fields"])
    book.worksheets[0].append(["M-1", "Eins", "F-1"])
    book.save(tmp_path / "measures.xlsx")
    assert [row.table.name for row in read_files([tmp_path / "measures.xlsx"]).rows] == ["measures"]


def test_a_cell_that_cannot_be_read_is_told_with_its_place(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = "measures"
    book.worksheets[0].append(["id", "title", "fields"])
    book.worksheets[0].append(["M-1", "=A1", "F-1"])
    book.save(tmp_path / "x.xlsx")
    (fault,) = read_files([tmp_path / "x.xlsx"]).faults
    assert fault.text("en").startswith("x.xlsx, sheet “measures”, line 2, column “title”: The form")
