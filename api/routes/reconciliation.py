"""Reconciliation: a client such as OpenRefine matches the cells of a table with our things."""

from http import HTTPStatus
from importlib.metadata import version
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from api.answers import as_json
from api.extension import (
    Entities,
    Extension,
    Manifest,
    Proposal,
    extended,
    manifest,
    proposed,
    suggested,
    suggested_things,
)
from api.frames import Framed, Known
from api.knowledge import Knowledge
from api.names import names_of
from api.negotiation import HTML, JSON, reader_language
from api.problems import ProblemError, unknown
from api.protection import MAX_BODY
from api.reconciliation import Result, id_of, properties, results, thing_meant, types
from api.reconciling import (
    PrefixAsked,
    PreviewAsked,
    ProposalAsked,
    ServiceAsked,
    extension_in,
    queries_in,
)
from api.settings import Language
from api.sparql.protocol import FORM_TYPE, fields_of
from viz import preview
from viz.frame import PAGE_POLICY

router = APIRouter(prefix="/reconcile", tags=["linked"])
FRAMED = {
    "Content-Security-Policy": PAGE_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *"),
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""A preview is made to be shown in a frame of the client; it holds no script and no form."""


def _language(request: Request) -> Language:
    header = request.headers.get("accept-language", "")
    asked = request.query_params.get("lang")
    return reader_language(asked, header, request.app.state.settings.language)


Spoken = Annotated[Language, Depends(_language)]


async def _sent(request: Request) -> ServiceAsked:
    """Return the fields of the form that was sent; raises ``ProblemError`` for anything else."""
    found = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if found != FORM_TYPE:
        values = {"found": found or "–", "expected": FORM_TYPE}
        raise ProblemError("api.media_type", HTTPStatus.UNSUPPORTED_MEDIA_TYPE, values)
    try:
        text = (await _body(request)).decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProblemError("api.not_utf8", HTTPStatus.BAD_REQUEST) from error
    try:
        fields = {name: values[-1] for name, values in fields_of(text).items()}
        return ServiceAsked.model_validate(fields)
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from error


async def _body(request: Request) -> bytes:
    """Return what was sent, as far as it may be; its announced length need not be true."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_BODY:
            status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            raise ProblemError("api.large_body", status, {"limit": MAX_BODY})
    return body


Form = Annotated[ServiceAsked, Depends(_sent)]


@router.get("", response_model=Manifest | dict[str, Result] | Extension)
def service(
    request: Request, known: Known, spoken: Spoken, asked: Annotated[ServiceAsked, Query()]
) -> Response:
    """Return the service's manifest; with ``queries`` or ``extend`` the answer to them."""
    if asked.queries or asked.extend:
        return _answered(known, spoken, asked)
    base = str(request.base_url).rstrip("/")
    name = known.title().in_language(spoken)
    return _told(manifest(base, name, version("querschnitt"), spoken))


@router.post("", response_model=dict[str, Result] | Extension)
def reconcile(known: Known, spoken: Spoken, sent: Form) -> Response:
    """Return which things the ``queries`` of a form mean, or what ``extend`` asks of things."""
    if sent.queries or sent.extend:
        return _answered(known, spoken, sent)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    raise ProblemError("api.missing_parameter", status, {"parameter": "queries"})


def _answered(known: Knowledge, spoken: Language, asked: ServiceAsked) -> Response:
    if asked.queries:
        return _told(results(known, queries_in(asked.queries), spoken))
    return _told(extended(known, extension_in(asked.extend), spoken))


@router.get("/suggest/entity", response_model=Entities)
def suggest_entity(
    known: Known, spoken: Spoken, asked: Annotated[PrefixAsked, Query()]
) -> Response:
    """Return things whose name contains what has been typed."""
    return _told(suggested_things(known, asked.prefix, asked.cursor, spoken))


@router.get("/suggest/type", response_model=Entities)
def suggest_type(spoken: Spoken, asked: Annotated[PrefixAsked, Query()]) -> Response:
    """Return types whose name contains what has been typed."""
    return _told(suggested(types(), asked.prefix, asked.cursor, spoken))


@router.get("/suggest/property", response_model=Entities)
def suggest_property(spoken: Spoken, asked: Annotated[PrefixAsked, Query()]) -> Response:
    """Return properties whose name contains what has been typed."""
    return _told(suggested(properties(), asked.prefix, asked.cursor, spoken))


@router.get("/properties", response_model=Proposal)
def propose_properties(spoken: Spoken, asked: Annotated[ProposalAsked, Query()]) -> Response:
    """Return the properties that things of a type have."""
    return _told(proposed(asked.type, asked.limit, spoken))


@router.get("/preview", include_in_schema=False)
def preview_page(known: Known, frame: Framed, asked: Annotated[PreviewAsked, Query()]) -> Response:
    """Return a small page about one thing, to be shown in a frame of the client."""
    named = thing_meant(known, asked.id)
    found = known.thing(named.reference.iri) if named else None
    if found is None:
        ids = map(id_of, names_of(known).things.values())
        raise unknown("api.unknown_thing", asked.id, ids)
    return Response(preview.card(frame, found), headers=FRAMED, media_type=HTML.media_type)


def _told(found: object) -> Response:
    return Response(as_json(found), media_type=JSON.media_type)
