"""One thing as data: JSON with its claims, its row as CSV, its statements as linked data."""

from api.answers import ThingAnswer
from api.knowledge import Knowledge
from api.linked import json_ld, statements_about, turtle
from api.listing import rows_csv
from api.negotiation import CSV, JSON, JSON_LD, TURTLE
from api.places import list_of, table_for
from api.representation import Makers
from graph.model import Thing


def thing_data(known: Knowledge, found: Thing) -> Makers:
    """Return the makers of a thing's data, JSON first."""
    iri = found.reference.iri
    return {
        JSON: lambda: _json(known, found),
        CSV: lambda: _csv(known, found),
        TURTLE: lambda: turtle(statements_about(known.store, [iri])),
        JSON_LD: lambda: json_ld(statements_about(known.store, [iri])),
    }


def _json(known: Knowledge, found: Thing) -> str:
    ids = tuple(each.id for each in known.findings_about(found.reference.iri))
    return ThingAnswer.model_validate(found).model_copy(update={"findings": ids}).model_dump_json()


def _csv(known: Knowledge, found: Thing) -> str:
    table = table_for(list_of(found.class_iri))
    rows = [row for row in known.rows(table) if row.reference.iri == found.reference.iri]
    return rows_csv(table, rows)
