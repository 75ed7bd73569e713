"""Answers are good for one state of the data: entity tags, and 304 for who has the answer."""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ASKED = ("accept", "accept-profile", "accept-language", "accept-encoding", "authorization")
VARY = "Accept, Accept-Profile, Accept-Language, Accept-Encoding, Authorization"
ROOMS = ("api", "graph", "ontology", "viz")
MADE_OF = (".css", ".html", ".js", ".py", ".rq", ".ru", ".svg", ".toml", ".ttl")
# These name a tag of their own, or none.
UNTAGGED = ("/api/v1/queries", "/health/", "/static/", "/query/editor", "/dump", "/feed")


@cache
def program() -> str:
    """Return a digest of all our files: another program may answer otherwise."""
    root = Path(__file__).parent.parent
    digest = sha256()
    for room in ROOMS:
        for file in sorted((root / room).rglob("*")):
            if file.suffix in MADE_OF:
                digest.update(file.read_bytes())
    return digest.hexdigest()


class Revisions:
    """Tags every answer with the state it was made from, so that a reader need not load it twice.

    ``state`` returns a text that changes whenever any answer could. The tag depends on the state
    and on all of the request that an answer may depend on; hence an equal tag is an equal answer,
    and a reader who has it is told so before anything is computed.
    """

    def __init__(self, app: ASGIApp, state: Callable[[], str]) -> None:
        self.app = app
        self.state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or say that the reader has the answer."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        if scope["path"].startswith(UNTAGGED):
            await self.app(scope, receive, send)
            return
        tag = tag_of(scope, self.state())
        if _has(scope, tag):
            await _unchanged(tag)(scope, receive, send)
            return

        async def send_tagged(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == HTTPStatus.OK:
                MutableHeaders(scope=message).update(_caching(tag))
            await send(message)

        await self.app(scope, receive, send_tagged)


def tagged(scope: Scope, state: str, cache: str, make: Callable[[], Response]) -> Response:
    """Return what ``make`` makes, tagged for ``state``, or 304 for a reader who has it.

    ``state`` changes whenever this answer could; ``cache`` says how long it may be kept.
    """
    tag = tag_of(scope, f"{program()} {state}")
    if _has(scope, tag):
        return _unchanged(tag, cache)
    response = make()
    response.headers.update(_caching(tag, cache))
    return response


def tag_of(scope: Scope, state: str) -> str:
    """Return the entity tag of the answer to a request in ``state``."""
    headers = Headers(scope=scope)
    asked = [state, scope["path"], scope["query_string"].decode("latin-1")]
    asked += [headers.get(name, "") for name in ASKED]
    digest = sha256("\0".join(asked).encode()).hexdigest()
    return f'"{digest[:32]}"'


def _has(scope: Scope, tag: str) -> bool:
    known = Headers(scope=scope).get("if-none-match", "").split(",")
    return tag in [each.strip().removeprefix("W/") for each in known]


def _unchanged(tag: str, cache: str = "no-cache") -> Response:
    return Response(status_code=304, headers=_caching(tag, cache))


def _caching(tag: str, cache: str = "no-cache") -> dict[str, str]:
    return {"ETag": tag, "Cache-Control": cache, "Vary": VARY}
