"""The server's application: every address, and what surrounds all of them."""

from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from api import refusals
from api.addresses import Addresses
from api.answers import ProblemAnswer
from api.documents import description_of
from api.dumps import Dumps
from api.feed import Feed
from api.moments import Moments
from api.protection import Guard, Hosts
from api.readiness import Readiness
from api.representation import Suffixes
from api.revisions import Revisions, program
from api.routes import (
    analyses,
    catalogue,
    dumps,
    editor,
    feed,
    findings,
    health,
    lists,
    outcomes,
    pages,
    queries,
    questions,
    reconciliation,
    rules,
    things,
    vocabulary,
)
from api.settings import Settings
from api.sharing import Shared
from api.sparql.pool import Pool
from api.sparql.service import Service, of_claims, of_scratch
from api.tokens import Tokens
from graph.dataset import Dataset

# The order counts: the first one that fits an address answers it.
ROUTERS = (
    health,
    queries,
    vocabulary,
    catalogue,
    dumps,
    feed,
    findings,
    rules,
    editor,
    questions,
    reconciliation,
    analyses,
    outcomes,
    things,
    lists,
    pages,
)
GZIP_LEVEL = 5  # nearly as small as 9, in a third of the time


def create_app(
    dataset: Dataset,
    settings: Settings,
    clock: Callable[[], datetime],
    *,
    scratch: bool = False,
) -> FastAPI:
    """Return the application that answers from ``dataset``; ``clock`` knows its time zone.

    With ``scratch`` the SPARQL addresses lead to a store of their own without claims and rights.
    """
    moments = Moments(dataset, clock)
    tokens = Tokens(dataset.folder)
    folder = None if scratch else dataset.folder
    pool = Pool(settings.allowance, folder, lambda: clock().astimezone().date())
    query, writing = of_scratch(pool) if scratch else of_claims(pool, moments, tokens)
    app = FastAPI(
        version=version("querschnitt"),
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        responses={"default": {"model": ProblemAnswer}},
        generate_unique_id_function=_operation,
        middleware=[
            Middleware(Hosts, hosts=settings.hosts),
            Middleware(Service, query=query, writing=writing),
            Middleware(Shared),
            Middleware(Guard),
            Middleware(GZipMiddleware, compresslevel=GZIP_LEVEL),
            Middleware(Readiness, ready=lambda: dataset.ready),
            Middleware(Revisions, state=lambda: f"{program()} {moments.state()}"),
            Middleware(Suffixes),
        ],
    )
    app.state.moments = moments
    app.state.tokens = tokens
    app.state.pool = pool
    app.state.endpoint = query
    app.state.echo = query.echo
    app.state.addresses = addresses = Addresses(settings.base)
    app.state.dumps, app.state.feed = Dumps(dataset, addresses), Feed(dataset, addresses)
    app.state.settings = settings
    app.state.openapi = description_of(app)
    refusals.install(app)
    for module in ROUTERS:
        app.include_router(module.router)
    return app


def _operation(route: APIRoute) -> str:
    return route.name
