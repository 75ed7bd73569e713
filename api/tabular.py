"""Tables for machines and spreadsheets: the same rows as CSV and as a workbook."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.negotiation import CSV, XLSX
from api.representation import Makers
from ingest.sheetfile import workbook

Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table by its name, with the headings ``columns``."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Row]


def csv_text(sheet: Sheet) -> str:
    """Return ``sheet`` as CSV: UTF-8, commas, values as they are.

    Nothing is put before ``=`` or ``+``: a program reads the values as they are. Whoever opens it
    in a spreadsheet takes the workbook.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(sheet.columns)
    writer.writerows(sheet.rows)
    return text.getvalue()


def xlsx(*sheets: Sheet) -> bytes:
    """Return ``sheets`` as one workbook in which every text is a text, never a formula."""
    tables: Mapping[str, tuple[Sequence[str], Sequence[Row]]] = {
        sheet.name: (sheet.columns, sheet.rows) for sheet in sheets
    }
    return workbook(tables)


def tabular(sheet: Sheet) -> Makers:
    """Return the makers of ``sheet`` as CSV and as a workbook."""
    return {CSV: lambda: csv_text(sheet), XLSX: lambda: xlsx(sheet)}
