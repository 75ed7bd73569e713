"""The whole of the data as a file: as it stands, and as it once stood."""

import re
from datetime import UTC
from email.utils import format_datetime
from http import HTTPStatus
from typing import Annotated, cast

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from api.asked import Asked, Worded
from api.dumps import Dumps, Wanted, hash_of
from api.frames import Known, holder_of
from api.moments import Moment
from api.problems import ProblemError
from api.revisions import tagged
from api.spool import Spool
from graph.edition import Edition

router = APIRouter(tags=["linked"])
NAME = "querschnitt"
HASH, REVISION = "Querschnitt-Content-Hash", "Querschnitt-Revision"
FOR_A_WEEK = "public, max-age=604800"
_STATE = re.compile(r"([0-9a-f]{64})\.(nq(?:\.gz)?)")


def _dumps(request: Request) -> Dumps:
    return cast("Dumps", request.app.state.dumps)


@router.get("/dump.{suffix}", response_class=Response)
def dump(request: Request, known: Known, suffix: str, _: Annotated[Asked, Query()]) -> Response:
    """Return all claims (nq, trig) or what is in force (ttl, jsonld) as a file."""
    wanted = Wanted.of(suffix)
    inside = holder_of(request) is not None
    digest = hash_of(known, inside=inside)
    state = f"{digest} {inside} {'' if wanted.complete else known.day}"

    def make() -> Response:
        found = _dumps(request).of(known, wanted, state, inside=inside)
        headers = {HASH: digest}
        if Moment.of(request.query_params).as_of is None:
            headers[REVISION] = str(known.dataset.revision)
        return _file(found, wanted, f"{NAME}-{digest[:16]}.{wanted.suffix}", headers)

    return tagged(request.scope, state, "private, no-cache" if inside else "no-cache", make)


@router.get("/dump/{name}", response_class=Response)
def edition(request: Request, name: str, _: Annotated[Worded, Query()]) -> Response:
    """Return the claims as they once stood, by their content hash."""
    match = _STATE.fullmatch(name)
    if match is None:
        raise ProblemError("api.no_edition_name", HTTPStatus.NOT_FOUND, {"found": name})
    digest, wanted = match[1], Wanted.of(match[2])
    dumps = _dumps(request)
    found = dumps.editions.find(digest)
    if found is None:
        raise ProblemError("api.unknown_edition", HTTPStatus.NOT_FOUND, {"found": digest})

    def make() -> Response:
        spool = dumps.edition(digest, lambda: dumps.editions.lines(found), wanted)
        return _file(spool, wanted, name, _told(found, digest))

    return tagged(request.scope, digest, FOR_A_WEEK, make)


def _told(found: Edition, digest: str) -> dict[str, str]:
    """Return the headers that say which state this is; its date as in RFC 7089."""
    recorded = format_datetime(found.time.astimezone(UTC), usegmt=True)
    return {"Memento-Datetime": recorded, REVISION: str(found.number), HASH: digest}


def _file(found: Spool, wanted: Wanted, name: str, headers: dict[str, str]) -> Response:
    size = found.size
    headers |= {
        "Content-Length": str(size),
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    return StreamingResponse(found.chunks(0, size), HTTPStatus.OK, headers, wanted.media_type)
