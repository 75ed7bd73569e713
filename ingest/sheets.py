"""Files as rows of known tables, and what is wrong with files, sheets and headings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.csvfile import csv_lines
from ingest.faults import CellError, Fault, Place, worded
from ingest.headings import table_of, understood
from ingest.lines import MEGABYTES, Cell, Line, Sheet, sheet_of, too_large
from ingest.row import Row
from ingest.words import folded
from ingest.xlsx import workbook_sheets
from ontology.messages import both
from ontology.tables import Column, Table
from ontology.vocabulary import Text

TABLES = (".csv", ".xlsx")
DUMPS = (".trig", ".nq", ".ttl", ".nt", ".jsonld")  # the graph's own, read elsewhere
LEFT_OUT = ("left_out.csv",)
PRIVATE = ("_", ".", "~", "README")
MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Contents:
    """What files hold: rows and faults; ``complete`` is false where rows could not be read."""

    rows: tuple[Row, ...] = ()
    faults: tuple[Fault, ...] = ()
    complete: bool = True


def table_files(path: Path) -> list[Path]:
    """Return the files to read for ``path``: itself, or the tables of a folder in their order."""
    if not path.is_dir():
        return [] if path.suffix.lower() in DUMPS else [path]
    return sorted(
        file
        for file in path.iterdir()
        if file.is_file()
        and file.suffix.lower() in TABLES
        and file.name not in LEFT_OUT
        and not file.name.startswith(PRIVATE)
    )


def read_files(paths: Iterable[Path]) -> Contents:
    """Return the rows of all tables in ``paths``, which are files and folders."""
    return _together([_path(path) for path in paths])


def _path(path: Path) -> Contents:
    files = table_files(path)
    if path.is_dir() and not any(file for file in path.iterdir() if _is_input(file)):
        return _failed(
            Place(path.name or str(path)), CellError("ingest.empty_folder", "", _format())
        )
    return _together([_file(file) for file in files])


def _is_input(file: Path) -> bool:
    return file.suffix.lower() in (*TABLES, *DUMPS)


def _file(path: Path) -> Contents:
    try:
        sheets = [sheet for sheet in _sheets(path) if sheet.lines or sheet.error or not sheet.name]
    except CellError as error:
        return _failed(Place(path.name), error)
    stem = path.name.split(".")[0]
    also = [stem] if len(sheets) == 1 else []
    return _together(
        [
            _sheet(
                Place(path.name, sheet.name), sheet, [name for name in (sheet.name, *also) if name]
            )
            for sheet in sheets
        ]
    )


def _sheets(path: Path) -> list[Sheet]:
    """Return the sheets of a file; raises ``CellError`` when it cannot be read as a table."""
    suffix = path.suffix.lower()
    if suffix not in TABLES and path.exists():
        raise CellError("ingest.unknown_format", suffix, _format())
    try:
        if path.stat().st_size > MEGABYTES * MEGABYTE:
            raise too_large("file", MEGABYTES)
        if suffix == ".csv":
            return [sheet_of("", csv_lines(path.read_bytes()))]
        with path.open("rb") as file:
            return [sheet for sheet in workbook_sheets(file) if not _is_guide(sheet.name)]
    except OSError as error:
        raise CellError("ingest.missing_file", "", _format()) from error


@cache
def _guides() -> frozenset[str]:
    name = both("ingest.guide.sheet")
    return frozenset({folded(name.de), folded(name.en)})


def _is_guide(name: str) -> bool:
    return folded(name) in _guides()


def _sheet(place: Place, sheet: Sheet, names: Sequence[str]) -> Contents:
    """Return the rows of one sheet, which is the table that one of ``names`` says."""
    if not sheet.lines:
        expected = worded("ingest.expected.heading_row")
        return _failed(place, sheet.error or CellError("ingest.no_rows", "", expected))
    first, *lines = sheet.lines
    heading = [cell if isinstance(cell, str) else "" for cell in first.cells]
    try:
        table = table_of(names, heading)
    except CellError as error:
        return _failed(place, error)
    found = understood(table, heading)
    above = Place(place.file, place.sheet, first.number)
    faults = [
        Fault.at(Place(above.file, above.sheet, above.line, name), error)
        for name, error in found.faults
    ]
    if sheet.error:
        faults.append(Fault.at(place, sheet.error))
    rows, wrong = _rows(table, place, heading, found.columns, lines)
    known = any(column.name == "id" for column in found.columns.values())
    complete = sheet.error is None and (known or table.joins)
    return Contents(tuple(rows), (*faults, *wrong), complete)


def _rows(
    table: Table,
    place: Place,
    heading: Sequence[str],
    columns: dict[int, Column],
    lines: Iterable[Line],
) -> tuple[list[Row], list[Fault]]:
    headings = {column.name: heading[position] for position, column in columns.items()}
    rows, faults = [], []
    for line in lines:
        here = Place(place.file, place.sheet, line.number)
        cells: dict[str, str] = {}
        for position, cell in enumerate(line.cells):
            column = columns.get(position)
            name = heading[position] if position < len(heading) else ""
            if isinstance(cell, CellError):
                faults.append(Fault.at(Place(here.file, here.sheet, here.line, name), cell))
            elif column and cell:
                cells[column.name] = cell
            elif cell and not name:
                faults.append(Fault.at(here, _stray(cell)))
        rows.append(Row(table, here, cells, headings))
    return rows, faults


def _stray(cell: Cell) -> CellError:
    return CellError("ingest.cell_without_heading", str(cell), worded("ingest.expected.heading"))


def _format() -> Text:
    return worded("ingest.expected.format")


def _failed(place: Place, error: CellError) -> Contents:
    return Contents((), (Fault.at(place, error),), complete=False)


def _together(found: Sequence[Contents]) -> Contents:
    return Contents(
        tuple(row for contents in found for row in contents.rows),
        tuple(fault for contents in found for fault in contents.faults),
        all(contents.complete for contents in found),
    )
