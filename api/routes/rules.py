"""Rules: what counts as a gap, overlap or dependency, as data and as pages."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.answers import Page
from api.asked import Asked
from api.conclusions import RuleAnswer
from api.frames import Framed, Known
from api.negotiation import HTML, JSON
from api.problems import unknown
from api.reports import rule_answer
from api.representation import represented
from ontology.rules import Rule, rule_named, rules
from viz import pages

router = APIRouter()


def _rule(key: str) -> Rule:
    if found := rule_named(key):
        return found
    raise unknown("api.unknown_rule", key, [rule.id for rule in rules()])


@router.get("/api/v1/rules", response_model=Page[RuleAnswer], tags=["findings"])
def list_rules(request: Request, known: Known, _: Annotated[Asked, Query()]) -> Response:
    """Return all rules with the number of their findings."""
    counts = known.rule_counts()
    items = tuple(rule_answer(rule, counts[rule.id]) for rule in rules())
    answer = Page[RuleAnswer](items=items, next=None, total=len(items))
    return represented(request, {JSON: answer.model_dump_json})


@router.get("/api/v1/rules/{key}", response_model=RuleAnswer, tags=["findings"])
def one_rule(request: Request, known: Known, key: str, _: Annotated[Asked, Query()]) -> Response:
    """Return one rule: its words, its limits and the query that defines it."""
    answer = rule_answer(_rule(key), known.rule_counts()[key])
    return represented(request, {JSON: answer.model_dump_json})


@router.get("/rules", include_in_schema=False)
def rules_page(request: Request, known: Known, frame: Framed) -> Response:
    """Return the page of all rules."""
    counts = known.rule_counts()
    found = [(rule, counts[rule.id]) for rule in rules()]
    return represented(request, {HTML: lambda: pages.rules(frame, found)})


@router.get("/rules/{key}", include_in_schema=False)
def rule_page(request: Request, known: Known, frame: Framed, key: str) -> Response:
    """Return the page of one rule."""
    rule, counts = _rule(key), known.rule_counts()
    return represented(request, {HTML: lambda: pages.rule(frame, rule, number=counts[rule.id])})
