"""What waits for what, step by step: open dependencies with offices, dates and claims."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal as OneOf

import networkx as nx

from graph.backing import Backing, text_of
from graph.dependencies import mentioned, reliance, told
from graph.model import Dependency, Reference
from graph.references import nameless, references
from graph.store import Store
from ontology.terms import expand

Role = OneOf["due", "start", "end", "requested"]
RELATIONS: dict[Role, str] = {
    "due": expand("qs:dueDate"),
    "start": expand("schema:startDate"),
    "end": expand("schema:endDate"),
    "requested": expand("qs:requestedOn"),
}


@dataclass(frozen=True, slots=True)
class Stated:
    """A date as sources state it: what it is about, as what, and the claims behind it."""

    of: Reference
    role: Role
    text: str
    claims: tuple[str, ...]
    inferred: bool


@dataclass(frozen=True, slots=True)
class Link:
    """That one thing waits for another, through which dependencies, and who is responsible.

    Offices stand in official order. ``dates`` are when the dependency is due and was requested,
    and when the prerequisite is due or ends, as far as stated. ``inferred`` is true when no
    source states any of the dependencies.
    """

    dependent: Reference
    prerequisite: Reference
    waiting: tuple[Reference, ...]
    awaited: tuple[Reference, ...]
    dependencies: tuple[Dependency, ...]
    dates: tuple[Stated, ...]
    inferred: bool


class Links:
    """The dependencies that somebody still waits for on a day, as links between things.

    ``graph`` leads from what waits to what it waits for, one edge per dependency.
    """

    def __init__(self, store: Store, *, day: date) -> None:
        """Read what ``store`` records about dependencies and judge it on ``day``."""
        self.known = reliance(store, day=day)
        self.graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        self._backing = Backing(store, day)
        self._named = references(store, mentioned(self.known))
        self._told = told(self.known, self._backing, self._named)
        for found in self.known.pending():
            view = self._told[found]
            self.graph.add_edge(found.item, found.prerequisite, key=found.iri, told=view)
        self._owners = {item: frozenset(self.known.awaited(item)) for item in self.known.things}

    def __getitem__(self, iri: str) -> Reference:
        """Return the reference to a thing or an office, by its key alone if it is not named."""
        return self._named.get(iri) or nameless(iri)

    def owners(self, item: str) -> frozenset[str]:
        """Return the identities of the offices responsible for ``item``."""
        return self._owners.get(item, frozenset())

    def offices(self, item: str) -> tuple[Reference, ...]:
        """Return the offices responsible for ``item``, in official order."""
        return self.in_order(self.owners(item))

    def in_order(self, identities: Iterable[str]) -> tuple[Reference, ...]:
        """Return offices in official order, lines as their ministry of the period."""
        shown = {self.known.shown(identity) for identity in identities}
        return tuple(self[o] for o in sorted(shown, key=self.known.portfolio.rank))

    def told(self) -> Iterator[Dependency]:
        """Yield the dependencies of ``graph`` as readers see them."""
        return (self._told[each] for each in self.known.pending())

    def outside(self, items: Iterable[str]) -> tuple[Dependency, ...]:
        """Return on what ``items`` wait that is told in words only."""
        wanted = set(items)
        found = (e for e in self._told if e.item in wanted and not e.prerequisite)
        return tuple(self._told[each] for each in found if not self.known.rests(each))

    def dates(self, iri: str, *roles: Role) -> tuple[Stated, ...]:
        """Return the dates stated about a thing or a dependency, in the order of ``roles``."""
        return tuple(
            Stated(
                of=self[iri],
                role=role,
                text=text_of(found.triple.object),
                claims=found.claims,
                inferred=found.inferred,
            )
            for role in roles
            for found in sorted(
                self._backing.matching(iri, [RELATIONS[role]], None),
                key=lambda found: text_of(found.triple.object),
            )
        )

    def link(self, dependent: str, prerequisite: str) -> Link:
        """Return the link between two things of which the first waits for the second."""
        edges = self.graph[dependent][prerequisite]
        dependencies: tuple[Dependency, ...] = tuple(edges[key]["told"] for key in sorted(edges))
        own = (self.dates(each.reference.iri, "due", "requested") for each in dependencies)
        office = prerequisite in self.known.offices  # whose own end makes nothing ready
        ready = () if office else self.dates(prerequisite, "due", "end")
        return Link(
            dependent=self[dependent],
            prerequisite=self[prerequisite],
            waiting=self.offices(dependent),
            awaited=self.offices(prerequisite),
            dependencies=dependencies,
            dates=(*sum(own, ()), *ready),
            inferred=all(each.inferred for each in dependencies),
        )
