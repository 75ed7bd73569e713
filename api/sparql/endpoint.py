"""The SPARQL query endpoint as a bare ASGI application: an answer costs little more than itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from http import HTTPStatus
from typing import cast

from fastapi import Request as HttpRequest
from starlette.types import Receive, Scope, Send

from api.linked import written
from api.negotiation import Form, preferred
from api.problems import ProblemError
from api.refusals import answer
from api.sparql.allowance import Allowance, BusyError
from api.sparql.answers import Answers
from api.sparql.description import description
from api.sparql.echo import Echo, Kept
from api.sparql.outflow import Outflow
from api.sparql.pool import Pool
from api.sparql.protocol import GRAPHS, OFFERED, Asked, Request, asked, forms_for
from graph.foreign.work import Answer, Outcome, Task

MOST_BODY = 4 * 2**20
METHODS = "GET, HEAD, OPTIONS, POST"
VARY = "Accept, Authorization"
PROTECTING = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Querschnitt-Cut, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
STATUS = {
    "graph.update_names_graph": HTTPStatus.FORBIDDEN,
    "api.no_such_graph": HTTPStatus.NOT_FOUND,
}
BUSY = {True: HTTPStatus.TOO_MANY_REQUESTS, False: HTTPStatus.SERVICE_UNAVAILABLE}
UNAVAILABLE = frozenset({"api.query_too_slow", "api.query_ended", "graph.out_of_memory"})


Heard = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks: which view is shown, who counts as one client, and the tags of what he has."""

    view: str
    client: str
    known: str = ""


