"""Which table a sheet is, and which column each of its headings names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.faults import CellError, worded
from ingest.words import folded, nearest, plain, spelt_out
from ontology.tables import Column, Table, table_named, tables
from ontology.vocabulary import Text

REQUIRED_MARK = "*"
SHEET_NAME_LENGTH = 31  # a workbook allows no longer names
EXAMPLES = ("measures", "recommendations", "involvements")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading row understood: column by position, and what is wrong with it.

    ``faults`` are pairs of heading and error.
    """

    columns: dict[int, Column]
    faults: tuple[tuple[str, CellError], ...]


def heading_of(label: str, *, required: bool) -> str:
    """Return the heading that the template writes over a column."""
    return f"{label} {REQUIRED_MARK}" if required else label


def folded_heading(text: str) -> str:
    """Return a heading for comparing, without the mark of a required column."""
    return folded(text.strip().rstrip(REQUIRED_MARK))


@cache
def columns_by_heading(name: str) -> dict[str, Column]:
    """Return the columns of the table ``name`` by every folded name they go by."""
    table = table_named(name)
    columns = table.columns if table else ()
    found = {folded(column.name): column for column in columns}
    for column in columns:
        for label in (column.label.de, column.label.en):
            found.setdefault(folded(label), column)
    return found


@cache
def known_headings() -> frozenset[str]:
    """Return every heading that some table knows, folded."""
    return frozenset(name for table in tables() for name in columns_by_heading(table.name))


def table_of(names: Iterable[str], heading: Sequence[str]) -> Table:
    """Return the table that one of ``names`` names, else the only one with these columns.

    Raises ``CellError`` with the nearest known table.
    """
    listed = list(names)
    for name in listed:
        if found := _tables_by_name().get(folded(name)):
            return found
    fitting = [table for table in tables() if _fits(table, heading)]
    if len(fitting) == 1:
        return fitting[0]
    known = {short: table.name for short, table in _tables_by_name().items()}
    labels = [table.label for table in map(table_named, EXAMPLES) if table]
    examples = Text(
        ", ".join(label.de for label in labels), ", ".join(label.en for label in labels)
    )
    expected = worded("ingest.expected.table", examples=examples)
    raise CellError("ingest.unknown_table", listed[0], expected, nearest(listed[0], known))


@cache
def _tables_by_name() -> dict[str, Table]:
    found: dict[str, Table] = {}
    for table in tables():
        for name in (table.name, table.label.de, table.label.en):
            for written in (name, name[:SHEET_NAME_LENGTH]):
                for spelt in (folded(written), plain(written), spelt_out(written)):
                    found.setdefault(spelt, table)
    return found


def _fits(table: Table, heading: Sequence[str]) -> bool:
    given = {folded_heading(text) for text in heading if text}
    known = columns_by_heading(table.name)
    found = {known[name].name for name in given if name in known}
    needed = {column.name for column in table.columns if column.required}
    return bool(given) and given <= known.keys() and needed <= found


def understood(table: Table, heading: Sequence[str]) -> Heading:
    """Return which column of ``table`` stands where in ``heading``."""
    known = columns_by_heading(table.name)
    columns: dict[int, Column] = {}
    faults: list[tuple[str, CellError]] = []
    for position, text in enumerate(heading):
        column = known.get(folded_heading(text))
        if not text:
            continue
        if column is None:
            faults.append((text, _unknown(table, text)))
        elif column in columns.values():
            expected = worded("ingest.expected.once")
            faults.append((text, CellError("ingest.repeated_column", text, expected)))
        else:
            columns[position] = column
    faults += [(name, error) for name, error in _missing(table, columns)]
    return Heading(columns, tuple(faults))


def _unknown(table: Table, text: str) -> CellError:
    known = {
        plain(name): name
        for column in table.columns
        for name in (column.name, column.label.de, column.label.en)
    }
    expected = worded("ingest.expected.columns", columns=_listed(table.columns))
    suggestion = nearest(text.rstrip(REQUIRED_MARK), known)
    return CellError("ingest.unknown_column", text, expected, suggestion, table=table.label)


def _missing(table: Table, columns: dict[int, Column]) -> list[tuple[str, CellError]]:
    found = {column.name for column in columns.values()}
    missing = [column for column in table.columns if column.required and column.name not in found]
    return [
        (
            "",
            CellError(
                "ingest.missing_column",
                column.name,
                worded("ingest.expected.heading_named", column=_listed([column])),
                table=table.label,
                column=column.label,
            ),
        )
        for column in missing
    ]


def _listed(columns: Iterable[Column]) -> Text:
    """Return the labels of columns with their machine names, in both languages."""
    listed = list(columns)

    def names(language: str) -> str:
        return ", ".join(f"{item.label.in_language(language)} ({item.name})" for item in listed)

    return Text(names("de"), names("en"))
