"""No answer from a store that does not yet show the last change set."""

from collections.abc import Callable
from http import HTTPStatus

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.problems import ProblemError
from api.refusals import answer

ALWAYS = ("/health/live", "/static/")
SOON = "5"  # seconds after which it is worth asking again


class Readiness:
    """Answers 503 while ``ready`` returns false: half of the data would be a false answer."""

    def __init__(self, app: ASGIApp, ready: Callable[[], bool]) -> None:
        self.app = app
        self.ready = ready

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or say that it is too early."""
        if scope["type"] != "http" or self.ready() or scope["path"].startswith(ALWAYS):
            await self.app(scope, receive, send)
            return
        status, headers = HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": SOON}
        problem = ProblemError("api.not_ready", status, headers=headers)
        await answer(Request(scope), problem)(scope, receive, send)
