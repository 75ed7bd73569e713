"""What is recorded about dependencies: who is responsible, what is over, and what is met."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import networkx as nx

from graph.portfolio import Portfolio
from ontology.terms import concept_iri

ENDED = frozenset({concept_iri("status", "dropped"), concept_iri("status", "completed")})
COMPLETED = frozenset({concept_iri("status", "completed")})


@dataclass(frozen=True, slots=True)
class Recorded:
    """One dependency as it stands in the store; ``prerequisite`` is empty if told in words."""

    iri: str
    item: str
    prerequisite: str
    kind: str
    text: str
    words: str
    due: str


@dataclass(frozen=True, slots=True)
class Reliance:
    """All recorded dependencies, who is responsible for what, what has ended and what is met.

    ``things`` leads from what waits to what it waits for, one edge per dependency. ``ends`` and
    ``states`` are those of things, ``mets`` the days on which dependencies were met.
    """

    recorded: tuple[Recorded, ...]
    things: "nx.MultiDiGraph[str]"
    owners: "nx.DiGraph[str]"
    offices: frozenset[str]
    ministries: frozenset[str]
    portfolio: Portfolio
    day: date
    ends: Mapping[str, set[str]]
    states: Mapping[str, set[str]]
    mets: Mapping[str, set[str]]

    def responsible(self, item: str) -> set[str]:
        """Return ``item`` and whatever is responsible for it, directly or through others."""
        return {item} | (nx.descendants(self.owners, item) if item in self.owners else set())

    def waiting(self, item: str) -> set[str]:
        """Return the identity lines of the ministries responsible for ``item``."""
        found = self.responsible(item) & self.ministries & self.portfolio.lines.keys()
        return {self.portfolio.lines[office] for office in found}

    def awaited(self, item: str) -> set[str]:
        """Return the identities of the offices responsible for ``item``."""
        return {self.portfolio.identity(o) for o in self.responsible(item) & self.offices}

    def identities(self, item: str) -> set[str]:
        """Return ``item``, whatever is responsible for it, and the identities of these."""
        found = self.responsible(item)
        return found | {self.portfolio.identity(office) for office in found}

    def shown(self, identity: str) -> str:
        """Return the ministry of the period on a line, or the latest there is, or the office."""
        present = self.portfolio.present(identity)
        if present != identity:
            return present
        lines = self.portfolio.lines.items()
        return max((office for office, line in lines if line == identity), default=identity)

    def pending(self) -> Iterator[Recorded]:
        """Yield the dependencies on a thing that somebody still waits for."""
        return (each for each in self.recorded if each.prerequisite and not self.rests(each))

    def rests(self, found: Recorded) -> bool:
        """Return whether nobody waits any more: it is met, or one of its ends has ended."""
        over = self.at_rest(found.item) or self.is_over(found.prerequisite)
        return over or self.is_met(found.iri)

    def is_met(self, dependency: str) -> bool:
        """Return whether ``dependency`` was met by the day.

        One met in a year or month is met once that begins, so that nobody is said to wait who may
        not; in a season once its year is over, in a range once its beginning is.
        """
        return any(met <= self.day.isoformat() for met in self.mets.get(dependency, ()))

    def at_rest(self, item: str) -> bool:
        """Return whether ``item`` waits no more: ended, dropped or completed."""
        return self._past(item) or bool(self.states.get(item, set()) & ENDED)

    def is_over(self, prerequisite: str) -> bool:
        """Return whether nobody waits for ``prerequisite`` any more; offices go on in others."""
        lasting = prerequisite in self.portfolio.lines
        completed = bool(self.states.get(prerequisite, set()) & COMPLETED)
        return completed or (not lasting and self._past(prerequisite))

    def _past(self, item: str) -> bool:
        return any(has_passed(end, self.day) for end in self.ends.get(item, ()))


def has_passed(end: str, day: date) -> bool:
    """Return whether ``end`` (a date of any precision, or a range) lies before ``day``.

    A year or month has passed when all of it has; an open end never does.
    """
    if end.endswith("/"):
        return False
    return f"{end.partition('/')[2] or end}-99" < day.isoformat()
