"""Foreign queries that run now: for the operator, who can end them."""

from http import HTTPStatus
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request, Response

from api.answers import Page, RunningQuery, page_json
from api.frames import Writer
from api.negotiation import JSON
from api.problems import ProblemError
from api.replies import COORDINATOR
from api.sparql.pool import Pool
from api.tokens import Holder

router = APIRouter(tags=["operation"])


def _operator(by: Writer) -> Holder:
    if by.role != COORDINATOR:
        raise ProblemError("api.only_coordinator", HTTPStatus.FORBIDDEN)
    return by


Operator = Annotated[Holder, Depends(_operator)]


@router.get("/api/v1/queries", response_model=Page[RunningQuery])
async def running(request: Request, by: Operator) -> Response:
    """Return the queries that run now, oldest first; for the coordinator."""
    del by
    items = [
        RunningQuery(number=each.number, client=each.client, seconds=seconds, text=each.text)
        for each, seconds in _pool(request).running()
    ]
    text = page_json(items, following=None, total=len(items))
    return Response(text, media_type=JSON.media_type, headers={"Cache-Control": "no-store"})


@router.delete("/api/v1/queries/{number}", status_code=HTTPStatus.NO_CONTENT)
async def end(request: Request, number: int, by: Operator) -> Response:
    """End a running query; for the coordinator."""
    del by
    if not _pool(request).end(number):
        values = {"found": number}
        raise ProblemError("api.no_such_query", HTTPStatus.NOT_FOUND, values)
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _pool(request: Request) -> Pool:
    return cast("Pool", request.app.state.pool)
