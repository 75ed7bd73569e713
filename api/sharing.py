"""Addresses that pages of other hosts may read in a browser (CORS), without credentials."""

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SHARED = ("/reconcile",)
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": "Content-Type",
    "Access-Control-Max-Age": "86400",
}
"""``Authorization`` is not among the headers: a stranger's page reads what is public, no more."""


class Shared:
    """Lets pages of every host read the answers of the shared addresses, problems included."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on and mark its answer; answer what a browser asks beforehand."""
        if scope["type"] != "http" or not scope["path"].startswith(SHARED):
            await self.app(scope, receive, send)
            return

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Access-Control-Allow-Origin"] = "*"
            await send(message)

        asked = Response(status_code=204, headers=PREFLIGHT)
        await (asked if scope["method"] == "OPTIONS" else self.app)(scope, receive, send_marked)