class Endpoint:
    """Answers SPARQL queries.

    ``state`` changes whenever an answer could; ``reader`` tells who asks.
    """

    def __init__(
        self,
        pool: Pool,
        state: Callable[[], str],
        reader: Callable[[Scope, Heard], Reader],
    ) -> None:
        self._pool, self._state, self._reader = pool, state, reader
        self.echo = Echo(state)
        self._answers = Answers(self.echo.forget)

    @property
    def allowance(self) -> Allowance:
        """Return the limits of queries."""
        return self._pool.allowance

    async def answered(self, scope: Scope, text: str, accept: str) -> Kept:
        """Return the answer to a query that another address of ours was asked in a page.

        Raises ``ProblemError`` as ``/sparql`` answers it.
        """
        headers, question = heard(scope), Asked(text, None, None)
        asking = {**scope, "path": scope.get("root_path", "") + "/sparql"}
        reader, base = self._reader(scope, headers), base_of(asking, headers)
        return (await self._answer(question, reader, forms_for(accept), base))[0]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request to ``/sparql``."""
        headers, outflow = heard(scope), Outflow(receive, send)
        try:
            kept, status = await self._respond(scope, headers, receive, outflow)
        except ProblemError as problem:
            if outflow.begun:
                return
            response = answer(HttpRequest(scope), problem)
            response.headers.update(CROSS_ORIGIN)
            await response(scope, receive, send)
            return
        finally:
            outflow.break_off()
        if outflow.begun or (status == HTTPStatus.OK and self._noted(scope, kept)):
            return
        await send({"type": "http.response.start", "status": status, "headers": kept.headers})
        body = b"" if scope["method"] == "HEAD" else kept.body
        await send({"type": "http.response.body", "body": body})

    async def _respond(
        self, scope: Scope, headers: Heard, receive: Receive, outflow: Outflow
    ) -> tuple[Kept, HTTPStatus]:
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        if method == "OPTIONS":
            return _kept(b"", {**PREFLIGHT}), HTTPStatus.NO_CONTENT
        if method not in {"GET", "POST"}:
            status = HTTPStatus.METHOD_NOT_ALLOWED
            values, allow = {"expected": METHODS}, {"Allow": METHODS}
            raise ProblemError("api.other_method", status, values, headers=allow)
        if method == "GET" and not scope["query_string"]:
            form = preferred(headers.get("accept", ""), GRAPHS)
            if form is None:
                raise not_acceptable(GRAPHS)
            endpoint = base_of(scope, headers).rstrip("/")
            said = description(endpoint, self._pool.allowance, plain=self._pool.plain)
            body = written(said, form.suffix)
            return _kept(body, {"Content-Type": form.content_type, "Vary": "Accept"}), HTTPStatus.OK
        request = await sent_request(scope, headers, receive, method, MOST_BODY)
        question = asked(request, "query")
        reader = self._reader(scope, headers)
        forms = forms_for(headers.get("accept", ""))
        if not forms:
            raise not_acceptable(OFFERED["table"] + OFFERED["graph"])
        if method == "GET" and (known := headers.get("if-none-match")):
            reader = replace(reader, known=known)
        base = base_of(scope, headers)
        outflow.early = scope["method"] != "HEAD" and not reader.known
        kept, status = await self._answer(question, reader, forms, base, outflow)
        if reader.known.strip() == "*":
            return _unmodified(kept.tag), HTTPStatus.NOT_MODIFIED
        return kept, status

    def _noted(self, scope: Scope, kept: Kept) -> bool:
        """Note what may be echoed; return whether it has gone out already."""
        return self._answers.has(kept) and self.echo.note(scope, kept)

    async def _answer(
        self,
        question: Asked,
        reader: Reader,
        forms: Mapping[Answer, Form],
        base: str,
        outflow: Outflow | None = None,
    ) -> tuple[Kept, HTTPStatus]:
        state = self._state()
        tag = _tag(state, reader.view, question, forms, base)
        if tag in reader.known:
            return _unmodified(tag), HTTPStatus.NOT_MODIFIED
        if found := self._answers.get(tag):
            return found, HTTPStatus.OK
        wanted = {kind: form.suffix for kind, form in forms.items()}
        task = Task(
            reader.view,
            question.text,
            base,
            wanted,
            question.default,
            question.named,
            early=outflow is not None and outflow.early,
        )

        def described(outcome: Outcome) -> dict[str, str]:
            form = forms[cast("Answer", outcome.kind)]
            # It may have been made from newer data than the tag says.
            return _described(outcome, form, tag if self._state() == state else "", self._pool)

        if outflow:
            outflow.head = lambda outcome: _head(described(outcome))
        outcome = await outcome_of(self._pool, task, reader.client, state, outflow)
        if outflow:
            await outflow.finish(outcome.body)
        headers = described(outcome)
        made = _kept(outcome.whole(), headers, state, tag if "ETag" in headers else "")
        if made.tag:
            self._answers.keep(made)
        return made, HTTPStatus.OK


def heard(scope: Scope) -> Heard:
    """Return the headers of a request; of those that stand twice the last one."""
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


async def outcome_of(
    pool: Pool, task: Task, client: str, state: str, outflow: Outflow | None = None
) -> Outcome:
    """Return the outcome of a task; raises ``ProblemError`` for one that is none."""
    try:
        outcome = await pool.ask(task, client, state, outflow)
    except BusyError as busy:
        key = "api.query_budget" if busy.spent else "api.query_busy"
        values = {"after": busy.after, "limit": f"{pool.allowance.budget:g}"}
        after = {"Retry-After": str(busy.after)}
        raise ProblemError(key, BUSY[busy.spent], values, headers=after) from busy
    if not outcome.problem:
        return outcome
    if outcome.problem == "api.not_acceptable":
        raise not_acceptable(OFFERED[cast("Answer", outcome.kind)])
    if outcome.problem in UNAVAILABLE:
        status, after = HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": "60"}
        raise ProblemError(outcome.problem, status, outcome.values, headers=after)
    status = STATUS.get(outcome.problem, HTTPStatus.BAD_REQUEST)
    raise ProblemError(outcome.problem, status, outcome.values)


async def sent_request(
    scope: Scope, headers: Heard, receive: Receive, method: str, most: int
) -> Request:
    """Return what the protocol looks at; raises ``ProblemError`` for more than ``most`` bytes."""
    kind, _, parameters = headers.get("content-type", "").partition(";")
    charset = parameters.partition("charset=")[2].partition(";")[0].strip(' "')
    body = await _body(receive, most) if method != "GET" else b""
    fields = scope["query_string"].decode("latin-1")
    return Request(method, fields, kind.strip().lower(), charset, body)


def base_of(scope: Scope, headers: Heard) -> str:
    """Return the address that relative addresses are relative to."""
    root = scope.get("root_path", "")
    return f"{scope['scheme']}://{headers.get('host', '')}{root}{scope['path'].removeprefix(root)}"


async def _body(receive: Receive, most: int) -> bytes:
    found = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ProblemError("api.cut_off", HTTPStatus.BAD_REQUEST)
        found += message.get("body", b"")
        if len(found) > most:
            status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            raise ProblemError("api.large_body", status, {"limit": most})
        if not message.get("more_body", False):
            return bytes(found)


def not_acceptable(offered: tuple[Form, ...]) -> ProblemError:
    """Return the problem that none of the forms ``offered`` is acceptable."""
    types = ", ".join(form.media_type for form in offered)
    return ProblemError("api.not_acceptable", HTTPStatus.NOT_ACCEPTABLE, {"expected": types})


def _tag(state: str, view: str, question: Asked, forms: Mapping[Answer, Form], base: str) -> str:
    types = [form.media_type for form in forms.values()]
    parts = (state, view, question.text, repr((question.default, question.named)), base, *types)
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _described(outcome: Outcome, form: Form, tag: str, pool: Pool) -> dict[str, str]:
    headers = {"Content-Type": form.content_type, "Vary": VARY}
    if tag:
        headers["ETag"] = f'"{tag}"'
    if outcome.cut:
        limit = pool.allowance.rows if outcome.cut == "rows" else pool.allowance.bytes
        headers["Querschnitt-Cut"] = f"{outcome.cut}; limit={limit}"
    return {**headers, "Cache-Control": "no-cache"}


def _unmodified(tag: str) -> Kept:
    tagged = {"ETag": f'"{tag}"'} if tag else {}
    return _kept(b"", {**tagged, "Vary": VARY, "Cache-Control": "no-cache"})


def _kept(body: bytes, headers: Mapping[str, str], state: str = "", tag: str = "") -> Kept:
    size = {"Content-Length": str(len(body))} if "Content-Type" in headers else {}
    return Kept(body, _head({**headers, **size}), tag, state)


def _lines(headers: Mapping[str, str]) -> bytes:
    lines = "".join(f"{name.lower()}: {value}\r\n" for name, value in headers.items())
    return lines.encode("latin-1")


_COMMON = _lines({**PROTECTING, **CROSS_ORIGIN})


def _head(headers: Mapping[str, str]) -> bytes:
    return _COMMON + _lines(headers)
