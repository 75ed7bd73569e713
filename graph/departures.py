"""What was there once and is gone: things and claims of which nothing is said any more."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from graph.change import ChangeSet, subject_of
from graph.publication import Publisher
from graph.record import Record


@dataclass(frozen=True, slots=True)
class Departure:
    """With which change set, recorded when, the last statement about something went."""

    number: int
    time: datetime


def departures(
    records: Callable[[], Iterable[Record]], *, public: bool = False
) -> dict[str, Departure]:
    """Return by IRI everything that a log had statements about and has none any more.

    ``public`` follows what everybody could see: what was never public was never there.
    """
    publisher = Publisher(records)
    said: Counter[str] = Counter()
    gone: dict[str, Departure] = {}
    for record in records():
        told = ChangeSet.of(record)
        change = publisher.change_of(told) if public else told.change
        added, removed = (list(map(subject_of, each)) for each in (change.added, change.removed))
        said.update(added)
        said.subtract(removed)
        for iri in {*added, *removed}:
            gone.pop(iri, None)
            if said[iri] <= 0:
                gone[iri] = Departure(record.number, record.time)
    return gone
