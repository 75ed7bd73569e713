"""How far a finding is: what was delivered and replied, and whether it still holds."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args

from graph.backing import Backing, Triple, text_of
from graph.finding import Delivery, Life, Position, Reply, Stage
from graph.model import Reference
from graph.portfolio import Portfolio
from graph.references import references
from graph.span import first_day, last_day
from graph.store import Row, Store
from ontology.terms import concept_iri, expand

USUAL_PERIOD = 28  # days in which the ministry concerned answers before others read
PUBLIC = concept_iri("release", "public-sources")
BY_COORDINATOR = frozenset({"accepted", "dismissed"})
AGREEING = frozenset({"confirmed", "explained"})
POSITIONS: tuple[Position, ...] = get_args(Position)
_REPLIES = """SELECT ?reply ?finding ?position ?by ?date ?text ?source ?until ?evidence WHERE {
  ?reply a qs:Reply ; qs:findingId ?finding ; qs:position ?position ; qs:repliedBy ?by .
  OPTIONAL { ?reply dcterms:date ?date }
  OPTIONAL { ?reply dcterms:description ?text }
  OPTIONAL { ?reply qs:sourceText ?source }
  OPTIONAL { ?reply qs:acceptedUntil ?until }
  OPTIONAL { ?reply qs:evidenceHash ?evidence }
} ORDER BY STR(?date) ?reply"""
_DELIVERIES = """SELECT ?delivery ?finding ?to ?date ?due WHERE {
  ?delivery a qs:Delivery ; qs:findingId ?finding ; qs:deliveredTo ?to .
  OPTIONAL { ?delivery dcterms:date ?date }
  OPTIONAL { ?delivery qs:dueDate ?due }
} ORDER BY STR(?date) ?delivery"""
_RELEASE = """SELECT ?release ?period WHERE {
  ?data a qs:DataSet .
  OPTIONAL { ?data qs:release ?release }
  OPTIONAL { ?data qs:replyPeriod ?period }
} ORDER BY ?release ?period"""
POSITION = expand("qs:position")


@dataclass(frozen=True, slots=True)
class Concern:
    """What decides whose reply counts: the finding's evidence and the lines it concerns."""

    finding: str
    evidence: str
    lines: frozenset[str]


class Lives:
    """Deliveries and replies of a store, by finding."""

    def __init__(self, store: Store, offices: Portfolio, backing: Backing, day: date) -> None:
        """Read what was delivered and replied until ``day``."""
        self._offices, self._backing, self._day = offices, backing, day
        self._replies = _grouped(store.select(_REPLIES))
        self._deliveries = _grouped(store.select(_DELIVERIES))
        settings = store.select(_RELEASE)
        self._public = any(row["release"] == PUBLIC for row in settings)
        periods = [int(text_of(row["period"])) for row in settings if row["period"] is not None]
        self.period = min(periods, default=USUAL_PERIOD)
        self._named = references(store, self._mentioned())

    def known(self) -> set[str]:
        """Return the ids of all findings that were ever delivered or replied to."""
        return {*self._replies, *self._deliveries}

    def of(self, concern: Concern) -> Life:
        """Return how far the finding is on the day."""
        rows = self._replies.get(concern.finding, [])
        replies = tuple(self._reply(row, concern) for row in rows if self._is_past(row))
        sent = [row for row in self._deliveries.get(concern.finding, []) if self._is_past(row)]
        deliveries = tuple(map(self._delivery, sent))
        stage = _stage(replies, deliveries, self._day)
        return Life(
            stage=stage,
            rests=stage in BY_COORDINATOR,
            returned=bool(replies) and not any(reply.current for reply in replies),
            released=self._public or self._is_released(replies, deliveries),
            deliveries=deliveries,
            replies=replies,
        )

    def _is_released(self, replies: Iterable[Reply], deliveries: Iterable[Delivery]) -> bool:
        """Return whether somebody concerned has answered, or has had the time to."""
        return any(reply.heard for reply in replies) or any(
            last_day(delivery.due) < self._day for delivery in deliveries if delivery.due
        )

    def _is_past(self, row: Row) -> bool:
        return first_day(text_of(row["date"])) <= self._day

    def _reply(self, row: Row, concern: Concern) -> Reply:
        iri, evidence = text_of(row["reply"]), text_of(row["evidence"])
        triple = Triple(iri, POSITION, text_of(row["position"]))
        return Reply(
            reference=self._named[iri],
            position=self._named[text_of(row["position"])],
            by=self._named[text_of(row["by"])],
            date=text_of(row["date"]),
            text=text_of(row["text"]),
            source=text_of(row["source"]),
            until=text_of(row["until"]),
            current=evidence in {"", concern.evidence},
            heard=self._offices.identity(text_of(row["by"])) in concern.lines,
            claims=self._backing.claims(triple),
        )

    def _delivery(self, row: Row) -> Delivery:
        when, due = text_of(row["date"]), text_of(row["due"])
        if not due and when:
            start = min(first_day(when), date.max - timedelta(days=self.period))
            due = (start + timedelta(days=self.period)).isoformat()
        named = self._named
        return Delivery(named[text_of(row["delivery"])], named[text_of(row["to"])], when, due)

    def _mentioned(self) -> Iterable[str]:
        for rows in (*self._replies.values(), *self._deliveries.values()):
            for row in rows:
                names = ("reply", "position", "by", "delivery", "to")
                yield from (text_of(row[name]) for name in names if row.get(name))


def agreed(life: Life) -> Reply | None:
    """Return the last current reply by which an office concerned calls the finding right.

    Accepting and dismissing say nothing about that.
    """
    heard = [each for each in life.replies if each.current and each.heard]
    judged = [each for each in heard if position_of(each) not in BY_COORDINATOR]
    return judged[-1] if judged and position_of(judged[-1]) in AGREEING else None


def position_of(reply: Reply) -> Position:
    """Return the position of ``reply`` by its short name."""
    return next(name for name in POSITIONS if reply.position.iri.endswith(f"/{name}"))


def _stage(replies: Sequence[Reply], deliveries: Sequence[Delivery], day: date) -> Stage:
    """Return the stage that the last reply on the present evidence leads to.

    What an office says that the finding does not concern stands beside it and settles nothing.
    """
    for reply in reversed(replies):
        position = position_of(reply)
        over = position == "accepted" and last_day(reply.until or "0001") < day
        entitled = reply.heard or position in BY_COORDINATOR
        if reply.current and entitled and not over:
            return position
    return "delivered" if deliveries else "new"


def _grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[text_of(row["finding"])].append(row)
    return found


def concerned(offices: Iterable[Reference], known: Portfolio) -> frozenset[str]:
    """Return the identity lines of ``offices``."""
    return frozenset(known.identity(office.iri) for office in offices)
