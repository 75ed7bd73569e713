"""The gap map as a matrix of numbers, for JSON, CSV and the terminal."""

from dataclasses import dataclass
from typing import Literal as OneOf

from api.knowledge import Knowledge
from api.problems import expect
from api.tabular import Sheet
from graph.model import Cell, Coverage, Evidence, GapMap, MapColumn, MapRow, Reference
from ontology.terms import thing_iri
from ontology.vocabulary import Text

MatrixValue = OneOf["measures", "asked", "open"]
OPEN = "open"
COLUMNS = (
    *("field", "field_de", "field_en", "column", "column_de", "column_en"),
    *("measures", "asked", "open", "coverage", "evidence", "expected"),
)


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One cell: ``value`` is what was asked for; ``expected`` that a contribution is expected."""

    column: str
    value: int
    measures: tuple[Reference, ...]
    recommendations: tuple[Reference, ...]
    coverage: Coverage
    evidence: Evidence
    expected: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One field of action with its counts and cells."""

    field: Reference
    supplementary: bool
    measures: int
    asked: int
    taken_up: int
    partly: int
    presumably: int
    open: int
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class MatrixNature:
    """How recommendations of one nature fare."""

    nature: Reference
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Fields of action by lead ministry; recommendations are counted per field."""

    value: str
    period: Reference | None
    scheme: Reference | None
    columns: tuple[MapColumn, ...]
    rows: tuple[MatrixRow, ...]
    by_nature: tuple[MatrixNature, ...]
    measures: int
    asked: int
    open: int
    notes: tuple[Text, ...]


def gap_map_for(known: Knowledge, scheme: str, period: str) -> GapMap:
    """Return the gap map of a field scheme and a period given by key; empty ones are the default.

    Raises ``ProblemError`` for keys that nobody knows.
    """
    expect("scheme", scheme, known.keys("field-schemes"))
    expect("period", period, known.keys("periods"))
    return known.gap_map(
        thing_iri("field-scheme", scheme) if scheme else "",
        thing_iri("legislative-period", period) if period else "",
    )


def number(cell: Cell, value: MatrixValue) -> int:
    """Return what ``value`` counts in ``cell``."""
    if value == "measures":
        return len(cell.measures)
    asked = [each for each in cell.recommendations if each.counted]
    return len(asked) if value == "asked" else sum(each.coverage == OPEN for each in asked)


def matrix_of(found: GapMap, value: MatrixValue) -> Matrix:
    """Return the matrix whose cells count ``value``."""
    return Matrix(
        value=value,
        period=found.period,
        scheme=found.scheme,
        columns=found.columns,
        rows=tuple(_row(row, value) for row in found.rows),
        by_nature=tuple(MatrixNature(nature, counts) for nature, counts in found.by_nature),
        measures=found.measures,
        asked=found.asked,
        open=found.open,
        notes=found.notes,
    )


def _row(row: MapRow, value: MatrixValue) -> MatrixRow:
    return MatrixRow(
        field=row.field,
        supplementary=row.supplementary,
        measures=row.measures,
        asked=row.asked,
        taken_up=row.taken_up,
        partly=row.partly,
        presumably=row.presumably,
        open=row.open,
        cells=tuple(_cell(cell, value) for cell in row.cells),
    )


def _cell(cell: Cell, value: MatrixValue) -> MatrixCell:
    return MatrixCell(
        column=cell.column,
        value=number(cell, value),
        measures=cell.measures,
        recommendations=tuple(each.recommendation for each in cell.recommendations),
        coverage=cell.coverage,
        evidence=cell.evidence,
        expected=cell.expected,
    )


def matrix_table(found: GapMap) -> Sheet:
    """Return the gap map as a table, one row for each cell."""
    labels = {column.key: column.label for column in found.columns}
    rows = tuple(
        (
            row.field.key, row.field.label.de, row.field.label.en,
            cell.column, labels[cell.column].de, labels[cell.column].en,
            *(number(cell, value) for value in ("measures", "asked", "open")),
            cell.coverage, cell.evidence, cell.expected,
        )
        for row in found.rows
        for cell in row.cells
    )  # fmt: skip
    return Sheet("matrix", COLUMNS, rows)
