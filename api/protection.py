"""What surrounds every request: who may ask, how much, and which headers every answer has."""

from collections.abc import Collection
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.headers import HEADERS
from api.problems import ProblemError
from api.refusals import answer

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
MAX_BODY = 64 * 1024  # bytes; no request that we answer needs a body
MAX_ADDRESS = 8 * 1024  # bytes of path and query


class Hosts:
    """Refuses foreign host names.

    Reading is open on a loopback address, so a page of a stranger must not be able to read it by
    pointing a host name of its own at this machine: only ``hosts`` and loopback names are served.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self.app = app
        self.hosts = LOOPBACK | {host.lower() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, or refuse it."""
        if scope["type"] == "http":
            host = Headers(scope=scope).get("host", "").lower()
            if _without_port(host) not in self.hosts:
                problem = ProblemError(
                    "api.unknown_host", HTTPStatus.MISDIRECTED_REQUEST, {"host": host}
                )
                await answer(Request(scope), problem)(scope, receive, send)
                return
        await self.app(scope, receive, send)


class Guard:
    """Refuses oversized requests, answers HEAD, adds safe headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"
        asked = {**scope, "method": "GET"} if head else scope

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            elif head:
                message = {**message, "body": b""}
            await send(message)

        received = 0

        async def receive_counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > MAX_BODY:
                raise _too_large()
            return message

        if problem := self._refusal(scope):
            await answer(Request(asked), problem)(asked, receive, send_guarded)
        else:
            await self.app(asked, receive_counted, send_guarded)

    def _refusal(self, scope: Scope) -> ProblemError | None:
        headers = Headers(scope=scope)
        if len(scope["path"]) + len(scope["query_string"]) > MAX_ADDRESS:
            return ProblemError(
                "api.long_address", HTTPStatus.REQUEST_URI_TOO_LONG, {"limit": MAX_ADDRESS}
            )
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > MAX_BODY:
            return _too_large()
        return None


def _too_large() -> ProblemError:
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return ProblemError("api.large_body", status, {"limit": MAX_BODY})


def _without_port(host: str) -> str:
    name, separator, port = host.rpartition(":")
    return name if separator and port.isdecimal() else host
