"""Errors as answers over HTTP: problem details (RFC 9457), or a page for a browser."""

import json
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from api.frames import frame_of
from api.headers import HEADERS
from api.negotiation import reader_language, reads_pages
from api.problems import ProblemError
from graph.errors import GraphError, StoreError, WriteError
from ontology.terms import BASE
from viz import pages

MEDIA_TYPE = "application/problem+json"
LONGEST, MOST = 200, 20  # characters of what was found, and mistakes that are told
# What pydantic calls a mistake, and the key of our own sentence for it.
MISTAKES = {
    "extra_forbidden": "api.unknown_parameter",
    "missing": "api.missing_parameter",
    "dict_type": "api.not_an_object",
    "model_type": "api.not_an_object",
    "string_type": "api.not_a_text",
    "value_error": "api.not_a_choice",
    "literal_error": "api.not_a_choice",
    "int_parsing": "api.not_a_number",
    "greater_than_equal": "api.too_small",
    "less_than_equal": "api.too_large",
    "string_too_long": "api.too_long",
    "string_too_short": "api.too_short",
    "too_long": "api.too_many",
    "json_invalid": "api.not_json",
    "date_from_datetime_parsing": "api.not_a_day",
    "date_parsing": "api.not_a_day",
}
STATUS_OF: dict[type[GraphError], HTTPStatus] = {
    StoreError: HTTPStatus.SERVICE_UNAVAILABLE,
    WriteError: HTTPStatus.INSUFFICIENT_STORAGE,
    GraphError: HTTPStatus.BAD_REQUEST,
}


def _of_parameters(error: RequestValidationError) -> ProblemError:
    """Return the problem of the first wrong parameter; all are listed in ``parameters``."""
    mistakes = [
        {
            "parameter": str(mistake["loc"][-1]),
            "found": str(mistake.get("input", ""))[:LONGEST],
            "expected": _expected(mistake.get("ctx", {})),
        }
        for mistake in error.errors()[:MOST]
    ]
    key = MISTAKES.get(error.errors()[0]["type"], "api.wrong_parameter")
    return ProblemError(key, HTTPStatus.UNPROCESSABLE_ENTITY, mistakes[0], {"parameters": mistakes})


def _expected(limits: Mapping[str, object]) -> str:
    """Return what a mistake's ``limits`` say: of several the greatest length, else the first."""
    return str(limits.get("max_length", next(iter(limits.values()), ""))).replace(" or ", ", ")


def _of_status(error: HTTPException) -> ProblemError:
    status = HTTPStatus(error.status_code)
    keys = {404: "api.no_such_address", 405: "api.wrong_method"}
    key = keys.get(error.status_code, "api.refused")
    return ProblemError(key, status, headers=error.headers or {})


def problem_of(error: Exception) -> ProblemError:
    """Return the problem that ``error`` is for the reader."""
    if isinstance(error, ProblemError):
        return error
    if isinstance(error, RequestValidationError):
        return _of_parameters(error)
    if isinstance(error, HTTPException):
        return _of_status(error)
    for kind, status in STATUS_OF.items():
        if isinstance(error, kind):
            return ProblemError(error.key, status, error.values)
    return ProblemError("api.failure", HTTPStatus.INTERNAL_SERVER_ERROR)


def answer(request: Request, error: Exception) -> Response:
    """Return the answer to a request that ended in ``error``: a page for a browser, else JSON."""
    problem = problem_of(error)
    accept = request.headers.get("accept", "")
    response = _page(request, problem) if reads_pages(accept) else None
    response = response or _document(request, problem)
    response.headers.update(HEADERS)  # a fault of the program is answered outside of the guard
    response.headers.update(problem.headers)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def _page(request: Request, problem: ProblemError) -> Response | None:
    try:
        frame = frame_of(request)
    except StoreError:  # what surrounds a page comes from the store
        return None
    text = pages.problem(
        frame,
        status=problem.status,
        title=problem.title(frame.language),
        detail=problem.detail(frame.language),
    )
    return HTMLResponse(text, problem.status)


def _document(request: Request, problem: ProblemError) -> Response:
    language = reader_language(
        request.query_params.get("lang"),
        request.headers.get("accept-language", ""),
        request.app.state.settings.language,
    )
    content = {
        "type": f"{BASE}/problem/{problem.key.removeprefix('api.')}",
        "title": problem.title(language),
        "status": problem.status,
        "detail": problem.detail(language),
        "instance": request.url.path,
        **problem.members,
    }
    # What was found may be no Unicode; JSON can say it all the same, by escapes.
    text = json.dumps(content, ensure_ascii=False).encode("utf-8", "backslashreplace")
    headers = {"Content-Language": language}
    return Response(text, problem.status, headers, media_type=MEDIA_TYPE)


async def _handle(request: Request, error: Exception) -> Response:
    return answer(request, error)


def install(app: FastAPI) -> None:
    """Let ``app`` answer every error as a problem."""
    for kind in (ProblemError, RequestValidationError, HTTPException, GraphError, Exception):
        app.add_exception_handler(kind, _handle)
