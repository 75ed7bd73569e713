"""A workbook of answers: texts stay texts, the same answers are the same bytes."""

import io

from openpyxl import load_workbook

from ingest.sheetfile import workbook

TABLE = (
    ("name", "number", "true"),
    [("=1+1", 3, True), ("+49 611", 2.5, False), (None, "", "\x00a")],
)


def test_what_begins_like_a_formula_stays_a_text() -> None:
    book = load_workbook(io.BytesIO(workbook({"answers": TABLE})))
    sheet = book["answers"]
    assert [cell.data_type for cell in sheet["A"]] == ["s", "s", "s", "n"]
    assert [cell.value for cell in sheet[2]] == ["=1+1", 3, True]
    assert sheet["C4"].value == "a"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:C4")


def test_very_long_texts_are_cut_to_what_a_cell_holds() -> None:
    book = load_workbook(io.BytesIO(workbook({"long": (("text",), [("x" * 40_000,)])})))
    assert len(str(book["long"]["A2"].value)) == 32_767


def test_an_empty_table_has_its_headings() -> None:
    book = load_workbook(io.BytesIO(workbook({"none": (("a", "b"), [])})))
    assert [cell.value for cell in book["none"][1]] == ["a", "b"]
