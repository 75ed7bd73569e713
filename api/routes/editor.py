"""The page on which readers write SPARQL of their own; the answer stands beside it."""

from dataclasses import replace
from http import HTTPStatus
from typing import cast

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from api.frames import Framed
from api.negotiation import HTML
from api.problems import ProblemError
from api.questions import question_for
from api.representation import represented, suffix_of
from api.sparql.echo import Kept
from api.sparql.endpoint import Endpoint
from graph.foreign.reading import JSON, N_TRIPLES, read_answer
from ontology.questions import questions
from viz.editor import STARTER, Draft, Limits, editor
from viz.frame import Frame

router = APIRouter(include_in_schema=False)
SHOWN = "application/sparql-results+json, application/n-triples"
FILES = {
    ".csv": "text/csv",
    ".json": "application/sparql-results+json",
    ".ttl": "text/turtle",
    ".jsonld": "application/ld+json",
}
"""What the answer is also given as: the suffix of the address and the media type."""


@router.get("/query/editor")
async def editor_page(
    request: Request, frame: Framed, query: str = "", example: str = ""
) -> Response:
    """Return the page with the answer to ``query``, or that answer alone as a file.

    Whoever writes a query that has no answer gets it back with the reason beside it.
    """
    endpoint = cast("Endpoint", request.app.state.endpoint)
    if (suffix := suffix_of(request)) in FILES:
        kept = await endpoint.answered(request.scope, query, FILES[suffix])
        return Response(kept.body, headers={**_said(kept), "Cache-Control": "no-cache"})
    text = query or (question_for(example).sparql if example else STARTER)
    draft, status = Draft(text), HTTPStatus.OK
    after: dict[str, str] = {}
    if query:
        try:
            kept = await endpoint.answered(request.scope, query, SHOWN)
            draft = await run_in_threadpool(_read, text, kept)
        except ProblemError as problem:
            draft, status = Draft(text, problem=problem.detail(frame.language)), problem.status
            after = dict(problem.headers)
    allowed = endpoint.allowance
    limits = Limits(allowed.seconds, allowed.rows)
    here = replace(frame, moment={})  # queries are about today

    def page(shown: Frame = here) -> str:
        return editor(shown, draft, limits, questions())

    response = await run_in_threadpool(represented, request, {HTML: page})
    response.status_code = status
    response.headers.update(after)
    return response


def _said(kept: Kept) -> dict[str, str]:
    found = {name.decode("latin-1"): value.decode("latin-1") for name, value in kept.headers}
    return {n: value for n, value in found.items() if n in {"content-type", "querschnitt-cut"}}


def _read(text: str, kept: Kept) -> Draft:
    said = _said(kept)
    form = JSON if "json" in said["content-type"] else N_TRIPLES
    return Draft(text, read_answer(kept.body, form), cut="querschnitt-cut" in said)
