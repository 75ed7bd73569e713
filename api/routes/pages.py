"""Pages that belong to no kind of thing: start, gap map, network, sources, reference, files."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.answers import as_json
from api.asked import GapsAsked, NetworkPageAsked, ReportAsked
from api.frames import Framed, Known
from api.matrix import gap_map_for, matrix_of, matrix_table
from api.negotiation import HTML, JSON, XLSX
from api.neighbourhood import offered_centres, parts, picture_of, surroundings
from api.problems import ProblemError, unknown
from api.report import report_book, report_page
from api.representation import represented
from api.tabular import tabular
from viz import pages
from viz.assets import asset
from viz.network import PICTURE_POLICY, TooManyThingsError

router = APIRouter(include_in_schema=False)
# The report is one file: its styles stand inside, nothing else may be loaded.
REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
FOR_A_YEAR = "public, max-age=31536000, immutable"


@router.get("/")
def start(request: Request, known: Known, frame: Framed) -> Response:
    """Return the start page."""
    return represented(
        request,
        {
            HTML: lambda: pages.start(
                frame,
                gap_map=known.gap_map(),
                findings=known.findings(),
                counts=known.counts(),
                sources=known.sources(),
            )
        },
    )


@router.get("/gaps")
def gaps(
    request: Request, known: Known, frame: Framed, asked: Annotated[GapsAsked, Query()]
) -> Response:
    """Return the gap map."""
    found = gap_map_for(known, asked.scheme, asked.period)
    periods, schemes = known.references("periods"), known.references("field-schemes")
    return represented(
        request,
        {
            HTML: lambda: pages.gaps(frame, found, periods=periods, schemes=schemes),
            JSON: lambda: as_json(matrix_of(found, "measures")),
            **tabular(matrix_table(found)),
        },
    )


@router.get("/network")
def network(
    request: Request, known: Known, frame: Framed, asked: Annotated[NetworkPageAsked, Query()]
) -> Response:
    """Return the page on which a thing's surroundings are a picture and a list."""
    found, centre = surroundings(known, asked.thing, asked.depth, empty=True)
    nodes, edges = parts(known, found)
    offered = offered_centres(known)

    def as_page() -> str:
        return pages.network(frame, nodes=nodes, edges=edges, centre=centre, offered=offered)

    return represented(request, {HTML: as_page})


@router.get("/network/picture")
def picture(
    request: Request, known: Known, frame: Framed, asked: Annotated[NetworkPageAsked, Query()]
) -> Response:
    """Return the picture alone, under a policy of its own: own scripts, no network."""
    found, centre = surroundings(known, asked.thing, asked.depth, empty=True)
    try:
        text = picture_of(known, found, centre, frame.language)
    except TooManyThingsError as error:
        raise ProblemError(error.key, HTTPStatus.UNPROCESSABLE_ENTITY, error.values) from error
    response = represented(request, {HTML: lambda: text})
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    return response


@router.get("/report")
def report(
    request: Request, known: Known, frame: Framed, asked: Annotated[ReportAsked, Query()]
) -> Response:
    """Return where things stand as one page to keep, or as a workbook."""
    response = represented(
        request,
        {
            HTML: lambda: report_page(known, asked, frame),
            XLSX: lambda: report_book(known, asked),
        },
    )
    if response.media_type == HTML.media_type:
        response.headers["Content-Security-Policy"] = REPORT_POLICY
    return response


@router.get("/sources")
def sources(request: Request, known: Known, frame: Framed) -> Response:
    """Return the page of all documents."""
    return represented(request, {HTML: lambda: pages.sources(frame, known.sources())})


@router.get("/docs")
def reference(request: Request, frame: Framed) -> Response:
    """Return the reference of the interface."""
    document = request.app.state.openapi(frame.language)
    return represented(request, {HTML: lambda: pages.reference(frame, document)})


@router.get("/static/{name}")
def file(request: Request, name: str, v: str = "") -> Response:
    """Return a style sheet, script or picture; with its version it may be kept for a year."""
    found = asset(name)
    if found is None:
        raise unknown("api.no_such_address", name, [])
    tag = f'"{found.etag}"'
    headers = {"ETag": tag, "Cache-Control": FOR_A_YEAR if v == found.etag else "no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(found.content, media_type=found.media_type, headers=headers)
