"""An answer in the form the reader asked for: by suffix of the address, else by ``Accept``."""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import cast

from fastapi import Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.negotiation import Form, preferred, without_suffix
from api.problems import ProblemError

Makers = dict[Form, Callable[[], str | bytes | Response]]
AS_THEY_ARE = ("/static/", "/openapi.json", "/context.jsonld", "/dump")
FORM = "querschnitt.form"


class Suffixes:
    """Takes the suffix of a form off the address: ``/gaps.csv`` is ``/gaps`` wanted as CSV."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, its suffix taken off."""
        if scope["type"] == "http" and not scope["path"].startswith(AS_THEY_ARE):
            path, form = without_suffix(scope["path"])
            scope = {**scope, "path": path, FORM: form}
        await self.app(scope, receive, send)


def represented(request: Request, makers: Makers) -> Response:
    """Return what the maker of the best form makes; the first one is the usual form.

    Raises ``ProblemError`` when the address has no form of the suffix asked for (404), or when the
    reader takes none of the forms there are (406).
    """
    offered = list(makers)
    form = fitting(request, offered)
    if form is None:
        raise no_form(request, offered)
    made = makers[form]()
    return made if isinstance(made, Response) else Response(made, media_type=form.media_type)


def fitting(request: Request, offered: Sequence[Form]) -> Form | None:
    """Return the form of ``offered`` that suffix or ``Accept`` asks for; ``None`` without one."""
    if wanted := cast("Form | None", request.scope.get(FORM)):
        return wanted if wanted in offered else None
    return preferred(request.headers.get("accept", ""), offered)


def no_form(request: Request, offered: Sequence[Form]) -> ProblemError:
    """Return the problem that none of ``offered`` fits: 404 by suffix, 406 by ``Accept``."""
    if suffix := suffix_of(request):
        values = {"found": suffix, "expected": ", ".join(f".{each.suffix}" for each in offered)}
        return ProblemError("api.no_such_form", HTTPStatus.NOT_FOUND, values)
    types = ", ".join(each.media_type for each in offered)
    return ProblemError("api.not_acceptable", HTTPStatus.NOT_ACCEPTABLE, {"expected": types})


def suffix_of(request: Request) -> str:
    """Return the suffix that was taken off the address, with its dot; empty without one."""
    wanted = cast("Form | None", request.scope.get(FORM))
    return f".{wanted.suffix}" if wanted else ""
