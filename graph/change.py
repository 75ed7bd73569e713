"""What is added and removed together, as a wish (``Change``) and as recorded (``ChangeSet``)."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from graph.record import ADDED, AUTHOR, MESSAGE, QUAD, REMOVED, Draft, Record, as_json
from graph.terms import Quad, normalised, quads_of_lines, split_line
from ontology.terms import CLAIMS


@dataclass(frozen=True, slots=True)
class Change:
    """Quads to add and quads to remove, as sorted lines of canonical N-Quads."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @classmethod
    def of(cls, *, added: Iterable[Quad] = (), removed: Iterable[Quad] = ()) -> Self:
        """Return the change that leads to exactly these quads being there or gone.

        What is both added and removed counts as neither. Raises ``InputError`` for blank nodes.
        """
        return cls.between(normalised(removed), normalised(added))

    @classmethod
    def between(cls, old: frozenset[str], new: frozenset[str]) -> Self:
        """Return the change that leads from the canonical lines ``old`` to ``new``."""
        return cls(tuple(sorted(new - old)), tuple(sorted(old - new)))

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)

    @property
    def inverse(self) -> Self:
        """Return the change that undoes this one."""
        return type(self)(self.removed, self.added)

    def added_quads(self) -> Iterator[Quad]:
        """Return the added quads as values."""
        return quads_of_lines(self.added)

    def removed_quads(self) -> Iterator[Quad]:
        """Return the removed quads as values."""
        return quads_of_lines(self.removed)

    def claims(self) -> frozenset[str]:
        """Return the IRIs of the claims whose statements or metadata change."""
        return frozenset(claim_of(line) for line in (*self.added, *self.removed))

    def subjects(self) -> frozenset[str]:
        """Return the IRIs of all things and claims that something changes about."""
        return frozenset(subject_of(line) for line in (*self.added, *self.removed))


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """A change as it stands in the log; ``author`` is a role, ``erased`` counts missing parts.

    ``author`` and ``message`` are ``None`` once they are erased.
    """

    number: int
    parent: str
    hash: str
    time: datetime
    kind: str
    author: str | None
    message: str | None
    source: str
    change: Change
    erased: int

    @classmethod
    def of(cls, record: Record) -> Self:
        """Return what ``record`` says."""
        added, removed = record.quad_lines()
        return cls(
            number=record.number,
            parent=record.parent,
            hash=record.hash,
            time=record.time,
            kind=record.kind,
            author=_text(record, AUTHOR),
            message=_text(record, MESSAGE),
            source=record.source,
            change=Change(tuple(added), tuple(removed)),
            erased=record.erased,
        )

    @property
    def added(self) -> tuple[str, ...]:
        """Return the added quads as canonical lines."""
        return self.change.added

    @property
    def removed(self) -> tuple[str, ...]:
        """Return the removed quads as canonical lines."""
        return self.change.removed


def draft(change: Change, *, author: str, message: str, source: str, kind: str) -> Draft:
    """Return what the log is to record for ``change``."""
    leaves = [(AUTHOR, as_json(author)), (MESSAGE, as_json(message))]
    leaves += [(QUAD, REMOVED + line) for line in change.removed]
    leaves += [(QUAD, ADDED + line) for line in change.added]
    return Draft(kind, source, leaves)


def _text(record: Record, role: str) -> str | None:
    text = next((leaf.text for leaf in record.leaves() if leaf.role == role), None)
    return None if text is None else str(json.loads(text))


def subject_of(line: str) -> str:
    """Return the IRI of what ``line`` speaks of."""
    return line.split(" ", 1)[0][1:-1]


def claim_of(line: str) -> str:
    """Return the IRI of the claim that ``line`` belongs to."""
    graph = split_line(line)[1][1:-1]
    return subject_of(line) if graph == CLAIMS else graph
