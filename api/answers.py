"""The documented shape of answers as JSON, and the answers themselves.

What `graph` returns is told as it is: frozen values become objects with the same members, to which
``ADDED`` adds what follows from them.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from api.knowledge import Knowledge
from graph.finding import Finding, FindingKind, State
from graph.model import Coverage, RecommendationState, Reference, Thing, ThingRow
from graph.portfolio import portfolio
from graph.state import Completeness
from ontology.rules import Rule, rules
from ontology.vocabulary import Text

Item = TypeVar("Item")
Added = Mapping[str, tuple[str, Callable[[Any], object]]]

_DESCRIBED: Added = {
    "id": ("the printed identifier", lambda found: found.reference.key),
    "iri": ("the lasting address", lambda found: found.reference.iri),
    "label": ("the name or title", lambda found: plain(found.reference.label)),
}
ADDED: Mapping[type, Added] = {
    Reference: {
        "address": (
            "where the thing can be read; empty for what is no thing here",
            lambda found: f"/doc/{found.kind}/{found.key}" if found.kind else "",
        )
    },
    Thing: _DESCRIBED,
    ThingRow: _DESCRIBED,
}
"""Members beside those of the value itself: what each says, and how it is made."""


def plain(value: object) -> object:
    """Return ``value`` as JSON knows it: objects, lists, texts, numbers, true, false and null."""
    if is_dataclass(value) and not isinstance(value, type):
        told = {each.name: plain(getattr(value, each.name)) for each in fields(value)}
        return told | {name: make(value) for name, (_, make) in ADDED.get(type(value), {}).items()}
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [plain(each) for each in value]
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    return value.isoformat() if isinstance(value, date) else value


def as_json(value: object, **more: object) -> str:
    """Return ``value`` as JSON, an object with the members ``more`` beside its own."""
    told = plain(value)
    if more and isinstance(told, dict):
        told |= {name: plain(each) for name, each in more.items()}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def page_json(items: Iterable[object], *, following: str | None, total: int, **more: object) -> str:
    """Return a part of a list as JSON; ``following`` is the address of the next part."""
    return as_json({"items": list(items), "next": following, "total": total, **more})


class Answer(BaseModel):
    """A frozen answer."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class Page(Answer, Generic[Item]):
    """A part of a list; ``next`` is the address of the following part, or null."""

    items: tuple[Item, ...]
    next: str | None
    total: int


class Count(Answer):
    """How many findings share a notation, by state."""

    notation: str
    total: int
    by_state: Mapping[State, int]


class FindingsAnswer(Page[Finding]):
    """A part of the findings; the counts cover all that the filters leave, not only this part."""

    by_state: Mapping[State, int]
    by_rule: tuple[Count, ...]
    by_nature: tuple[Count, ...]


class CoverageAnswer(Page[RecommendationState]):
    """Recommendations with what became of them; the counts cover all that the filters leave."""

    by_coverage: Mapping[Coverage, int]


class RuleAnswer(Answer):
    """One definition of a gap, overlap or dependency; ``query`` is the definition itself."""

    id: str
    kind: FindingKind
    title: Text
    question: Text
    definition: Text
    formula: str
    exclusions: Text
    assumptions: Text
    caution: Text
    remedy: Text
    severity: int
    key: tuple[str, ...]
    parameters: Mapping[str, Mapping[str, object]]
    query: str
    findings: int = Field(default=0, description="how many findings there are now")
    delivered: bool = Field(default=True, description="false: nothing is on record to judge by")


def delivered(known: Knowledge) -> dict[str, bool]:
    """Return for each rule whether anything is on record by which it can judge."""

    def look() -> dict[str, bool]:
        completeness = Completeness(known.store, portfolio(known.store))
        return {rule.id: completeness.delivers(rule) for rule in rules()}

    return known.kept("delivered", look)


def answer_of(known: Knowledge, rule: Rule) -> RuleAnswer:
    """Return what is told of ``rule`` and of its findings."""
    told = rule.model_dump(include=set(RuleAnswer.model_fields))
    number, judged = known.rule_counts()[rule.id], delivered(known)[rule.id]
    return RuleAnswer(**told, findings=number, delivered=judged)


class ProblemAnswer(Answer):
    """What went wrong, as problem details (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str


class Alive(Answer):
    """That the server answers."""

    status: str


class Ready(Answer):
    """Which state of the data the server answers from."""

    status: str
    revision: int
    claims: int
    content_hash: str = Field(description="the first 16 digits of the content hash")


class RunningQuery(Answer):
    """A foreign query that runs now."""

    number: int
    client: str = Field(description="name of a token, or address")
    seconds: float = Field(description="for how long it has been running")
    text: str
