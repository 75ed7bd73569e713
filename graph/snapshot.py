"""The store as integer columns on one day: built in one query, kept up to date change by change."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

import numpy as np

from graph.change import Change
from graph.columns import (
    NONE,
    Column,
    Flags,
    Ints,
    Terms,
    dense,
    flags,
    ordered_pairs,
)
from graph.placement import Placement
from graph.reliance import has_passed
from graph.store import Store
from graph.terms import engine_iri
from ontology.terms import concept_iri, expand

RELATIONS = {
    name: f"qs:{name}"
    for name in (
        "answers",
        "answersIndirectly",
        "attachedTo",
        "dependent",
        "expectsAction",
        "field",
        "identityLine",
        "lead",
        "nature",
        "natureGroup",
        "partOf",
        "partOfRecommendation",
        "partyState",
        "prerequisite",
        "respondsTo",
        "targetGroup",
    )
} | {"metOn": "qs:metOn", "startDate": "schema:startDate", "endDate": "schema:endDate"}
MARKS = {
    "Measure": ("rdf:type", "qs:Measure"),
    "Ministry": ("rdf:type", "qs:Ministry"),
    "Organisation": ("rdf:type", "qs:Organisation"),
    "Recommendation": ("rdf:type", "qs:Recommendation"),
    "completed": ("qs:status", f"<{concept_iri('status', 'completed')}>"),
    "dropped": ("qs:status", f"<{concept_iri('status', 'dropped')}>"),
    "rejected": ("qs:responseKind", f"<{concept_iri('response', 'rejected')}>"),
    "expecting": ("qs:expectsAction", "true"),
}
NAMES = (*RELATIONS, *MARKS)
MOST_SUBJECTS = 1000
"""A change about more things than these is read as a whole; single edits stay far below."""
_CODES = {f'"{name}"'.encode(): code for code, name in enumerate(NAMES)}
_RELATIONS = " ".join(f'("{name}" {relation})' for name, relation in RELATIONS.items())
_MARKS = " ".join(f'("{name}" {" ".join(pair)})' for name, pair in MARKS.items())
_WIDENING = tuple(f" <{expand(name)}> " for name in ("rdfs:subClassOf", "rdfs:subPropertyOf"))


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """What is in force on ``day`` as columns of numbers; ``terms`` gives numbers their IRIs.

    ``columns`` has a column for each of ``NAMES``, from subject to object. Of dates it holds only
    those that matter on the day: starts that lie ahead, ends that have passed, dependencies that
    are met. ``led`` leads from what is led to the leader's identity line, ``waits`` from what has
    unmet dependencies to what it depends on, ``awaited`` back. All arrays are shared between
    snapshots: nobody may write to them.
    """

    day: date
    terms: Terms
    columns: Mapping[str, Column]
    led: Column
    placement: Placement
    waits: Column
    awaited: Column

    @classmethod
    def of(cls, store: Store, day: date) -> Self:
        """Return the snapshot of ``store``, whose views were refreshed for ``day``."""
        terms = Terms()
        pairs = _read(store, day, terms, ())
        columns = {name: Column.ordered(*found) for name, found in pairs.items()}
        return cls._of_columns(day, terms, columns)

    def after(self, store: Store, change: Change) -> Self:
        """Return the snapshot after ``change``, as if built afresh, without reading all again.

        ``store`` must have had the change applied and its views refreshed for the same day. Only
        the subjects that the change touches, itself or by what it says of claims, are read.
        """
        said = store.lines_at((claim, None) for claim in change.claims())
        lines = (*said, *change.added, *change.removed)
        wide = any(mark in line for line in lines for mark in _WIDENING)
        subjects = change.subjects() | {line.split(" ", 1)[0][1:-1] for line in said}
        if wide or len(subjects) > MOST_SUBJECTS:
            return self.of(store, self.day)
        if not subjects:
            return self
        touched = np.sort(self.terms.numbers_of(sorted(subjects)))
        news = _read(store, self.day, self.terms, subjects)
        columns = {
            name: column.replaced(touched, *news[name]) for name, column in self.columns.items()
        }
        return self._of_columns(self.day, self.terms, columns, self, touched)

    @classmethod
    def _of_columns(
        cls,
        day: date,
        terms: Terms,
        columns: Mapping[str, Column],
        old: "Snapshot | None" = None,
        touched: Ints = NONE,
    ) -> Self:
        def same(*names: str) -> "Snapshot | None":
            """Return the old snapshot if nothing has changed in the columns ``names``."""
            return old if old and all(old.columns[n] is columns[n] for n in names) else None

        def unmet() -> Column:
            met = flags(len(terms), columns["metOn"].firsts)
            open_ = columns["dependent"].where(~met[columns["dependent"].firsts])
            return open_.inverse.then(columns["prerequisite"])

        before = same("identityLine")
        if before:  # then only what is touched can have other lines
            rows, leads = columns["lead"].expand(touched)
            places, lines = columns["identityLine"].expand(leads)
            led = before.led.replaced(touched, *ordered_pairs(touched[rows[places]], lines))
        else:
            led = columns["lead"].then(columns["identityLine"])
        dropped = flags(len(terms), columns["dropped"].firsts)
        if not before:
            placement = Placement.of(led, columns["field"], dropped)
        elif before.led is led and same("field", "dropped"):
            placement = before.placement
        else:
            placement = before.placement.after(touched, led, columns["field"], dropped)
        before = same("dependent", "prerequisite", "metOn")
        waits = before.waits if before else unmet()
        awaited = before.awaited if before else waits.inverse
        return cls(day, terms, columns, led, placement, waits, awaited)

    def flags(self, *names: str) -> Flags:
        """Return bool[number of terms] that is true for what has a pair in one of the columns."""
        return flags(len(self.terms), *(self.columns[name].firsts for name in names))


def _read(
    store: Store, day: date, terms: Terms, subjects: Collection[str]
) -> dict[str, tuple[Ints, Ints]]:
    """Return the sorted pairs of ``subjects``, or of everything, from one answer of the engine."""
    answer = store.answer(_query(subjects), "tsv")
    cells = answer.replace(b"\n", b"\t").split(b"\t")[3:-1]
    codes = np.fromiter(map(_CODES.__getitem__, cells[0::3]), np.int8, len(cells) // 3)
    firsts, seconds = terms.numbers(cells[1::3]), terms.numbers(cells[2::3])
    order = np.argsort(codes, kind="stable")
    bounds = np.searchsorted(codes[order], np.arange(len(NAMES) + 1))
    found = {}
    for code, name in enumerate(NAMES):
        own = order[bounds[code] : bounds[code + 1]]
        found[name] = ordered_pairs(firsts[own], seconds[own]) if len(own) else (NONE, NONE)
    today = day.isoformat()
    found["metOn"] = _judged(found["metOn"], terms, lambda text: text <= today)
    found["startDate"] = _judged(found["startDate"], terms, lambda text: text > today)
    found["endDate"] = _judged(found["endDate"], terms, lambda text: has_passed(text, day))
    return found


def _query(subjects: Collection[str]) -> str:
    """Return what asks for every column; in each branch, so that engines look subjects up."""
    about = f"VALUES ?s {{ {' '.join(str(engine_iri(s)) for s in subjects)} }}" if subjects else ""
    return f"""SELECT ?column ?s ?o WHERE {{
      {{ VALUES (?column ?p) {{ {_RELATIONS} }} {about} ?s ?p ?o }}
      UNION {{ VALUES (?column ?p ?o) {{ {_MARKS} }} {about} ?s ?p ?o }}
    }}"""


def _judged(
    pairs: tuple[Ints, Ints], terms: Terms, matters: Callable[[str], bool]
) -> tuple[Ints, Ints]:
    """Return the pairs whose date ``matters``; each different date is looked at once."""
    firsts, seconds = pairs
    different, places = dense(seconds, len(terms))
    kept = np.array([matters(text) for text in terms.texts(different)], np.bool_)[places]
    return firsts[kept], seconds[kept]
