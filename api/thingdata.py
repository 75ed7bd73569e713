"""One thing as data: JSON with its claims, its row as CSV, its statements as linked data."""

from api.answers import as_json
from api.knowledge import Knowledge
from api.linked import json_ld, statements_about, turtle
from api.listing import rows_table
from api.negotiation import JSON, JSON_LD, TURTLE
from api.places import list_of, table_for
from api.reports import findings_about
from api.representation import Makers
from api.tabular import Sheet, tabular
from graph.model import Thing


def thing_data(known: Knowledge, found: Thing) -> Makers:
    """Return the makers of a thing's data, JSON first."""
    iri = found.reference.iri
    return {
        JSON: lambda: _json(known, found),
        **tabular(_row(known, found)),
        TURTLE: lambda: turtle(statements_about(known.store, [iri])),
        JSON_LD: lambda: json_ld(statements_about(known.store, [iri])),
    }


def _json(known: Knowledge, found: Thing) -> str:
    ids = tuple(each.id for each in findings_about(known, found.reference.iri))
    return as_json(found, findings=ids)


def _row(known: Knowledge, found: Thing) -> Sheet:
    table = table_for(list_of(found.class_iri))
    rows = [row for row in known.rows(table) if row.reference.iri == found.reference.iri]
    return rows_table(table, rows)
