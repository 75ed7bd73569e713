"""What became of things, what would be, who waits in chains, and what may mean the same."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.answers import Page, as_json, page_json
from api.asked import (
    Asked,
    CoverAsked,
    GameAsked,
    GameSent,
    JudgementSent,
    LineageAsked,
    PageAsked,
    SimilarAsked,
    SimilarPageAsked,
    SlippageAsked,
)
from api.chains import Entanglement, Office, entanglement, office_of, slippage_of
from api.frames import Framed, Held, Known, Writer
from api.judging import judge, similar
from api.knowledge import Knowledge
from api.negotiation import HTML, JSON
from api.places import reference_named, thing_at
from api.planning import cover, drafts_of, effect, fewest_of, open_asked
from api.representation import represented
from api.tables import chains_table, effect_table, proposals_table, steps_table
from api.tabular import tabular
from graph.bundles import BundleCover
from graph.lineage import Lineage, lineage
from graph.similarity import Proposal
from graph.slippage import Slippage
from graph.whatif import Effect
from viz import outcomes

router = APIRouter()
CREATED = 201
OFFERED = ("fields", "target-groups", "ministries")


@router.get("/api/v1/lineage/{key}", response_model=Lineage, tags=["analyses"])
def one_lineage(
    request: Request, known: Known, key: str, asked: Annotated[LineageAsked, Query()]
) -> Response:
    """Return what a thing came from and what became of it, each step with its claims."""
    name = f"{asked.kind}/{key}" if asked.kind else key
    found = _lineage(known, reference_named(known, "key", name).iri)
    return represented(request, {JSON: lambda: as_json(found), **tabular(steps_table(found))})


def _lineage(known: Knowledge, iri: str) -> Lineage:
    return known.kept(("lineage", iri), lambda: lineage(known.store, iri, day=known.day))


@router.get("/lineage/{kind}/{key}", include_in_schema=False)
def lineage_page(
    request: Request,
    known: Known,
    frame: Framed,
    kind: str,
    key: str,
    _: Annotated[PageAsked, Query()],
) -> Response:
    """Return the page that tells what became of one thing."""
    found = _lineage(known, thing_at(known, kind, key).reference.iri)
    return represented(
        request,
        {
            HTML: lambda: outcomes.lineage(frame, found),
            JSON: lambda: as_json(found),
            **tabular(steps_table(found)),
        },
    )


@router.get("/api/v1/dependency-analysis", response_model=Entanglement, tags=["analyses"])
def entangled(request: Request, known: Known, _: Annotated[Asked, Query()]) -> Response:
    """Return circles, deadline conflicts and offices that many dependencies run through."""
    return represented(request, {JSON: lambda: as_json(entanglement(known))})


@router.get("/api/v1/dependencies/{key}/chains", response_model=Office, tags=["analyses"])
def chains(request: Request, known: Known, key: str, _: Annotated[Asked, Query()]) -> Response:
    """Return what an office waits for and who waits for it, each followed to the end."""
    found = office_of(known, key)
    return represented(request, {JSON: lambda: as_json(found), **tabular(chains_table(found))})


@router.get("/api/v1/dependencies/{key}/slippage", response_model=Slippage, tags=["analyses"])
def slips(
    request: Request, known: Known, key: str, asked: Annotated[SlippageAsked, Query()]
) -> Response:
    """Return what slips if the thing slips by some days or to a day."""
    found = slippage_of(known, key, asked.until or asked.days)
    return represented(request, {JSON: lambda: as_json(found)})


@router.get("/dependencies/{key}", include_in_schema=False)
def office_page(
    request: Request, known: Known, frame: Framed, key: str, _: Annotated[PageAsked, Query()]
) -> Response:
    """Return the page of what an office waits for and who waits for it."""
    found = office_of(known, key)
    return represented(
        request,
        {
            HTML: lambda: outcomes.office(frame, found.view, found.conflicts, found.circles),
            JSON: lambda: as_json(found),
            **tabular(chains_table(found)),
        },
    )


@router.post("/api/v1/what-if", response_model=Effect, tags=["analyses"])
def game(known: Known, sent: GameSent) -> Response:
    """Return what draft measures would close, open and load; nothing is recorded.

    With a share also the fewest of them that close it, in ``cover``.
    """
    fewest = fewest_of(known, sent.drafts, sent.share) if sent.share else None
    text = as_json(effect(known, sent.drafts), cover=fewest)
    return Response(text, media_type=JSON.media_type)


@router.get("/api/v1/what-if", response_model=BundleCover, tags=["analyses"])
def fewest(request: Request, known: Known, asked: Annotated[CoverAsked, Query()]) -> Response:
    """Return the fewest bundles of measures that close a share of the severity of open gaps."""
    found = cover(known, asked.share)
    return represented(request, {JSON: lambda: as_json(found)})


@router.get("/what-if", include_in_schema=False)
def game_page(
    request: Request, known: Known, frame: Framed, asked: Annotated[GameAsked, Query()]
) -> Response:
    """Return the page on which a draft measure is tried out; nothing is recorded."""
    found = effect(known, drafts_of(asked)) if asked.title else None
    shown = outcomes.Game(
        asked=asked.model_dump(),
        effect=found,
        fewest=cover(known, asked.share / 100),
        choices={name: known.references(name) for name in OFFERED},
        open_asked=open_asked(known),
    )
    return represented(
        request,
        {
            HTML: lambda: outcomes.what_if(frame, shown),
            **({JSON: lambda: as_json(found)} if found else {}),
            **(tabular(effect_table(found)) if found else {}),
        },
    )


@router.get("/api/v1/similar", response_model=Page[Proposal], tags=["analyses"])
def alike(request: Request, known: Known, asked: Annotated[SimilarAsked, Query()]) -> Response:
    """Return pairs of texts that may mean the same, for a person to judge; never a finding."""
    found = similar(known, asked.of)[: asked.limit]
    return represented(
        request,
        {
            JSON: lambda: page_json(found, following=None, total=len(found)),
            **tabular(proposals_table(found)),
        },
    )


@router.post(
    "/api/v1/judgements", status_code=CREATED, response_model=Page[Proposal], tags=["analyses"]
)
def judged(held: Held, sent: JudgementSent, by: Writer) -> Response:
    """Record what somebody says about a pair; return the pairs of its kind still to judge."""
    with held.writing:
        left = judge(held.live, sent, by)
    text = page_json(left, following=None, total=len(left))
    return Response(text, CREATED, media_type=JSON.media_type)


@router.get("/similar", include_in_schema=False)
def alike_page(
    request: Request, known: Known, frame: Framed, asked: Annotated[SimilarPageAsked, Query()]
) -> Response:
    """Return the page of pairs that may mean the same."""
    found = similar(known, asked.of)
    return represented(
        request,
        {
            HTML: lambda: outcomes.similar(frame, found, asked.of),
            **tabular(proposals_table(found)),
        },
    )
