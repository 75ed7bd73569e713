"""What follows from many things together: matrix, coverage, waiting, networks, search."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.answers import CoverageAnswer, Page, as_json, page_json
from api.asked import Asked, CoverageAsked, MatrixAsked, NetworkAsked, SearchAsked
from api.coverage import coverage_json, states, states_table
from api.frames import Here, Known
from api.headlines import Headlines, headlines
from api.matrix import Matrix, gap_map_for, matrix_of, matrix_table
from api.names import names_of
from api.negotiation import JSON
from api.neighbourhood import Network, network_file, network_json, network_of
from api.representation import represented
from api.tabular import tabular
from api.thingdata import thing_data
from api.waiting import Waiting, waiting
from graph.model import Reference, Thing
from ontology.terms import thing_iri

router = APIRouter(prefix="/api/v1", tags=["analyses"])
MEDIA_TYPES = {"graphml": "application/graphml+xml", "gexf": "application/gexf+xml"}


@router.get("/matrix", response_model=Matrix)
def matrix(request: Request, known: Known, asked: Annotated[MatrixAsked, Query()]) -> Response:
    """Return fields of action by lead ministry, with what each cell counts."""
    found = gap_map_for(known, asked.scheme, asked.period)
    makers = {JSON: lambda: as_json(matrix_of(found, asked.value))}
    return represented(request, {**makers, **tabular(matrix_table(found))})


@router.get("/coverage", response_model=CoverageAnswer)
def coverage(request: Request, known: Known, asked: Annotated[CoverageAsked, Query()]) -> Response:
    """Return for each recommendation whether it has been taken up, by what, on which evidence."""
    found = states(known, asked)
    return represented(
        request,
        {
            JSON: lambda: coverage_json(request, found, asked),
            **tabular(states_table(found)),
        },
    )


@router.get("/headlines", response_model=Headlines)
def headline_answers(request: Request, known: Known, _: Annotated[Asked, Query()]) -> Response:
    """Return the answers to the headline questions as keys alone."""
    return represented(request, {JSON: lambda: as_json(headlines(known))})


@router.get("/dependencies/{key}", response_model=Waiting | Thing)
def dependencies(
    request: Request, known: Known, here: Here, key: str, _: Annotated[Asked, Query()]
) -> Response:
    """Return what a ministry waits for and who waits for it; or one dependency by its key."""
    if found := known.thing(thing_iri("dependency", key)):
        return represented(request, thing_data(known, found, here))
    return represented(request, {JSON: lambda: as_json(waiting(known, key))})


@router.get("/network", response_model=Network)
def network(request: Request, known: Known, asked: Annotated[NetworkAsked, Query()]) -> Response:
    """Return the surroundings of a thing, or the whole network, for programs."""
    found = network_of(known, asked)
    if asked.form == "json":
        return represented(request, {JSON: lambda: network_json(known, found)})
    content = network_file(found, asked.form)
    return Response(content, media_type=MEDIA_TYPES[asked.form])


@router.get("/search", response_model=Page[Reference])
def look_for(request: Request, known: Known, asked: Annotated[SearchAsked, Query()]) -> Response:
    """Return things whose key or name holds the text, the best match first."""
    found = names_of(known).containing(asked.q, asked.limit)
    answer = page_json(found, following=None, total=len(found))
    return represented(request, {JSON: lambda: answer})
