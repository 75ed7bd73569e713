"""What follows from many things together: matrix, coverage, waiting, networks, search."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.answers import Page, Pointer, ThingAnswer
from api.asked import Asked, CoverageAsked, MatrixAsked, NetworkAsked, SearchAsked
from api.conclusions import CoverageAnswer, MatrixAnswer, NetworkAnswer, WaitingAnswer
from api.coverage import coverage_answer, coverage_csv, states
from api.frames import Known
from api.matrix import gap_map_for, matrix_answer, matrix_csv
from api.negotiation import CSV, JSON
from api.neighbourhood import network_answer, network_file, surroundings
from api.representation import represented
from api.thingdata import thing_data
from api.waiting import waiting_answer
from graph.things import search
from ontology.terms import thing_iri

router = APIRouter(prefix="/api/v1", tags=["analyses"])
MEDIA_TYPES = {"graphml": "application/graphml+xml", "gexf": "application/gexf+xml"}


@router.get("/matrix", response_model=MatrixAnswer)
def matrix(request: Request, known: Known, asked: Annotated[MatrixAsked, Query()]) -> Response:
    """Return fields of action by lead ministry, with what each cell counts."""
    found = gap_map_for(known, asked.scheme, asked.period)
    answer = matrix_answer(found, asked.value)
    return represented(request, {JSON: answer.model_dump_json, CSV: lambda: matrix_csv(found)})


@router.get("/coverage", response_model=CoverageAnswer)
def coverage(request: Request, known: Known, asked: Annotated[CoverageAsked, Query()]) -> Response:
    """Return for each recommendation whether it has been taken up, by what, on which evidence."""
    found = states(known, asked)
    return represented(
        request,
        {
            JSON: lambda: coverage_answer(request, found, asked).model_dump_json(),
            CSV: lambda: coverage_csv(found),
        },
    )


@router.get("/dependencies/{key}", response_model=WaitingAnswer | ThingAnswer)
def dependencies(
    request: Request, known: Known, key: str, _: Annotated[Asked, Query()]
) -> Response:
    """Return what a ministry waits for and who waits for it; or one dependency by its key."""
    if found := known.thing(thing_iri("dependency", key)):
        return represented(request, thing_data(known, found))
    return represented(request, {JSON: waiting_answer(known, key).model_dump_json})


@router.get("/network", response_model=NetworkAnswer)
def network(request: Request, known: Known, asked: Annotated[NetworkAsked, Query()]) -> Response:
    """Return the surroundings of a thing, or the whole network, for programs."""
    found, _ = surroundings(known, asked.thing, asked.steps)
    if asked.form == "json":
        return represented(request, {JSON: lambda: network_answer(known, found).model_dump_json()})
    content = network_file(found, asked.form)
    return Response(content, media_type=MEDIA_TYPES[asked.form])


@router.get("/search", response_model=Page[Pointer])
def look_for(request: Request, known: Known, asked: Annotated[SearchAsked, Query()]) -> Response:
    """Return things whose key or name holds the text, the best match first."""
    found = search(known.store, asked.q, limit=asked.limit)
    items = tuple(map(Pointer.model_validate, found))
    answer = Page[Pointer](items=items, next=None, total=len(items))
    return represented(request, {JSON: answer.model_dump_json})
