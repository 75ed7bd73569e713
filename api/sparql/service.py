"""The SPARQL addresses in front of the application, and what they are made of."""

from secrets import token_hex

from starlette.types import ASGIApp, Receive, Scope, Send

from api.moments import Moments
from api.revisions import program
from api.sparql.endpoint import Endpoint, Heard, Reader
from api.sparql.pool import Pool
from api.sparql.recording import recorder
from api.sparql.writing import STORE, UPDATE, Keeper, Writing
from api.tokens import Tokens
from graph.foreign.nursery import INSIDE, PUBLIC

QUERY = "/sparql"


class Service:
    """Answers the SPARQL addresses, and hands everything else on to ``app``.

    It stands in front because there an answer costs little: nothing of what is said there is
    made by the application.
    """

    def __init__(self, app: ASGIApp, query: ASGIApp, writing: ASGIApp) -> None:
        self._app, self._query, self._writing = app, query, writing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or hand it on."""
        path = scope.get("path", "").removeprefix(scope.get("root_path", ""))
        answering = self._app
        if path.rstrip("/") == QUERY:
            answering = self._query
        elif path in {UPDATE, STORE} or path.startswith(f"{STORE}/"):
            answering = self._writing
        await answering(scope, receive, send)


def of_claims(pool: Pool, moments: Moments, tokens: Tokens) -> tuple[Endpoint, Writing]:
    """Return what answers queries and what answers changes of the data set."""

    def state() -> str:
        return f"{program()} {moments.state()}"

    def reader(scope: Scope, headers: Heard) -> Reader:
        holder = tokens.holder(headers.get("authorization", ""))
        return Reader(INSIDE, holder.name) if holder else Reader(PUBLIC, _address(scope))

    keeper = recorder(moments, tokens, state)
    return Endpoint(pool, state, reader), Writing(pool, state, reader, keeper, _name)


def of_scratch(pool: Pool) -> tuple[Endpoint, Writing]:
    """Return what answers queries and changes of a scratch store: everybody may do everything."""

    def state() -> str:
        return str(pool.age)

    def reader(scope: Scope, headers: Heard) -> Reader:
        del headers
        return Reader(INSIDE, _address(scope))

    def allow(headers: Heard) -> None:
        del headers

    keeper = Keeper(allow, None)
    return Endpoint(pool, state, reader), Writing(pool, state, reader, keeper, _name)


def _name() -> str:
    return f"graph-{token_hex(8)}"


def _address(scope: Scope) -> str:
    return str((scope.get("client") or ("",))[0])
