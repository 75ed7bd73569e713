"""Tables in, claims out: everything is checked before anything is taken."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.cells import parts
from ingest.claims import read_claim
from ingest.faults import CellError, Fault, Place, worded
from ingest.lookup import Names
from ingest.row import Row
from ingest.sheets import read_files
from ontology.known import KnownThing
from ontology.statement import Claim
from ontology.tables import Table
from ontology.terms import expand, thing_iri
from ontology.vocabulary import Text

Progress = Callable[[int, int], None]
NAMES = frozenset({expand("skos:prefLabel"), expand("qs:abbreviation")})
STEP = 500  # rows between two reports of progress


@dataclass(frozen=True, slots=True)
class Reading:
    """What tables say: claims, the number of rows by table, and what is wrong.

    With a fault anywhere the claims are not all that was meant; nobody should take them in.
    """

    claims: tuple[Claim, ...]
    rows: Mapping[str, int]
    faults: tuple[Fault, ...]


def read(
    paths: Iterable[Path], known: Iterable[KnownThing], progress: Progress | None = None
) -> Reading:
    """Return what the tables in ``paths`` (files, folders) say.

    Cells may refer to what is ``known`` and to what any of the tables defines. ``progress`` is
    called with the number of rows done and of all rows. Nothing is written.
    """
    contents = read_files(paths)
    names = Names(known)
    names.incomplete = not contents.complete
    for row in contents.rows:
        if thing := defined_thing(row):
            names.add(thing)
    claims, faults = _claims(contents.rows, names, progress or _silent)
    rows = Counter(row.table.name for row in contents.rows)
    return Reading(tuple(claims), rows, (*contents.faults, *faults))


def read_rows(
    rows: Iterable[tuple[Table, Mapping[str, str]]], known: Iterable[KnownThing]
) -> Reading:
    """Return what ``rows`` say, given by table and cells as a file would hold them."""
    names = Names(known)
    found = []
    for line, (table, cells) in enumerate(rows, 1):
        row = Row(table, Place(table.name, line=line), {n: c for n, c in cells.items() if c}, {})
        found.append(row)
        if thing := defined_thing(row):
            names.add(thing)
    claims, faults = _claims(tuple(found), names, _silent)
    return Reading(tuple(claims), Counter(row.table.name for row in found), tuple(faults))


def defined_thing(row: Row) -> KnownThing | None:
    """Return the thing that ``row`` describes, or ``None`` for a row that joins two."""
    key = row.cells.get("id")
    if row.table.joins or not key:
        return None
    found = tuple(
        part
        for column in row.table.columns
        if column.path in NAMES and column.name in row.cells
        for part in parts(column, row.cells[column.name])
    )
    return KnownThing(thing_iri(row.table.kind, key), key, row.table.class_iri, found)


def _claims(
    rows: tuple[Row, ...], names: Names, progress: Progress
) -> tuple[list[Claim], list[Fault]]:
    claims: dict[str, tuple[Claim, Row]] = {}
    faults: list[Fault] = []
    for number, row in enumerate(rows):
        if number % STEP == 0:
            progress(number, len(rows))
        claim, wrong = read_claim(row, names)
        faults += [fault for fault in wrong if not _told_already(row, fault)]
        if claim is None:
            continue
        before = claims.setdefault(claim.iri, (claim, row))
        if before[0] != claim:
            faults.append(_duplicate(row, before[1]))
    progress(len(rows), len(rows))
    return [claim for claim, _ in claims.values()], faults


def _told_already(row: Row, fault: Fault) -> bool:
    """Return whether a value is missing because its whole column is."""
    headings = row.headings.values()
    return fault.key == "ingest.missing_value" and bool(headings) and fault.column not in headings


def _duplicate(row: Row, before: Row) -> Fault:
    place = Text(before.place.text("de"), before.place.text("en"))
    expected = worded("ingest.expected.unique")
    key = row.cells.get("id", row.table.name)
    error = CellError("ingest.duplicate_row", key, expected, place=place)
    return Fault.at(row.place_of("id") if "id" in row.cells else row.place, error)


def _silent(done: int, total: int) -> None:
    """Report nothing."""
    del done, total
