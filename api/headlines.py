"""The headline questions as identifiers alone, from integer columns: fast at any size."""

from dataclasses import dataclass
from datetime import date

from api.knowledge import Knowledge
from graph.closure import closure
from graph.columns import Ints
from graph.questions import Overlaps, answered_by_several, gap, matrix, overlap
from graph.snapshot import Snapshot
from ontology.terms import kind_and_key

SNAPSHOT = "snapshot"


@dataclass(frozen=True, slots=True)
class Place:
    """How many measures of a field an identity line leads."""

    field: str
    line: str
    measures: int


@dataclass(frozen=True, slots=True)
class Group:
    """Measures of several lines and what they have in common; all by their keys."""

    common: tuple[str, ...]
    lines: tuple[str, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Headlines:
    """Open recommendations, measures by field and line, overlaps, and who relies on whom."""

    open: tuple[str, ...]
    matrix: tuple[Place, ...]
    same_field_and_group: tuple[Group, ...]
    same_recommendation: tuple[Group, ...]
    relies_on: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Taken:
    revision: int
    day: date
    snapshot: Snapshot


def snapshot_of(known: Knowledge) -> Snapshot:
    """Return the columns of what ``known`` shows; after one change only that is read anew."""
    source = known.inside
    return source.kept(SNAPSHOT, lambda: _taken(source))


def headlines(known: Knowledge) -> Headlines:
    """Return the answers to the headline questions."""
    snapshot = snapshot_of(known)
    cells, reliance = matrix(snapshot), closure(snapshot)
    states = known.recommendations()
    heard = {each.recommendation.iri for each in states if each.coverage == "hearing"}
    places = zip(
        _keys(snapshot, cells.fields), _keys(snapshot, cells.lines), cells.measures, strict=True
    )
    found = [iri for iri in snapshot.terms.texts(gap(snapshot)) if iri not in heard]
    return Headlines(
        open=tuple(map(_key, found)),
        matrix=tuple(Place(field, line, int(count)) for field, line, count in places),
        same_field_and_group=_groups(snapshot, overlap(snapshot)),
        same_recommendation=_groups(snapshot, answered_by_several(snapshot)),
        relies_on=tuple(
            zip(_keys(snapshot, reliance.firsts), _keys(snapshot, reliance.seconds), strict=True)
        ),
    )


def _taken(known: Knowledge) -> Snapshot:
    before, change = known.carried.get(SNAPSHOT), known.dataset.last
    now = known.dataset.revision
    if (
        isinstance(before, _Taken)
        and change is not None
        and (before.revision + 1, before.day) == (now, known.day)
        and change.number == now
    ):
        snapshot = before.snapshot.after(known.store, change.change)
    else:
        snapshot = Snapshot.of(known.store, known.day)
    known.carried[SNAPSHOT] = _Taken(now, known.day, snapshot)
    return snapshot


def _groups(snapshot: Snapshot, found: Overlaps) -> tuple[Group, ...]:
    bounds = zip(found.starts[:-1], found.starts[1:], strict=True)
    return tuple(
        Group(
            tuple(_keys(snapshot, key)),
            tuple(dict.fromkeys(_keys(snapshot, found.lines[start:end]))),
            tuple(dict.fromkeys(_keys(snapshot, found.measures[start:end]))),
        )
        for key, (start, end) in zip(found.keys, bounds, strict=True)
    )


def _keys(snapshot: Snapshot, numbers: Ints) -> list[str]:
    return [_key(iri) for iri in snapshot.terms.texts(numbers)]


def _key(iri: str) -> str:
    return (kind_and_key(iri) or ("", iri))[1]
