"""A workbook as sheets of lines of cells: values as a person would type them."""

import re
import struct
import warnings
import zlib
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import IO
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile, ZipInfo

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as WorkbookCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from ingest.amounts import Figure, shortest
from ingest.faults import CellError, worded
from ingest.lines import MEGABYTES, Cell, Sheet, sheet_of, too_large

# All that reading a damaged workbook can raise: the library does not wrap what it stumbles over.
DAMAGE: tuple[type[Exception], ...] = (BadZipFile, InvalidFileException, ParseError, zlib.error)
DAMAGE += (struct.error, EOFError, OSError, ValueError, LookupError, TypeError, AttributeError)
DAMAGE += (ArithmeticError, RuntimeError, AssertionError)
MEGABYTE = 1 << 20
TIGHT = 100  # times smaller than unpacked, beyond 10 MB: nothing that people write packs so well
FORMULA = re.compile(rb"<f[ >/]")
NOT_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
OWN = "_"  # begins the name of a sheet that is not for people


def workbook_sheets(file: IO[bytes]) -> list[Sheet]:
    """Return the sheets of the workbook in ``file``; raises ``CellError`` when it is damaged."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of decoration that the library does not know
            return _sheets(file)
    except CellError:
        raise
    except DAMAGE as error:
        expected = worded("ingest.expected.workbook")
        raise CellError("ingest.broken_workbook", "", expected) from error


def _sheets(file: IO[bytes]) -> list[Sheet]:
    with ZipFile(file) as archive:
        parts = archive.infolist()
        _check_size(parts)
        calculated = any(_has_formula(archive, part) for part in parts)
    book = load_workbook(file, read_only=True, keep_links=False)
    results = load_workbook(file, read_only=True, data_only=True) if calculated else book
    try:
        names = [name for name in book.sheetnames if not name.startswith(OWN)]
        return [sheet_of(name, _lines(book, results, name)) for name in names]
    finally:
        book.close()
        results.close()


def _check_size(parts: list[ZipInfo]) -> None:
    whole = sum(part.file_size for part in parts)
    tight = any(
        part.file_size > 10 * MEGABYTE and part.file_size > TIGHT * part.compress_size
        for part in parts
    )
    if tight or whole > MEGABYTES * MEGABYTE:
        raise too_large("file", MEGABYTES)


def _has_formula(archive: ZipFile, part: ZipInfo) -> bool:
    if not part.filename.startswith("xl/worksheets/"):
        return False
    before = b""
    with archive.open(part) as stream:
        while chunk := stream.read(MEGABYTE):
            if FORMULA.search(before + chunk):
                return True
            before = chunk[-2:]
    return False


def _lines(book: Workbook, results: Workbook, name: str) -> Iterator[list[Cell]]:
    if results is book:
        for cells in _rows(book, name):
            yield [_text(cell) for cell in cells]
        return
    for cells, calculated in zip(_rows(book, name), _rows(results, name), strict=True):
        yield [
            _result(cell, shown) if cell.data_type == "f" else _text(cell)
            for cell, shown in zip(cells, calculated, strict=True)
        ]


def _rows(book: Workbook, name: str) -> Iterator[tuple[WorkbookCell | MergedCell, ...]]:
    sheet = book[name]
    if isinstance(sheet, ReadOnlyWorksheet):
        sheet.reset_dimensions()  # what the file says about its size is often wrong
        yield from sheet.iter_rows()


def _result(formula: WorkbookCell | MergedCell, shown: WorkbookCell | MergedCell) -> Cell:
    if shown.value is None:
        expected = worded("ingest.expected.calculated")
        return CellError("ingest.formula_without_value", str(formula.value), expected)
    return _text(shown)


def _text(cell: WorkbookCell | MergedCell) -> Cell:
    """Return what a cell holds as a person would type it."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "e":
        return CellError("ingest.error_value", str(value), worded("ingest.expected.value"))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        return _date(value, str(cell.number_format))
    return str(value).replace("_x000D_", "")  # how a carriage return is written in a workbook


def _number(value: float) -> Figure:
    """Return a number with the digits that a spreadsheet shows."""
    return Figure(value if isinstance(value, int) else shortest(Decimal(f"{value:.15g}")))


def _date(value: datetime, number_format: str) -> str:
    """Return a date as precise as its format shows it."""
    shown = NOT_FORMAT.sub("", number_format).lower()
    if value.time() != datetime.min.time():
        return value.isoformat(" ")
    if "d" not in shown and "y" in shown:
        return f"{value:%Y-%m}" if "m" in shown else f"{value:%Y}"
    return f"{value:%Y-%m-%d}"
