"""Who waits for whom, followed to the end: one office, one thing, and all circles and conflicts."""

from dataclasses import dataclass
from datetime import date

from api.knowledge import Knowledge
from api.places import office_named, reference_named
from graph.chains import Cycle, OfficeView, cycles, office_view
from graph.deadlines import Conflict, deadline_conflicts
from graph.knots import Knot, knots
from graph.links import Link, Links
from graph.slippage import Slippage, slippage


@dataclass(frozen=True, slots=True)
class Entanglement:
    """Circles, dates that do not fit, and offices that many dependencies run through."""

    circles: tuple[Cycle, ...]
    conflicts: tuple[Conflict, ...]
    knots: tuple[Knot, ...]

    @classmethod
    def of(cls, links: Links) -> "Entanglement":
        """Return what is entangled in ``links``."""
        return cls(cycles(links), deadline_conflicts(links), knots(links))


def links(known: Knowledge) -> Links:
    """Return the dependencies that somebody still waits for."""
    return known.kept("links", lambda: Links(known.store, day=known.day))


def entanglement(known: Knowledge) -> Entanglement:
    """Return what is entangled altogether."""
    return known.kept("entanglement", lambda: Entanglement.of(links(known)))


@dataclass(frozen=True, slots=True)
class Office:
    """What an office waits for and who waits for it, with the conflicts and circles it is in."""

    view: OfficeView
    conflicts: tuple[Conflict, ...]
    circles: tuple[Cycle, ...]


def office_of(known: Knowledge, name: str) -> Office:
    """Return the dependencies of the office that ``name`` names; may raise ``ProblemError``."""
    office, whole = office_named(known, name), entanglement(known)
    return Office(
        view=office_view(links(known), office.iri),
        conflicts=tuple(each for each in whole.conflicts if _concerns(each.link, office.iri)),
        circles=tuple(
            each
            for each in whole.circles
            if any(_concerns(link, office.iri) for link in each.shortest.links)
        ),
    )


def slippage_of(known: Knowledge, name: str, shift: int | date) -> Slippage:
    """Return what slips if the thing that ``name`` names slips; may raise ``ProblemError``."""
    return slippage(links(known), reference_named(known, "key", name).iri, shift)


def _concerns(link: Link, office: str) -> bool:
    return any(each.iri == office for each in (*link.waiting, *link.awaited))
