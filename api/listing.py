"""A list of things: its rows filtered and sorted, and as CSV."""

from collections.abc import Iterable

from api.asked import ListAsked
from api.knowledge import Knowledge
from api.problems import expect
from api.reports import notation
from api.tabular import Sheet
from graph.model import ThingRow, Value
from ingest.words import folded
from ontology.statement import XSD
from ontology.tables import Column, Table
from ontology.terms import concept_iri, thing_iri
from ontology.vocabulary import schemes

SEPARATOR = ";"
NUMBERS = (f"{XSD}integer", f"{XSD}decimal")
MEASURES = "measures"

_RELATED = "SELECT DISTINCT ?thing ?wanted WHERE {{ ?thing {path} ?wanted }}"
FIELD = _RELATED.format(path="qs:field")
SET = _RELATED.format(path="qs:inSet")
NATURE = _RELATED.format(path="qs:nature")
LEAD = _RELATED.format(path="qs:lead/qs:identityLine?")
CONCERNED = """SELECT DISTINCT ?thing ?wanted WHERE {
  ?thing ?relation ?ministry . ?ministry qs:identityLine? ?wanted
}"""


def listed(known: Knowledge, table: Table, asked: ListAsked) -> list[ThingRow]:
    """Return the rows of ``table`` that ``asked`` leaves, in the order it wants.

    A ministry is meant by its identity line too; measures are listed by lead, everything else by
    any relation to the ministry. Raises ``ProblemError`` for values that nobody knows.
    """
    _expect(known, table, asked)
    rows = known.rows(table)
    for things in _filters(known, table, asked):
        rows = [row for row in rows if row.reference.iri in things]
    if asked.q:
        rows = [row for row in rows if folded(asked.q) in _text(row)]
    return _sorted(rows, asked.sort) if asked.sort else rows


def _expect(known: Knowledge, table: Table, asked: ListAsked) -> None:
    expect("field", asked.field, known.keys("fields"))
    expect("ministry", asked.ministry, known.keys("ministries", "lines", "organisations"))
    expect("nature", asked.nature, [choice.notation for choice in schemes()["nature"]])
    expect("set", asked.of_set, known.keys("recommendation-sets"))
    expect("sort", asked.sort.removeprefix("-"), [c.name for c in columns_of(table)])


def _filters(known: Knowledge, table: Table, asked: ListAsked) -> Iterable[set[str]]:
    """Return for each filter that is set the things it leaves."""
    if asked.field:
        yield known.related(FIELD, thing_iri("field", asked.field))
    if asked.of_set:
        yield known.related(SET, thing_iri("recommendation-set", asked.of_set))
    if asked.nature:
        yield known.related(NATURE, concept_iri("nature", asked.nature))
    if asked.ministry:
        query = LEAD if table.name == MEASURES else CONCERNED
        yield {
            thing
            for kind in ("organisation", "organisation-line")
            for thing in known.related(query, thing_iri(kind, asked.ministry))
        }


def _text(row: ThingRow) -> str:
    own = (row.reference.key, row.reference.label.de, row.reference.label.en)
    values = (value.text for cell in row.cells.values() for value in cell)
    return folded(" ".join((*own, *values)))


def _sorted(rows: list[ThingRow], sort: str) -> list[ThingRow]:
    """Return ``rows`` by a column, downwards with a minus before its name; empty cells last."""
    name = sort.removeprefix("-")
    filled = [row for row in rows if row.cells.get(name)]
    empty = [row for row in rows if not row.cells.get(name)]
    return (
        sorted(filled, key=lambda row: _place(row.cells[name][0]), reverse=sort.startswith("-"))
        + empty
    )


def _place(value: Value) -> tuple[float, str]:
    number = float(value.text) if value.datatype in NUMBERS else 0.0
    return number, folded(value.reference.label.de if value.reference else value.text)


def columns_of(table: Table) -> list[Column]:
    """Return the columns that describe the things of ``table``."""
    return [column for column in table.columns if column.role == "property"]


def rows_table(table: Table, rows: Iterable[ThingRow]) -> Sheet:
    """Return ``rows`` in the columns of ``table``; references by key, lists by „;“."""
    names = [column.name for column in columns_of(table)]
    cells = ([SEPARATOR.join(map(_cell, row.cells.get(n, ()))) for n in names] for row in rows)
    return Sheet(table.name, names, tuple(cells))


def _cell(value: Value) -> str:
    return notation(value.reference) if value.reference else value.text
