"""Deadlines that do not fit: something is ready only after it is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.links import Link, Links, Stated
from graph.span import first_day, last_day
from graph.wording import said
from ontology.terms import concept_iri
from ontology.vocabulary import Text

PRECONDITION = concept_iri("dependency-kind", "precondition")


@dataclass(frozen=True, slots=True)
class Conflict:
    """That a prerequisite is ready, by its own date, at least ``days`` days after it is needed.

    Compared are the first day of the one date and the last of the other, so that no reading of a
    year or month removes it. It is not ``certain`` where the dependent only begins too early:
    nobody says that the prerequisite has to be there at the beginning.
    """

    link: Link
    ready: Stated
    needed: Stated
    days: int
    certain: bool
    sentence: Text


def deadline_conflicts(links: Links) -> tuple[Conflict, ...]:
    """Return the conflicts between the stated dates of things that wait for one another.

    In official order of the offices that wait; of several conflicts of a link the surest.
    """
    rank = links.known.portfolio.rank
    found = (_conflict(links, *edge) for edge in sorted(set(links.graph.edges())))
    return tuple(
        sorted(
            (conflict for conflict in found if conflict),
            key=lambda each: [rank(office.iri) for office in each.link.waiting],
        )
    )


def ready_dates(links: Links, item: str, *, finished: bool) -> tuple[Stated, ...]:
    """Return when ``item`` is ready: when it is due or, if it has to be ``finished``, its end.

    Otherwise an end says how long it can be relied on, as with a law or a resource.
    """
    stated = links.dates(item, "due") or (links.dates(item, "end") if finished else ())
    return tuple(found for found in stated if last_day(found.text) < date.max)


def has_to_be_finished(link: Link) -> bool:
    """Return whether the prerequisite has to be finished first, as a precondition does."""
    return any(each.kind and each.kind.iri == PRECONDITION for each in link.dependencies)


def needs(links: Links, link: Link) -> list[Stated]:
    """Return by when ``link`` needs its prerequisite, surest first.

    That is when the dependency and its dependent are due, or when the latter ends and begins; what
    has begun no longer waits to. Of dates that contradict one another the latest.
    """
    item = link.dependent.iri
    own = [links.dates(item, "due")]
    if not own[0]:
        starts = links.dates(item, "start")
        begun = any(first_day(each.text) <= links.known.day for each in starts)
        own = [links.dates(item, "end"), () if begun else starts]
    asked = [links.dates(each.reference.iri, "due") for each in link.dependencies]
    return [latest(dates) for dates in (*asked, *own) if dates]


def latest(dates: Sequence[Stated]) -> Stated:
    """Return of ``dates`` the one that lasts longest."""
    return max(dates, key=lambda each: last_day(each.text))


def late(ready: date, needed: Stated) -> int:
    """Return by how many days ``ready`` is later than the last day of ``needed``, or 0."""
    return max((ready - last_day(needed.text)).days, 0)


def role(found: Stated) -> Text:
    """Return a date with its role in words, such as “due March 2015”."""
    kind = "needed" if found.of.kind == "dependency" else found.role
    return said(f"dates.{kind}", date=found.text)


def _conflict(links: Links, dependent: str, prerequisite: str) -> Conflict | None:
    link = links.link(dependent, prerequisite)
    stated = ready_dates(links, prerequisite, finished=has_to_be_finished(link))
    if not stated:
        return None
    ready = min(stated, key=lambda each: first_day(each.text))
    return _surest(link, ready, needs(links, link))


def _surest(link: Link, ready: Stated, needed: Sequence[Stated]) -> Conflict | None:
    day = first_day(ready.text)
    found = next((each for each in needed if late(day, each)), None)
    if found is None:
        return None
    certain = found.role != "start"
    sentence = said(
        "deadline.certain" if certain else "deadline.open",
        dependent=link.dependent,
        needed=role(found),
        prerequisite=link.prerequisite,
        ready=role(ready),
        days=late(day, found),
    )
    return Conflict(link, ready, found, late(day, found), certain, sentence)
