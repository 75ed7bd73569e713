"""What a ministry waits for and who waits for it, as the interface tells it."""

from dataclasses import dataclass

from api.knowledge import Knowledge
from api.problems import unknown
from graph.model import Reference, Wait
from ontology.messages import both
from ontology.vocabulary import Text

KINDS = ("organisation", "organisation-line", "body")


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a ministry waits for and who waits for it, as far as it is on record."""

    ministry: Reference
    waits_for: tuple[Wait, ...]
    awaited_by: tuple[Wait, ...]
    note: Text


def waiting(known: Knowledge, key: str) -> Waiting:
    """Return what the office ``key`` waits for and who waits for it.

    A ministry is meant in every period, and by its identity line. Raises ``ProblemError`` for a key
    that is no office's.
    """
    office = next((found for found in known.called(key) if found.kind in KINDS), None)
    if office is None:
        raise unknown("api.unknown_thing", key, known.keys("ministries", "lines", "dependencies"))
    same = known.same_offices(key)
    waits = known.waits().waits
    return Waiting(
        ministry=office,
        waits_for=tuple(each for each in waits if each.waiting.iri in same),
        awaited_by=tuple(each for each in waits if each.awaited.iri in same),
        note=both("api.waiting.note"),
    )
