"""Offices that many dependencies run through."""

from dataclasses import dataclass

from graph.dependencies import MINIMUM, hubs, waiting_graph
from graph.links import Links
from graph.model import Dependency, Reference
from graph.topology import cut_points, parts_without
from graph.wording import said
from ontology.vocabulary import Text


@dataclass(frozen=True, slots=True)
class Knot:
    """An office, the running things of others that rely on it, and the dependencies leading to it.

    ``parts`` are the offices that wait for one another only by way of it: without it these groups
    would have no connection. It is empty if they all would.
    """

    office: Reference
    relying: tuple[Reference, ...]
    dependencies: tuple[Dependency, ...]
    parts: tuple[tuple[Reference, ...], ...]
    sentences: tuple[Text, ...]


def knots(links: Links, *, minimum: int = MINIMUM) -> tuple[Knot, ...]:
    """Return the offices that at least ``minimum`` things of others rely on, in official order."""
    found = hubs(links.known, minimum=minimum)
    offices = waiting_graph(links.known)
    cuts = cut_points(offices)
    portfolio = links.known.portfolio
    return tuple(
        _knot(
            links,
            office,
            sorted(found[office]),
            [links.in_order(p) for p in parts_without(offices, office)] if office in cuts else [],
        )
        for office in sorted(found, key=lambda name: portfolio.rank(links.known.shown(name)))
    )


def _knot(
    links: Links, office: str, relying: list[str], parts: list[tuple[Reference, ...]]
) -> Knot:
    (named,) = links.in_order([office])
    sentences = [said("knot.many", office=named, n=len(relying))]
    if parts:
        sentences.append(said("knot.parts", office=named, n=len(parts)))
    return Knot(
        office=named,
        relying=tuple(links[item] for item in relying),
        dependencies=tuple(
            each
            for dependent, prerequisite in sorted(set(links.graph.edges()))
            if office in links.owners(prerequisite)
            for each in links.link(dependent, prerequisite).dependencies
        ),
        parts=tuple(parts),
        sentences=tuple(sentences),
    )
