"""Chains of things that rely on one another: those of one office, and those in a circle."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.links import Link, Links
from graph.model import Dependency, Reference
from graph.topology import circles, ways
from graph.wording import said
from ontology.vocabulary import Text


@dataclass(frozen=True, slots=True)
class Chain:
    """Links of which each begins where the one before ends, as a sentence, and all its offices.

    ``inferred`` is true when no source states one of the links.
    """

    links: tuple[Link, ...]
    offices: tuple[Reference, ...]
    sentence: Text
    inferred: bool


@dataclass(frozen=True, slots=True)
class OfficeView:
    """What an office waits for and who waits for it, each followed to the end.

    ``waits_for`` begins with what the office is responsible for, ``awaited_by`` ends with it;
    chains that never leave the office are left out. ``outside`` is told in words only.
    """

    office: Reference
    waits_for: tuple[Chain, ...]
    awaited_by: tuple[Chain, ...]
    outside: tuple[Dependency, ...]


@dataclass(frozen=True, slots=True)
class Cycle:
    """Things of which each waits for all others, and the shortest circle among them."""

    members: tuple[Reference, ...]
    shortest: Chain


def office_view(links: Links, office: str) -> OfficeView:
    """Return the chains from and to what ``office`` (an IRI) is responsible for, in any period."""
    identity = links.known.portfolio.identity(office)
    own = sorted(item for item in links.known.things if identity in links.owners(item))
    ahead = (way for item in own for way in ways(links.graph, item))
    upstream = links.graph.reverse(copy=False)
    behind = (way[::-1] for item in own for way in ways(upstream, item))
    (reference,) = links.in_order([identity])
    return OfficeView(
        office=reference,
        waits_for=_leaving(links, identity, ahead, lambda way: way[1:]),
        awaited_by=_leaving(links, identity, behind, lambda way: way[:-1]),
        outside=links.outside(own),
    )


def cycles(links: Links) -> tuple[Cycle, ...]:
    """Return where things wait for one another in a circle, one answer per knot of circles."""
    return tuple(
        Cycle(
            members=tuple(links[item] for item in sorted(members)),
            shortest=chain(links, [*way, way[0]], kind="cycle"),
        )
        for members, way in circles(links.graph)
    )


def chain(links: Links, way: Sequence[str], *, kind: str = "chain") -> Chain:
    """Return the chain along ``way``, a list of at least two things; ``kind`` is its wording."""
    found = tuple(links.link(a, b) for a, b in pairwise(way))
    return Chain(
        links=found,
        offices=links.in_order(office for item in way for office in links.owners(item)),
        sentence=_sentence(found, kind),
        inferred=any(link.inferred for link in found),
    )


def _leaving(
    links: Links,
    identity: str,
    found: Iterable[list[str]],
    others: Callable[[list[str]], list[str]],
) -> tuple[Chain, ...]:
    return tuple(
        chain(links, way)
        for way in found
        if any(links.owners(item) != {identity} for item in others(way))
    )


def _sentence(found: Sequence[Link], kind: str) -> Text:
    parts = [
        said(
            f"way.{kind}.more" if place else f"way.{kind}.first",
            dependent=link.dependent,
            prerequisite=link.prerequisite,
        )
        for place, link in enumerate(found)
    ]
    return Text(", ".join(p.de for p in parts) + ".", ", ".join(p.en for p in parts) + ".")
