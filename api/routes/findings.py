"""Findings: lists with filters and counts, single ones, as data and as pages."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api import replies
from api.answers import FindingsAnswer, as_json, page_json
from api.asked import (
    Asked,
    DeliverySent,
    FindingsAsked,
    FindingsPageAsked,
    Part,
    ReplySent,
)
from api.frames import Framed, Held, Known, Writer
from api.knowledge import Knowledge
from api.moments import Moments
from api.negotiation import HTML, JSON
from api.places import office_named
from api.problems import unknown
from api.replies import Said
from api.reports import by_state, counted, findings_table, notation, wanted_findings
from api.representation import represented
from api.selection import next_address, part_of
from api.tabular import tabular
from graph.finding import Finding, FindingKind
from ontology.rules import rule_named
from viz import pages

router = APIRouter()
CREATED = 201
KINDS: dict[str, FindingKind] = {"/overlaps": "overlap", "/dependencies": "dependency"}


@router.get("/api/v1/findings", response_model=FindingsAnswer, tags=["findings"])
def list_findings(
    request: Request, known: Known, asked: Annotated[FindingsAsked, Query()]
) -> Response:
    """Return the findings that the filters leave, with counts by rule, nature and state."""
    found = wanted_findings(known, asked)
    return represented(
        request,
        {JSON: lambda: _as_json(request, found, asked), **tabular(findings_table(found))},
    )


def _as_json(request: Request, found: list[Finding], asked: Part) -> str:
    items, after = part_of(found, lambda each: each.id, after=asked.after, limit=asked.limit)
    return page_json(
        items,
        following=next_address(request, after),
        total=len(found),
        by_state=by_state(found),
        by_rule=counted(found, [each.rule for each in found]),
        by_nature=counted(found, [notation(each.nature) for each in found]),
    )


@router.get("/api/v1/findings/{key}", response_model=Finding, tags=["findings"])
def one_finding(request: Request, known: Known, key: str, _: Annotated[Asked, Query()]) -> Response:
    """Return one finding with everything needed to check it."""
    found = _finding(known, key)
    return represented(
        request,
        {JSON: lambda: as_json(found), **tabular(findings_table([found]))},
    )


@router.post(
    "/api/v1/findings/{key}/replies", status_code=CREATED, response_model=Finding, tags=["findings"]
)
def reply_to(held: Held, key: str, sent: ReplySent, by: Writer) -> Response:
    """Record what an office says to a finding; return the finding as it stands then."""
    said = Said(sent.position, sent.text, sent.source, sent.until)
    with held.writing:
        replies.reply(held.live, _finding(held.live, key), said, by)
    return _changed(held, key)


@router.post(
    "/api/v1/findings/{key}/deliveries",
    status_code=CREATED,
    response_model=Finding,
    tags=["findings"],
)
def deliver(held: Held, key: str, sent: DeliverySent, by: Writer) -> Response:
    """Record that a finding was delivered; return the finding as it stands then."""
    with held.writing:
        found = _finding(held.live, key)
        to = [office_named(held.live, name) for name in sent.to] or found.ask
        replies.deliver(held.live, found, by, to)
    return _changed(held, key)


def _changed(held: Moments, key: str) -> Response:
    text = as_json(_finding(held.live, key))
    return Response(text, CREATED, media_type=JSON.media_type)


@router.get("/findings", include_in_schema=False)
@router.get("/overlaps", include_in_schema=False)
@router.get("/dependencies", include_in_schema=False)
def findings_page(
    request: Request, known: Known, frame: Framed, asked: Annotated[FindingsPageAsked, Query()]
) -> Response:
    """Return the page of all findings, or of those of one kind."""
    kind = KINDS.get(frame.path)
    offered = [found for found in known.findings() if kind in {None, found.kind}]
    shown = [found for found in wanted_findings(known, asked) if kind in {None, found.kind}]
    return represented(
        request,
        {
            HTML: lambda: pages.findings(
                frame,
                shown,
                offered,
                kind=kind,
                waits=known.waits() if kind == "dependency" else None,
            ),
            JSON: lambda: _as_json(request, shown, asked),
            **tabular(findings_table(shown)),
        },
    )


@router.get("/findings/{key}", include_in_schema=False)
def finding_page(request: Request, known: Known, frame: Framed, key: str) -> Response:
    """Return the page of one finding, with the claims behind it and the query of its rule."""
    found = _finding(known, key)
    rule = rule_named(found.rule)

    def as_page() -> str:
        claims = known.claims(found.claims)
        others = {each.id: each for each in known.findings()}
        return pages.finding(frame, found, claims=claims, rule=rule, others=others)

    return represented(request, {HTML: as_page, JSON: lambda: as_json(found)})


def _finding(known: Knowledge, key: str) -> Finding:
    ids = {found.id: found for found in known.findings()}
    if key not in ids:
        raise unknown("api.unknown_finding", key, ids)
    return ids[key]
