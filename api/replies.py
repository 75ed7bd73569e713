"""Delivering findings and replying to them: rows that become claims of the office that speaks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from api.intake import Intake, prepared_rows
from api.knowledge import Knowledge
from api.problems import ProblemError
from api.tokens import Holder
from graph.change import ChangeSet
from graph.dataset import Dataset
from graph.finding import Finding, Position
from graph.life import BY_COORDINATOR, position_of
from graph.model import Reference
from graph.portfolio import Portfolio, portfolio
from ontology.messages import message
from ontology.terms import kind_and_key
from ontology.vocabulary import Text

REPLIES, DELIVERIES = "replies", "deliveries"
WITH_TEXT = frozenset({"explained", "disputed", "dismissed"})
AGAINST = frozenset({"explained", "disputed", "fixed"})
COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says to a finding."""

    position: Position
    text: str = ""
    source: str = ""
    until: date | None = None


def reply(known: Knowledge, found: Finding, said: Said, by: Holder) -> ChangeSet:
    """Record the reply of ``by`` to ``found`` and return the change set.

    A representative speaks for her ministry if the finding concerns it; accepting and dismissing
    is for the coordinator. Gaps of one cause about the same thing get the reply together. Raises
    ``ProblemError`` for what may not be said.
    """
    _expect_right(found, said, by, portfolio(known.store))
    _expect_whole(found, said, known.today)
    row = {
        "position": said.position,
        "by": _name(by.office),
        "date": known.today.isoformat(),
        "text": said.text.strip(),
        "source_named": said.source.strip(),
        "until": said.until.isoformat() if said.until else "",
    }
    rows = [
        row
        | {
            "id": f"R-{each.id}-{len(each.life.replies) + 1:03d}",
            "finding": each.id,
            "rule": each.rule,
            "evidence": each.evidence,
            # An answer of an office concerned lets everybody know of the finding.
            "visibility": _visibility(each, public=said.position not in BY_COORDINATOR),
        }
        for each in _of_one_cause(known, found)
    ]
    return recorded(known.dataset, [(REPLIES, row) for row in rows], by, "api.message.reply")


def deliver(known: Knowledge, found: Finding, by: Holder, to: Iterable[Reference]) -> ChangeSet:
    """Record that ``found`` was delivered to the offices ``to`` and return the change set.

    Raises ``ProblemError`` for anybody but the coordinator, and for who has it already.
    """
    if by.role != COORDINATOR:
        raise _forbidden("api.only_coordinator")
    had = {delivery.to.iri for delivery in found.life.deliveries}
    new = [office for office in to if office.iri not in had]
    if not new:
        raise ProblemError("api.delivered_already", HTTPStatus.CONFLICT, {"finding": found.id})
    rows = [
        {
            "id": f"Z-{each.id}-{number:03d}",
            "finding": each.id,
            "rule": each.rule,
            "to": _name(office.iri),
            "date": known.today.isoformat(),
            "visibility": _visibility(each),
        }
        for each in _of_one_cause(known, found)
        for number, office in enumerate(new, len(each.life.deliveries) + 1)
    ]
    return recorded(known.dataset, [(DELIVERIES, row) for row in rows], by, "api.message.delivery")


def recorded(
    dataset: Dataset, rows: Iterable[tuple[str, Mapping[str, str]]], by: Holder, key: str
) -> ChangeSet:
    """Record ``rows`` (name of the table, cells) as said by ``by``, all or nothing.

    Raises ``ProblemError`` naming the column and what is expected there.
    """
    return accepted(dataset, prepared_rows(dataset, rows), by, key)


def accepted(dataset: Dataset, found: Intake, by: Holder, key: str, said: str = "") -> ChangeSet:
    """Record what was ``found`` sound as said by ``by``; raises ``ProblemError`` otherwise.

    The message is what was ``said`` to it, or the one of ``key``.
    """
    if not found.sound:
        texts = [(each.problem.de, each.problem.en) for each in found.faults]
        texts += [(each.message.de, each.message.en) for each in found.violations]
        values = {"reason": Text(*texts[0])}
        raise ProblemError("api.not_recorded", HTTPStatus.UNPROCESSABLE_ENTITY, values)
    author = f"{by.role} {_name(by.office)}".strip()
    return dataset.accept(found.change, author, said or message(key, "de"), by.name)


def _of_one_cause(known: Knowledge, found: Finding) -> list[Finding]:
    """Return ``found`` and the gaps that tell the same cause about the same thing."""
    every = {each.id: each for each in known.findings()}
    entry = every.get(found.within, found)
    cause = [entry, *(every[name] for name in entry.tells)]
    same = [each for each in cause if each.kind == "gap" and each.subject == found.subject]
    return [found, *(each for each in same if each.id != found.id)]


def _expect_right(found: Finding, said: Said, by: Holder, offices: Portfolio) -> None:
    if said.position in BY_COORDINATOR:
        if by.role != COORDINATOR:
            raise _forbidden("api.only_coordinator")
        return
    concerned = {offices.identity(each.iri) for each in (*found.ministries, *found.ask)}
    if offices.identity(by.office) not in concerned:
        names = ", ".join(each.abbreviation or each.label.de for each in found.ask)
        raise _forbidden("api.not_concerned", offices=names or "–")


def _expect_whole(found: Finding, said: Said, today: date) -> None:
    if said.position in WITH_TEXT and not said.text.strip():
        raise _incomplete("text", "api.reply_needs_text")
    if said.position == "disputed" and not said.source.strip():
        raise _incomplete("source", "api.reply_needs_source")
    if said.position == "accepted" and (said.until is None or said.until < today):
        raise _incomplete("until", "api.reply_needs_until")
    answered = any(
        each.current and each.heard and position_of(each) in AGAINST for each in found.life.replies
    )
    if said.position == "dismissed" and not answered:
        raise _incomplete("position", "api.nothing_to_dismiss")


def _visibility(found: Finding, *, public: bool = False) -> str:
    """Return who may see what is said about a finding: it must not tell of one in hearing."""
    return "public" if public or found.life.released else "internal"


def _name(iri: str) -> str:
    """Return what tables call the thing ``iri``: its kind and key."""
    return "/".join(kind_and_key(iri) or ("", iri))


def _forbidden(key: str, **values: object) -> ProblemError:
    return ProblemError(key, HTTPStatus.FORBIDDEN, values)


def _incomplete(parameter: str, key: str) -> ProblemError:
    members = {"parameter": parameter}
    return ProblemError(key, HTTPStatus.UNPROCESSABLE_ENTITY, members=members)
