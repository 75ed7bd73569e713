"""One thing as data: JSON with its claims, its row as CSV, its statements as linked data."""

from collections.abc import Callable

from api.addresses import Addresses
from api.answers import as_json
from api.knowledge import Knowledge
from api.linked import claim_forms, statement_forms, statements_about
from api.listing import rows_table
from api.negotiation import HTML, JSON
from api.places import list_of, table_for
from api.profiles import Offer, offered, statement_offers
from api.reports import findings_about
from api.representation import Makers
from api.tabular import Sheet, tabular
from graph.model import Thing
from ontology.profiles import FULL, PLAIN


def thing_data(known: Knowledge, found: Thing, here: Addresses) -> Makers:
    """Return the makers of a thing's data, JSON first."""
    iri = found.reference.iri
    return {
        JSON: lambda: _json(known, found),
        **tabular(_row(known, found)),
        **statement_forms(lambda: statements_about(known.store, [iri]), here),
    }


def thing_offers(
    known: Knowledge, found: Thing, here: Addresses, page: Callable[[], str]
) -> list[Offer]:
    """Return a thing in every profile and form, the ``page`` first."""
    iri, claims = found.reference.iri, [claim.iri for claim in found.claims]
    return [
        *offered(FULL, {HTML: page, JSON: lambda: _json(known, found)}),
        *offered(PLAIN, tabular(_row(known, found))),
        *statement_offers(known.store, [iri], found.class_iri, here),
        *offered(FULL, claim_forms(known.store, claims, here)),
    ]


def _json(known: Knowledge, found: Thing) -> str:
    ids = tuple(each.id for each in findings_about(known, found.reference.iri))
    return as_json(found, findings=ids)


def _row(known: Knowledge, found: Thing) -> Sheet:
    table = table_for(list_of(found.class_iri))
    rows = [row for row in known.rows(table) if row.reference.iri == found.reference.iri]
    return rows_table(table, rows)
