"""Lists: all things of one kind, and the rows of tables that join two things."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.addresses import Addresses
from api.answers import Page, page_json
from api.asked import ListAsked, ListPageAsked, Part
from api.frames import Framed, Here, Known, addresses_of
from api.knowledge import Knowledge
from api.linked import statement_forms, statements_about
from api.listing import listed, rows_table
from api.negotiation import CSV, HTML, JSON
from api.places import table_for, thing_table_for
from api.problems import ProblemError
from api.representation import Makers, represented
from api.selection import next_address, part_of
from api.tabular import tabular
from graph.model import ClaimView, ThingRow
from ingest.csvfile import csv_text as table_text
from ontology.tables import Table
from viz import pages

router = APIRouter()


@router.get("/api/v1/{name}", response_model=Page[ThingRow] | Page[ClaimView], tags=["things"])
def list_things(
    request: Request, known: Known, here: Here, name: str, asked: Annotated[ListAsked, Query()]
) -> Response:
    """Return the things of one kind, or the claims of a table that joins two things."""
    table = table_for(name)
    if table.joins:
        return represented(request, _joining(request, known, table, asked))
    rows = listed(known, table, asked)
    makers: Makers = {JSON: lambda: _json(request, rows, asked)}
    return represented(request, makers | _data(known, table, rows, here))


@router.get("/list", include_in_schema=False)
def tables_page(request: Request, known: Known, frame: Framed) -> Response:
    """Return the overview of all lists."""
    return represented(request, {HTML: lambda: pages.tables(frame, known.counts())})


@router.get("/list/{name}", include_in_schema=False)
def list_page(
    request: Request,
    known: Known,
    frame: Framed,
    name: str,
    asked: Annotated[ListPageAsked, Query()],
) -> Response:
    """Return the page of one list."""
    table = thing_table_for(name)
    rows = listed(known, table, asked)

    def as_page() -> str:
        shown, after = part_of(rows, _key, after=asked.after, limit=asked.limit)
        return pages.things(frame, table, shown, total=len(rows), after=after)

    makers: Makers = {HTML: as_page, JSON: lambda: _json(request, rows, asked)}
    here = addresses_of(request)
    return represented(request, makers | _data(known, table, rows, here))


def _data(known: Knowledge, table: Table, rows: list[ThingRow], here: Addresses) -> Makers:
    """Return the makers of the whole list as CSV and linked data."""
    iris = [row.reference.iri for row in rows]
    return {
        **tabular(rows_table(table, rows)),
        **statement_forms(lambda: statements_about(known.store, iris), here),
    }


def _key(row: ThingRow) -> str:
    return row.reference.key


def _json(request: Request, rows: list[ThingRow], asked: Part) -> str:
    items, after = part_of(rows, _key, after=asked.after, limit=asked.limit)
    return page_json(items, following=next_address(request, after), total=len(rows))


def _joining(request: Request, known: Knowledge, table: Table, asked: ListAsked) -> Makers:
    """Return the makers of a table that joins two things: its claims, or its rows as CSV."""
    if surplus := sorted(asked.model_fields_set - set(Part.model_fields)):
        values = {"parameter": surplus[0]}
        raise ProblemError("api.unknown_parameter", HTTPStatus.UNPROCESSABLE_ENTITY, values)
    columns = [column.name for column in table.columns]
    return {
        JSON: lambda: _claims_json(request, known, table, asked),
        CSV: lambda: table_text(columns, known.table_rows(table.name)),
    }


def _claims_json(request: Request, known: Knowledge, table: Table, asked: Part) -> str:
    keys = known.claims_of(table.name)
    shown, after = part_of(keys, str, after=asked.after, limit=asked.limit)
    claims = known.claims(shown)
    return page_json(claims, following=next_address(request, after), total=len(keys))
