"""Answers as a workbook: one sheet for each table, ready to be filtered."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

WIDEST = 60  # characters of a column
LONGEST = 32_767  # characters that a cell of a workbook can hold
EPOCH = datetime(2000, 1, 1)
Table = tuple[Sequence[str], Sequence[Sequence[object]]]


def workbook(tables: Mapping[str, Table]) -> bytes:
    """Return ``tables`` (headings and rows by sheet name) as a workbook.

    Texts stay texts, whatever they begin with: nothing a source says can become a formula.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.created = book.properties.modified = EPOCH
    for name, (columns, rows) in tables.items():
        _fill(book.create_sheet(name), columns, rows)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(sheet: Worksheet, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    for line, row in enumerate([columns, *rows], 1):
        for place, value in enumerate(row, 1):
            cell = sheet.cell(line, place)
            if isinstance(cell, Cell):
                _put(cell, value)
    for place, column in enumerate(columns, 1):
        sheet.cell(1, place).font = Font(bold=True)
        longest = max([len(column), *(len(str(row[place - 1])) for row in rows)])
        sheet.column_dimensions[get_column_letter(place)].width = min(longest + 2, WIDEST)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions


def _put(cell: Cell, value: object) -> None:
    if isinstance(value, bool | int | float):
        cell.value = value
    elif value not in (None, ""):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", str(value))[:LONGEST]
        cell.data_type = "s"
