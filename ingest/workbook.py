"""The empty workbook that people fill in, and tables on disk."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from ingest.csvfile import csv_text
from ingest.headings import SHEET_NAME_LENGTH, heading_of
from ingest.lists import DropDowns
from ingest.output import write_whole
from ontology.known import KnownThing
from ontology.messages import message
from ontology.tables import Column, Table, table_named
from ontology.vocabulary import terms

FORMAT = "1"
LISTS = "_lists"
META = "_meta"
LAST_ROW = 10_000  # that drop-downs reach to
AS_TEXT = "@"  # else a spreadsheet makes a date of 2015-03 and a number of an identifier
NUMBERS = ("integer", "decimal")
WIDE, NARROW = 48, 22
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")  # in names of sheets
HEADING = PatternFill("solid", fgColor="E8ECF1")
ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the same rows give the same bytes


def write_template(
    path: Path, tables: Sequence[Table], known: Iterable[KnownThing], language: str
) -> None:
    """Write an empty workbook with a sheet for each of ``tables``, headings in ``language``.

    Columns have notes, and drop-downs for choices and for what is ``known``.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    book.create_sheet(sheet_name(message("ingest.guide.sheet", language)))
    offers = DropDowns(known, language)
    for table in tables:
        _fill(
            book.create_sheet(sheet_name(table.label.in_language(language))),
            table,
            offers,
            language,
        )
    _write_guide(book.worksheets[0], tables, language)
    _write_lists(book.create_sheet(LISTS), offers)
    _write_meta(book.create_sheet(META), tables, language)
    data = io.BytesIO()
    book.save(data)
    write_whole(path, data.getvalue())


def write_tables(path: Path, rows: Mapping[str, Iterable[Mapping[str, str]]]) -> None:
    """Write rows by table name as CSV files: into the folder ``path``, or into one ``.zip`` file.

    A table without rows gets no file.
    """
    files = {
        f"{name}.csv": csv_text([column.name for column in table.columns], listed).encode()
        for name, table_rows in rows.items()
        if (listed := list(table_rows)) and (table := table_named(name))
    }
    if path.suffix.lower() == ".zip":
        write_whole(path, _zipped(files))
        return
    for name, data in files.items():
        write_whole(path / name, data)


def sheet_name(label: str) -> str:
    """Return ``label`` as a workbook allows it for a sheet."""
    return FORBIDDEN.sub(" ", label)[:SHEET_NAME_LENGTH]


def template_version(tables: Iterable[Table]) -> str:
    """Return twelve hex digits that change when a column, or whether it is required, does."""
    columns = [
        f"{table.name}.{column.name}:{column.kind}:{column.required}"
        for table in tables
        for column in table.columns
    ]
    return sha256("\n".join(columns).encode()).hexdigest()[:12]


def _fill(sheet: Worksheet, table: Table, offers: DropDowns, language: str) -> None:
    sheet.freeze_panes = "C2"
    for position, column in enumerate(table.columns, 1):
        letter = get_column_letter(position)
        label = column.label.in_language(language)
        cell = sheet.cell(1, position, heading_of(label, required=column.required))
        cell.font = Font(bold=True)
        cell.fill = HEADING
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.comment = Comment(_note(column, language), table.name, width=340, height=180)
        shape = sheet.column_dimensions[letter]
        shape.width = WIDE if column.kind == "language" else NARROW
        if column.kind not in NUMBERS:
            shape.number_format = AS_TEXT
        _offer(sheet, letter, column, offers)


def _offer(sheet: Worksheet, letter: str, column: Column, offers: DropDowns) -> None:
    number = offers.number_for(column)
    if number is None:
        return
    source, last = get_column_letter(number + 1), len(offers.lists[number])
    rule = DataValidation("list", formula1=f"'{LISTS}'!${source}$1:${source}${last}")
    # Several values, or an item that another sheet defines, have to be typed.
    rule.showErrorMessage = column.kind != "reference" and not column.separator
    rule.add(f"{letter}2:{letter}{LAST_ROW}")
    sheet.add_data_validation(rule)


def _note(column: Column, language: str) -> str:
    """Return what belongs in a column: its definition, its form, whether it is needed."""
    term = terms().get(column.path)
    parts = [term.definition.in_language(language)] if term else []
    parts.append(column.message.in_language(language))
    if column.required:
        parts.append(message("ingest.guide.required", language))
    if column.separator:
        parts.append(message("ingest.guide.several", language, separator=column.separator))
    return "\n".join(part for part in parts if part)


def _write_guide(sheet: Worksheet, tables: Sequence[Table], language: str) -> None:
    sheet.column_dimensions["A"].width = WIDE
    sheet.column_dimensions["B"].width = 2 * WIDE
    title, *lines = message("ingest.guide.lines", language).strip().splitlines()
    sheet.append([title])
    for line in lines:
        sheet.append([line])
    sheet.append([])
    names = ("ingest.guide.tables", "ingest.guide.contents")
    sheet.append([message(name, language) for name in names])
    for number in (1, sheet.max_row):
        for cell in sheet[number]:
            cell.font = Font(bold=True)
    for table in tables:
        label = table.label.in_language(language)
        term = terms().get(table.class_iri)
        sheet.append([label, term.definition.in_language(language) if term else ""])
        cell = sheet.cell(sheet.max_row, 1)
        cell.hyperlink = Hyperlink(cell.coordinate, location=f"'{sheet_name(label)}'!A1")


def _write_lists(sheet: Worksheet, offers: DropDowns) -> None:
    sheet.sheet_state = "hidden"
    for position, entries in enumerate(offers.lists, 1):
        for number, entry in enumerate(entries, 1):
            sheet.cell(number, position, entry).data_type = "s"  # never a formula


def _write_meta(sheet: Worksheet, tables: Sequence[Table], language: str) -> None:
    sheet.sheet_state = "hidden"
    for line in (
        ("format", FORMAT),
        ("columns", template_version(tables)),
        ("language", language),
    ):
        sheet.append(line)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    data = io.BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(ZipInfo(name, ZIP_DATE), files[name], ZIP_DEFLATED)
    return data.getvalue()
