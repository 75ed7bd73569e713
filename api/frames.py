"""What surrounds a page, and who answers: read from the request once."""

from http import HTTPStatus
from typing import Annotated, cast

from fastapi import Depends, Request

from api.addresses import Addresses
from api.knowledge import Knowledge
from api.moments import AS_OF, VALID_ON, Moment, Moments, is_day
from api.problems import ProblemError
from api.tokens import Holder, Tokens
from ontology.messages import both
from viz.frame import Frame


def knowledge_of(request: Request) -> Knowledge:
    """Return what the answer is made from: on the day asked for, as far as the reader may know.

    Raises ``ProblemError`` for a day that cannot be shown, or a token that nobody has.
    """
    moments = cast("Moments", request.app.state.moments)
    inside = holder_of(request) is not None
    return moments.at(Moment.of(request.query_params), inside=inside)


def holder_of(request: Request) -> Holder | None:
    """Return who asks, by the token of the request; ``None`` without one.

    Raises ``ProblemError`` for a token that nobody has.
    """
    return cast("Tokens", request.app.state.tokens).holder(request.headers.get("authorization", ""))


def frame_of(request: Request) -> Frame:
    """Return the surroundings of the page that is asked for.

    Pages are German unless their address says otherwise, so that a link shows everybody the same.
    """
    knowledge = cast("Moments", request.app.state.moments).live
    ready = knowledge.dataset.ready
    query = dict(request.query_params)
    language = query.pop("lang", "de")
    moment = {name: query.pop(name) for name in (VALID_ON, AS_OF) if query.get(name)}
    moment = {name: day for name, day in moment.items() if is_day(day)}  # an error page has others
    return Frame(
        language="en" if language == "en" else "de",
        path=request.scope["path"].removeprefix(request.scope.get("root_path", "")),
        query=query,
        moment=moment,
        revision=knowledge.dataset.revision,
        recorded=knowledge.recorded() if ready else "",
        dataset=knowledge.title() if ready else both("api.title"),
        root=request.scope.get("root_path", ""),
    )


async def _frame(request: Request) -> Frame:
    return frame_of(request)


def writer_of(request: Request) -> Holder:
    """Return who wants to write; raises ``ProblemError`` (401) without a token that is known."""
    if found := holder_of(request):
        return found
    headers = {"WWW-Authenticate": "Bearer"}
    raise ProblemError("api.needs_token", HTTPStatus.UNAUTHORIZED, headers=headers)


def moments_of(request: Request) -> Moments:
    """Return everything that can be known from the data set."""
    return cast("Moments", request.app.state.moments)


def addresses_of(request: Request) -> Addresses:
    """Return the addresses of this deployment."""
    return cast("Addresses", request.app.state.addresses)


Writer = Annotated[Holder, Depends(writer_of)]
Held = Annotated[Moments, Depends(moments_of)]
Known = Annotated[Knowledge, Depends(knowledge_of)]
Here = Annotated[Addresses, Depends(addresses_of)]
Framed = Annotated[Frame, Depends(_frame)]
