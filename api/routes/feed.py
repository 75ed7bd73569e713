"""The change feed: its pages, one change set, and the RDF Patch of one."""

from hashlib import sha256
from http import HTTPStatus
from typing import Annotated, cast

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import StreamingResponse

from api.asked import FeedAsked, Worded
from api.feed import CONTEXT, PREFIX, Entry, Feed
from api.linked import Node, forms_of
from api.negotiation import JSON, JSON_LD, RDF_PATCH, Form
from api.problems import ProblemError
from api.representation import represented, suffix_of
from api.revisions import tagged

router = APIRouter(tags=["linked"])
ACTIVITY = Form("jsonld", "application/activity+json")
# What is erased has to leave the caches of others within a week.
FINAL, OPEN = "public, max-age=604800, immutable", "no-cache"


def _feed(request: Request) -> Feed:
    return cast("Feed", request.app.state.feed)


def _answer(request: Request, cache: str, document: Node, entry: Entry | None = None) -> Response:
    makers = forms_of(document, PREFIX)
    makers |= dict.fromkeys((ACTIVITY, JSON), makers[JSON_LD])
    if entry:
        makers[RDF_PATCH] = lambda: _patch(_feed(request), entry)
    state = f"{sha256(repr(document).encode()).hexdigest()} {suffix_of(request)}"
    return tagged(request.scope, state, cache, lambda: represented(request, makers))


def _patch(feed: Feed, entry: Entry) -> Response:
    headers = {"Content-Length": str(entry.size)}
    return StreamingResponse(
        feed.patch(entry), HTTPStatus.OK, headers, media_type=RDF_PATCH.media_type
    )


@router.get("/feed", response_class=Response)
def feed(request: Request, asked: Annotated[FeedAsked, Query()]) -> Response:
    """Return the pages of the feed, or one of them: what changed, oldest first."""
    found = _feed(request)
    if asked.page is None:
        return _answer(request, OPEN, found.whole())
    if asked.page > found.pages():
        values = {"found": asked.page, "last": found.pages()}
        raise ProblemError("api.unknown_page", HTTPStatus.NOT_FOUND, values)
    cache = FINAL if found.is_final(asked.page) else OPEN
    return _answer(request, cache, found.page(asked.page))


@router.get("/feed/{number}", response_class=Response)
def change_set(
    request: Request,
    number: Annotated[int, Path(ge=1)],
    _: Annotated[Worded, Query()],
) -> Response:
    """Return one change set, as a description or as the RDF Patch of what it changed."""
    found = _feed(request)
    entries = found.entries()
    if number > len(entries):
        values = {"found": number, "last": len(entries)}
        raise ProblemError("api.unknown_change", HTTPStatus.NOT_FOUND, values)
    entry = entries[number - 1]
    return _answer(request, FINAL, {"@context": CONTEXT, **found.activity(entry)}, entry)
