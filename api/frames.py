"""What surrounds a page, and who answers: read from the request once."""

from typing import Annotated, cast

from fastapi import Depends, Request

from api.knowledge import Knowledge
from viz.frame import Frame


async def knowledge_of(request: Request) -> Knowledge:
    """Return what the server's answers are made from."""
    return cast("Knowledge", request.app.state.knowledge)


def frame_of(request: Request) -> Frame:
    """Return the surroundings of the page that is asked for.

    Pages are German unless their address says otherwise, so that a link shows everybody the same.
    """
    knowledge = cast("Knowledge", request.app.state.knowledge)
    query = dict(request.query_params)
    language = query.pop("lang", "de")
    return Frame(
        language="en" if language == "en" else "de",
        path=request.scope["path"].removeprefix(request.scope.get("root_path", "")),
        query=query,
        revision=knowledge.dataset.revision,
        recorded=knowledge.recorded(),
        dataset=knowledge.title(),
        root=request.scope.get("root_path", ""),
    )


async def _frame(request: Request) -> Frame:
    return frame_of(request)


Known = Annotated[Knowledge, Depends(knowledge_of)]
Framed = Annotated[Frame, Depends(_frame)]
