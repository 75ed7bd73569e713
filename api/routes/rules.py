"""Rules: what counts as a gap, overlap or dependency, as data and as pages."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.answers import Page, RuleAnswer, answer_of, delivered, page_json
from api.asked import Asked
from api.frames import Framed, Here, Known
from api.linked import statement_forms
from api.negotiation import HTML, JSON
from api.problems import unknown
from api.representation import Makers, represented
from graph.example import example
from ontology.rules import Rule, rule_named, rules
from ontology.rules.executables import executables
from viz import definitions

router = APIRouter()


def _rule(key: str) -> Rule:
    if found := rule_named(key):
        return found
    raise unknown("api.unknown_rule", key, [rule.id for rule in rules()])


@router.get("/api/v1/rules", response_model=Page[RuleAnswer], tags=["findings"])
def list_rules(request: Request, known: Known, _: Annotated[Asked, Query()]) -> Response:
    """Return all rules with the number of their findings."""
    items = [answer_of(known, rule) for rule in rules()]
    return represented(request, {JSON: lambda: page_json(items, following=None, total=len(items))})


@router.get("/api/v1/rules/{key}", response_model=RuleAnswer, tags=["findings"])
def one_rule(request: Request, known: Known, key: str, _: Annotated[Asked, Query()]) -> Response:
    """Return one rule: its words, its limits and the query that defines it."""
    answer = answer_of(known, _rule(key))
    return represented(request, {JSON: answer.model_dump_json})


@router.get("/rules", include_in_schema=False)
def rules_page(request: Request, known: Known, here: Here, frame: Framed) -> Response:
    """Return the page of all rules; as linked data they are SHACL executables."""
    counts, judged = known.rule_counts(), delivered(known)
    found = [(rule, counts[rule.id] if judged[rule.id] else None) for rule in rules()]
    makers: Makers = {HTML: lambda: definitions.rules(frame, found)}
    return represented(request, makers | statement_forms(lambda: executables(rules()), here))


@router.get("/rules/{key}", include_in_schema=False)
def rule_page(request: Request, known: Known, here: Here, frame: Framed, key: str) -> Response:
    """Return the page of one rule, or its SHACL executable."""
    rule = _rule(key)
    number = known.rule_counts()[rule.id] if delivered(known)[rule.id] else None

    def as_page() -> str:
        return definitions.rule(frame, rule, number=number, example=example(rule.id))

    makers: Makers = {HTML: as_page}
    return represented(request, makers | statement_forms(lambda: executables([rule]), here))
