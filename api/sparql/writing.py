"""Updates and graphs from others: tried out in a worker, then recorded, all of it or nothing."""

import asyncio
import email
from collections.abc import Callable
from dataclasses import dataclass
from email import policy
from http import HTTPStatus

from fastapi import Request as HttpRequest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.problems import ProblemError
from api.refusals import answer
from api.sparql.endpoint import (
    CROSS_ORIGIN,
    PREFLIGHT,
    Heard,
    Reader,
    base_of,
    heard,
    not_acceptable,
    outcome_of,
    sent_request,
)
from api.sparql.pool import Pool
from api.sparql.protocol import GRAPHS, Request, asked, fields_of, forms_for
from graph.errors import GraphError
from graph.foreign.work import Act, Outcome, Task

MOST_SENT = 16 * 2**20
"""Bytes of a graph that is sent here."""
UPDATE, STORE = "/sparql/update", "/rdf-graph-store"
MULTIPART = "multipart/form-data"
DEFAULT, GRAPH = "default", "graph"
FORM_OF = {form.media_type: form.suffix for form in GRAPHS}
ACTS: dict[str, Act] = {"GET": "get", "PUT": "put", "POST": "post", "DELETE": "delete"}
INSIDE = "inside"
Record = Callable[[Heard, Outcome, str, str], None]
Allow = Callable[[Heard], None]


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who may write, and what becomes of a change.

    ``allow`` raises ``ProblemError`` for who may not write. ``record`` records an outcome, or is
    ``None`` for a scratch store, which the pool keeps itself. ``directly`` tells whether graphs
    may be written as they are.
    """

    allow: Allow
    record: Record | None

    @property
    def directly(self) -> bool:
        """Return whether graphs may be written as they are."""
        return self.record is None


class Writing:
    """Answers ``/sparql/update`` and ``/rdf-graph-store``; changes are made one after the other."""

    def __init__(
        self,
        pool: Pool,
        state: Callable[[], str],
        reader: Callable[[Scope, Heard], Reader],
        keeper: Keeper,
        name: Callable[[], str],
    ) -> None:
        """Answer for the data that ``keeper`` keeps; ``name`` invents names of new graphs."""
        self._pool, self._state, self._reader, self._keeper = pool, state, reader, keeper
        self._name = name
        self._one: tuple[object, asyncio.Lock] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        try:
            response = await self._respond(scope, receive)
        except (ProblemError, GraphError) as problem:
            response = answer(HttpRequest(scope), problem)
        response.headers.update(CROSS_ORIGIN)
        await response(scope, receive, send)

    async def _respond(self, scope: Scope, receive: Receive) -> Response:
        headers = heard(scope)
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        if path == UPDATE:
            return await self._update(scope, headers, receive, method)
        if method == "OPTIONS":
            allowed = ", ".join([*ACTS, "HEAD", "OPTIONS"])
            return Response(None, HTTPStatus.NO_CONTENT, {**PREFLIGHT, "Allow": allowed})
        if method not in ACTS:
            raise _wrong_method(*ACTS, "HEAD", "OPTIONS")
        new = f"{base_of(scope, headers).rstrip('/')}/{self._name()}" if method == "POST" else ""
        graph = _graph(scope, headers, new)
        task = Task("", "", base_of(scope, headers), act=ACTS[method], graph=graph)
        if method == "GET":
            return await self._graph(scope, headers, task)
        return await self._write(scope, headers, receive, task)

    async def _graph(self, scope: Scope, headers: Heard, task: Task) -> Response:
        form = forms_for(headers.get("accept", "")).get("graph")
        if form is None:
            raise not_acceptable(GRAPHS)
        reader = self._reader(scope, headers)
        wanted = Task(
            reader.view, "", task.base, {"graph": form.suffix}, act="get", graph=task.graph
        )
        outcome = await outcome_of(self._pool, wanted, reader.client, self._state())
        marks = {"Querschnitt-Cut": outcome.cut} if outcome.cut else {}
        marks |= {"Content-Type": form.content_type, "Vary": "Accept, Authorization"}
        return Response(outcome.body, headers=marks)

    async def _write(self, scope: Scope, headers: Heard, receive: Receive, task: Task) -> Response:
        self._keeper.allow(headers)
        if not (self._keeper.directly or (task.act == "post" and not task.graph)):
            values = {"found": task.graph or DEFAULT}
            raise ProblemError("api.graph_not_writable", HTTPStatus.FORBIDDEN, values)
        request = await sent_request(scope, headers, receive, scope["method"], MOST_SENT)
        parts = () if task.act == "delete" else _parts(request, headers.get("content-type", ""))
        sent = Task(INSIDE, "", task.base, act=task.act, graph=task.graph, parts=parts)
        outcome = await self._carried(scope, headers, sent)
        if not outcome.values and task.act == "delete":
            raise ProblemError("api.no_such_graph", HTTPStatus.NOT_FOUND, {"found": task.graph})
        if outcome.values:
            return Response(None, HTTPStatus.NO_CONTENT)
        return Response(None, HTTPStatus.CREATED, {"Location": task.graph})

    async def _update(
        self, scope: Scope, headers: Heard, receive: Receive, method: str
    ) -> Response:
        if method == "OPTIONS":
            return Response(None, HTTPStatus.NO_CONTENT, {"Allow": "POST, OPTIONS"})
        if method not in {"GET", "POST"}:
            raise _wrong_method("POST", "OPTIONS")
        if method == "POST":
            self._keeper.allow(headers)
        request = await sent_request(scope, headers, receive, method, MOST_SENT)
        question = asked(request, "update")
        task = Task(
            INSIDE,
            question.text,
            base_of(scope, headers),
            default=question.default,
            named=question.named,
            act="update",
        )
        await self._carried(scope, headers, task)
        return Response(None, HTTPStatus.NO_CONTENT)

    async def _carried(self, scope: Scope, headers: Heard, task: Task) -> Outcome:
        """Return the outcome of a change that is recorded; one change at a time."""
        client = self._reader(scope, headers).client
        async with self._lock():
            state = self._state()
            outcome = await outcome_of(self._pool, task, client, state)
            if not outcome.body:
                return outcome
            if self._keeper.record is None:
                await self._pool.carry(outcome.body)
            else:
                said = fields_of(scope["query_string"].decode("latin-1")).get("message", [""])[0]
                await asyncio.to_thread(self._keeper.record, headers, outcome, said, state)
            return outcome

    def _lock(self) -> asyncio.Lock:
        loop = asyncio.get_running_loop()
        if self._one is None or self._one[0] is not loop:
            self._one = (loop, asyncio.Lock())
        return self._one[1]


def _graph(scope: Scope, headers: Heard, new: str) -> str:
    """Return the graph that the request is about, empty for the default one (GSP, section 4).

    Where none is named it is the ``new`` one, if there may be one.
    """
    own = base_of(scope, headers)
    if not own.rstrip("/").endswith(STORE):
        return own  # the address itself is the graph's
    given = fields_of(scope["query_string"].decode("latin-1"))
    named = given.get(GRAPH, [])
    if new and not (DEFAULT in given or named):
        return new
    if (DEFAULT in given) == bool(named) or len(named) > 1:
        raise ProblemError("api.one_graph", HTTPStatus.BAD_REQUEST)
    if named and ":" not in named[0]:
        raise ProblemError("api.not_an_iri", HTTPStatus.BAD_REQUEST, {"found": named[0]})
    return named[0] if named else ""


def _parts(request: Request, content_type: str) -> tuple[tuple[str, str], ...]:
    """Return the texts that were sent, each with its form; raises ``ProblemError``."""
    if request.kind != MULTIPART:
        return (_part(request.kind, request.body),)
    head = b"Content-Type: " + content_type.encode("latin-1") + b"\r\n\r\n"
    sent = email.message_from_bytes(head + request.body, policy=policy.HTTP)
    parts = [part for part in sent.walk() if not part.is_multipart()]
    return tuple(_part(part.get_content_type(), _bytes_of(part)) for part in parts)


def _bytes_of(part: "email.message.Message[str, str]") -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _part(kind: str, body: bytes) -> tuple[str, str]:
    if kind not in FORM_OF:
        values = {"found": kind or "–", "expected": ", ".join((*FORM_OF, MULTIPART))}
        raise ProblemError("api.media_type", HTTPStatus.UNSUPPORTED_MEDIA_TYPE, values)
    try:
        return FORM_OF[kind], body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProblemError("api.not_utf8", HTTPStatus.BAD_REQUEST) from error


def _wrong_method(*allowed: str) -> ProblemError:
    said = ", ".join(allowed)
    status, values, headers = HTTPStatus.METHOD_NOT_ALLOWED, {"expected": said}, {"Allow": said}
    return ProblemError("api.other_method", status, values, headers=headers)
