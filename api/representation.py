"""An answer in the form the reader asked for: by suffix of the address, else by ``Accept``."""

from collections.abc import Callable
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
    wanted = cast("Form | None", request.scope.get(FORM))
    if wanted and wanted not in makers:
        names = ", ".join(f".{form.suffix}" for form in offered)
        values = {"found": f".{wanted.suffix}", "expected": names}
        raise ProblemError("api.no_such_form", HTTPStatus.NOT_FOUND, values)
    form = wanted or preferred(request.headers.get("accept", ""), offered)
    if form is None:
        types = ", ".join(form.media_type for form in offered)
        raise ProblemError("api.not_acceptable", HTTPStatus.NOT_ACCEPTABLE, {"expected": types})
    made = makers[form]()
    return made if isinstance(made, Response) else Response(made, media_type=form.media_type)


def suffix_of(request: Request) -> str:
    """Return the suffix that was taken off the address, with its dot; empty without one."""
    wanted = cast("Form | None", request.scope.get(FORM))
    return f".{wanted.suffix}" if wanted else ""
