"""The gap map as a matrix of numbers, for JSON, CSV and the terminal."""

from typing import Literal as OneOf

from api.conclusions import CellAnswer, ColumnAnswer, MatrixAnswer, MatrixRowAnswer, NatureAnswer
from api.csvtext import csv_text
from api.knowledge import Knowledge
from api.problems import expect
from graph.model import Cell, GapMap, MapRow
from ontology.terms import thing_iri

MatrixValue = OneOf["measures", "asked", "open"]
OPEN = "open"


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


def matrix_answer(found: GapMap, value: MatrixValue) -> MatrixAnswer:
    """Return the matrix whose cells count ``value``."""
    return MatrixAnswer(
        value=value,
        period=found.period,
        scheme=found.scheme,
        columns=tuple(map(ColumnAnswer.model_validate, found.columns)),
        rows=tuple(_row(row, value) for row in found.rows),
        by_nature=tuple(
            NatureAnswer(nature=nature, counts=counts) for nature, counts in found.by_nature
        ),
        measures=found.measures,
        asked=found.asked,
        open=found.open,
        notes=found.notes,
    )


def _row(row: MapRow, value: MatrixValue) -> MatrixRowAnswer:
    return MatrixRowAnswer(
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


def _cell(cell: Cell, value: MatrixValue) -> CellAnswer:
    return CellAnswer(
        column=cell.column,
        value=number(cell, value),
        measures=cell.measures,
        recommendations=tuple(each.recommendation for each in cell.recommendations),
        coverage=cell.coverage,
        evidence=cell.evidence,
        expected=cell.expected,
    )


def matrix_csv(found: GapMap) -> str:
    """Return the gap map as CSV, one line for each cell."""
    columns = [
        *("field", "field_de", "field_en", "column", "column_de", "column_en"),
        *("measures", "asked", "open", "coverage", "evidence", "expected"),
    ]
    labels = {column.key: column.label for column in found.columns}
    return csv_text(
        columns,
        (
            (
                row.field.key, row.field.label.de, row.field.label.en,
                cell.column, labels[cell.column].de, labels[cell.column].en,
                *(number(cell, value) for value in ("measures", "asked", "open")),
                cell.coverage, cell.evidence, cell.expected,
            )
            for row in found.rows
            for cell in row.cells
        ),
    )  # fmt: skip
