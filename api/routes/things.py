"""One thing: at its lasting address, as a page and as data; and one claim."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.answers import Page, as_json, page_json
from api.asked import Asked, ProfileAsked, ProfilePageAsked
from api.frames import Framed, Here, Known, addresses_of
from api.knowledge import Knowledge
from api.negotiation import JSON
from api.places import elsewhere, gone, list_of, table_for, thing_at
from api.problems import unknown
from api.profiles import Subject, negotiated
from api.reports import findings_about
from api.representation import represented, suffix_of
from api.thingdata import thing_data, thing_offers
from graph.model import ClaimView, Thing
from ontology.tables import Table
from ontology.terms import thing_iri
from viz import pages
from viz.wording import wording

router = APIRouter()
SEE_OTHER = 303
CLAIM = "claim"
DESCRIBED = 'rel="describedby"'
SAFE = "/?&=%#.,:;~+"


@router.get("/api/v1/claims/{key}", response_model=ClaimView, tags=["things"])
def one_claim(request: Request, known: Known, key: str, _: Annotated[Asked, Query()]) -> Response:
    """Return one claim: who says what, in which document, on which basis."""
    found = _claim(known, key)
    return represented(request, {JSON: lambda: as_json(found)})


def _claim(known: Knowledge, key: str) -> ClaimView:
    if found := known.claims([key]):
        return found[0]
    raise gone(known, CLAIM, key) or unknown("api.unknown_claim", key, known.claims_of())


@router.get("/api/v1/{name}/{key}", response_model=Thing | Page[ClaimView], tags=["things"])
def one_thing(
    request: Request, known: Known, here: Here, name: str, key: str, _: Annotated[Asked, Query()]
) -> Response:
    """Return one thing with all its claims, or the claims of one row that joins two things."""
    table = table_for(name)
    if table.joins:
        return represented(request, {JSON: lambda: _row_json(known, table, key)})
    found = known.thing(thing_iri(table.kind, key))
    if found is None or list_of(found.class_iri) != name:
        raise elsewhere(known, table.kind, key)
    return represented(request, thing_data(known, found, here))


@router.get("/id/{kind}/{key}", status_code=SEE_OTHER, tags=["linked"])
def lasting_address(
    request: Request, known: Known, kind: str, key: str, _: Annotated[ProfileAsked, Query()]
) -> Response:
    """Lead from a thing's lasting address to what is known about it."""
    if kind == CLAIM:
        place = f"/api/v1/claims/{_claim(known, key).key}"
    else:
        thing = thing_at(known, kind, key).reference
        place = f"/doc/{thing.kind}/{thing.key}"
    query = f"?{request.url.query}" if request.url.query else ""
    place = f"{place}{suffix_of(request)}{query}"
    return RedirectResponse(place, SEE_OTHER, {"Link": f"<{quote(place, safe=SAFE)}>; {DESCRIBED}"})


@router.get("/doc/{kind}/{key}", tags=["linked"])
def thing_page(
    request: Request,
    known: Known,
    frame: Framed,
    kind: str,
    key: str,
    _: Annotated[ProfilePageAsked, Query()],
) -> Response:
    """Return the page of one thing, or its data by form and profile."""
    found, here = thing_at(known, kind, key), addresses_of(request)
    iri = found.reference.iri

    def as_page() -> str:
        findings, waits = findings_about(known, iri), known.waits_of(iri)
        states = (each for each in known.recommendations() if each.recommendation.iri == iri)
        return pages.thing(frame, found, findings=findings, state=next(states, None), waits=waits)

    title = wording(frame.language).name(found.reference)
    subject = Subject(iri, found.class_iri, title, frame, here)
    return negotiated(request, subject, thing_offers(known, found, here, as_page))


def _row_json(known: Knowledge, table: Table, row: str) -> str:
    keys = known.claims_of(table.name, row)
    if not keys:
        raise unknown("api.unknown_row", row, known.rows_of(table.name))
    return page_json(known.claims(keys), following=None, total=len(keys))
