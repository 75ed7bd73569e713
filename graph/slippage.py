"""What slips if something slips: everything that relies on it, and which dates it cannot keep."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import networkx as nx

from graph.deadlines import has_to_be_finished, late, latest, needs, ready_dates, role
from graph.links import Link, Links, Stated
from graph.model import Reference
from graph.span import first_day, last_day
from graph.wording import OFFICES, said
from ontology.vocabulary import Text


@dataclass(frozen=True, slots=True)
class Missed:
    """A stated date that cannot be kept, by how many days at least.

    ``before`` is true if it had passed on the day, or could not be kept before the slip either.
    """

    date: Stated
    days: int
    before: bool


@dataclass(frozen=True, slots=True)
class Slip:
    """Something affected: why (``links`` to what is affected itself) and what relies on it.

    ``dates`` say by when it is to be done. It moves by at least ``pushed_by`` days or has at most
    ``reserve`` days to spare; both are ``None`` where a date is not stated. ``missed`` are all
    dates of its own and of its links that cannot be kept.
    """

    item: Reference
    offices: tuple[Reference, ...]
    links: tuple[Link, ...]
    dates: tuple[Stated, ...]
    pushed_by: int | None
    reserve: int | None
    missed: tuple[Missed, ...]
    sentence: Text
    then: tuple["Slip", ...]


@dataclass(frozen=True, slots=True)
class Slippage:
    """What slips if ``item`` slips, as a tree in which everything stands once.

    ``dates`` say when it is to be ready so far, ``earliest`` is the first day on which it can be
    now, ``None`` if no date is stated. Nothing is known of the time things take: whatever relies
    on the item cannot be done before it is, and nothing more is assumed.
    """

    item: Reference
    offices: tuple[Reference, ...]
    dates: tuple[Stated, ...]
    earliest: date | None
    affected: int
    responsible: tuple[Reference, ...]
    sentence: Text
    then: tuple[Slip, ...]


def slippage(links: Links, item: str, shift: int | date) -> Slippage:
    """Return what slips if ``item`` slips by ``shift`` days, or to the day ``shift``."""
    relying = links.graph.reverse(copy=False)
    before = dict(
        nx.bfs_predecessors(relying, item, sort_neighbors=sorted) if item in relying else ()
    )
    direct = (links.link(each, item) for each in before if before[each] == item)
    dates = ready_dates(links, item, finished=all(map(has_to_be_finished, direct)))
    move = _Move(links, item, dates, shift)
    then: dict[str, list[Slip]] = defaultdict(list)
    for each, cause in reversed(before.items()):  # what follows from one is there when it is made
        then[cause].insert(0, move.slip(each, move.links_of(each, cause, before), then[each]))
    offices = links.in_order({office for each in before for office in links.owners(each)})
    whole = "slip.office" if links[item].kind in OFFICES else "slip.all"
    return Slippage(
        item=links[item],
        offices=links.offices(item),
        dates=dates,
        earliest=move.earliest,
        affected=len(before),
        responsible=offices,
        sentence=said(
            whole if before else "slip.none", item=links[item], n=len(before), offices=offices
        ),
        then=tuple(then[item]),
    )


class _Move:
    """A thing that is ready later: since when at the earliest, and what that does to others."""

    def __init__(self, links: Links, item: str, dates: Sequence[Stated], shift: int | date) -> None:
        self._links = links
        self._item = item
        stated = min((first_day(each.text) for each in dates), default=None)
        self._so_far = max(stated or links.known.day, links.known.day)
        if isinstance(shift, date):
            self.earliest: date | None = shift
        else:
            self.earliest = stated and stated + timedelta(shift)

    def links_of(self, item: str, cause: str, before: Mapping[str, str]) -> list[Link]:
        """Return the links of ``item`` to what is affected, the one to its ``cause`` first."""
        causes = {each for each in self._links.graph.successors(item) if each in before}
        order = [cause, *sorted(causes - {cause})]
        return [self._links.link(item, each) for each in order]

    def slip(self, item: str, links: Sequence[Link], then: Sequence[Slip]) -> Slip:
        """Return what becomes of ``item``, which is affected by way of ``links``."""
        dates = ready_dates(self._links, item, finished=True)
        margin = self._margin(dates)
        return Slip(
            item=self._links[item],
            offices=self._links.offices(item),
            links=tuple(links),
            dates=dates,
            pushed_by=None if margin is None else max(-margin, 0),
            reserve=None if margin is None else max(margin, 0),
            missed=self._missed(links),
            sentence=self._sentence(self._links[item], dates, margin),
            then=tuple(then),
        )

    def _margin(self, dates: Sequence[Stated]) -> int | None:
        if self.earliest is None or not dates:
            return None
        return (last_day(latest(dates).text) - self.earliest).days

    def _missed(self, links: Sequence[Link]) -> tuple[Missed, ...]:
        if self.earliest is None:
            return ()
        needed = dict.fromkeys(each for link in links for each in needs(self._links, link))
        return tuple(
            Missed(each, days, before=late(self._so_far, each) > 0)
            for each in needed
            if (days := late(self.earliest, each))
        )

    def _sentence(self, item: Reference, dates: Sequence[Stated], margin: int | None) -> Text:
        if not dates:
            return said("slip.undated", item=item)
        when = role(latest(dates))
        if margin is None or self.earliest is None:
            return said("slip.unmoved", item=item, date=when, cause=self._links[self._item])
        key = "slip.kept" if margin >= 0 else "slip.due"
        return said(key, item=item, date=when, days=abs(margin), earliest=self.earliest)
