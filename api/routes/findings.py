"""Findings: lists with filters and counts, single ones, as data and as pages."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.asked import Asked, FindingsAsked, FindingsPageAsked, Part
from api.conclusions import FindingAnswer, FindingsAnswer
from api.frames import Framed, Known
from api.knowledge import Knowledge
from api.negotiation import CSV, HTML, JSON
from api.problems import unknown
from api.reports import by_state, counted, findings_csv, notation, wanted_findings
from api.representation import represented
from api.selection import next_address, part_of
from graph.finding import Finding, FindingKind
from ontology.rules import rule_named
from viz import pages

router = APIRouter()
KINDS: dict[str, FindingKind] = {"/overlaps": "overlap", "/dependencies": "dependency"}


@router.get("/api/v1/findings", response_model=FindingsAnswer, tags=["findings"])
def list_findings(
    request: Request, known: Known, asked: Annotated[FindingsAsked, Query()]
) -> Response:
    """Return the findings that the filters leave, with counts by rule, nature and state."""
    found = wanted_findings(known, asked)
    return represented(
        request,
        {JSON: lambda: _as_json(request, found, asked), CSV: lambda: findings_csv(found)},
    )


def _as_json(request: Request, found: list[Finding], asked: Part) -> str:
    items, after = part_of(found, lambda each: each.id, after=asked.after, limit=asked.limit)
    answer = FindingsAnswer(
        items=tuple(map(FindingAnswer.model_validate, items)),
        next=next_address(request, after),
        total=len(found),
        by_state=by_state(found),
        by_rule=counted(found, [each.rule for each in found]),
        by_nature=counted(found, [notation(each.nature) for each in found]),
    )
    return answer.model_dump_json()


@router.get("/api/v1/findings/{key}", response_model=FindingAnswer, tags=["findings"])
def one_finding(request: Request, known: Known, key: str, _: Annotated[Asked, Query()]) -> Response:
    """Return one finding with everything needed to check it."""
    found = _finding(known, key)
    return represented(
        request,
        {
            JSON: FindingAnswer.model_validate(found).model_dump_json,
            CSV: lambda: findings_csv([found]),
        },
    )


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
            HTML: lambda: pages.findings(frame, shown, offered, kind=kind),
            CSV: lambda: findings_csv(shown),
            JSON: lambda: _as_json(request, shown, asked),
        },
    )


@router.get("/findings/{key}", include_in_schema=False)
def finding_page(request: Request, known: Known, frame: Framed, key: str) -> Response:
    """Return the page of one finding, with the claims behind it and the query of its rule."""
    found = _finding(known, key)
    rule = rule_named(found.rule)

    def as_page() -> str:
        claims = known.claims(found.claims)
        query, caution = (rule.query, rule.caution) if rule else ("", None)
        return pages.finding(frame, found, claims=claims, query=query, caution=caution)

    return represented(
        request, {HTML: as_page, JSON: FindingAnswer.model_validate(found).model_dump_json}
    )


def _finding(known: Knowledge, key: str) -> Finding:
    ids = {found.id: found for found in known.findings()}
    if key not in ids:
        raise unknown("api.unknown_finding", key, ids)
    return ids[key]
