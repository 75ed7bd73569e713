"""The catalogue: what there is to have here, for portals and for programs."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.addresses import Addresses
from api.asked import Worded
from api.catalogue import CONTEXT, Catalogue, Described
from api.dumps import hash_of
from api.frames import Held
from api.knowledge import Knowledge
from api.linked import forms_of
from api.moments import Moment
from api.negotiation import TURTLE
from api.representation import Makers, represented
from graph.overview import overview

router = APIRouter(tags=["linked"])


@router.get("/catalog", response_class=Response)
def catalogue(request: Request, moments: Held, _: Annotated[Worded, Query()]) -> Response:
    """Return the description of data set, files, service and documents (DCAT-AP.de 3.0, VoID)."""
    return _described(request, moments.at(Moment(), inside=False))


@router.get("/.well-known/void", response_class=Response)
def void(request: Request, moments: Held, _: Annotated[Worded, Query()]) -> Response:
    """Return the same description where programs look for it."""
    return _described(request, moments.at(Moment(), inside=False))


def _described(request: Request, known: Knowledge) -> Response:
    settings = request.app.state.settings
    addresses = Addresses(settings.base)

    def describe() -> Makers:
        return forms_of(Catalogue(_data(known), settings, addresses).document(), CONTEXT)

    makers = known.kept("catalogue", describe)
    first: Makers = {TURTLE: makers[TURTLE]}
    return represented(request, first | makers)


def _data(known: Knowledge) -> Described:
    times = [change.time for change in known.dataset.history()]
    return Described(
        title=known.title(),
        overview=overview(known.store),
        sources=tuple(source for source, _ in known.sources()),
        revision=known.dataset.revision,
        content_hash=hash_of(known),
        issued=min(times, default=None),
        modified=max(times, default=None),
    )
