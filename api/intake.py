"""From files to a change of the data: where tables and dumps meet what is already there."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import cast

from graph.change import Change
from graph.claims import places_of
from graph.dataset import Dataset
from graph.dump import DumpForm, read_claims
from graph.durable import make_folder, write_whole
from graph.errors import InputError
from graph.store import Store
from graph.things import known_things
from graph.validation import Violation, validate
from ingest.faults import Fault
from ingest.reading import Progress, read, read_rows
from ingest.sheets import DUMPS as RDF_FILES
from ontology.known import KnownThing
from ontology.statement import RDF, Claim, Literal
from ontology.tables import table_named
from ontology.terms import expand, kind_and_key

DUMPS = (".trig", ".nq")
PROPOSALS = "proposals"
NOTHING = Change()
TYPE = f"{RDF}type"
TABLE = expand("qs:table")
CLAIM = expand("qs:Claim")


@dataclass(frozen=True, slots=True)
class Intake:
    """What files would change: the change itself, its claims, and what speaks against it.

    ``rows`` counts what was read, by table; ``after`` is the data with the change. With
    ``faults`` in the files nothing else is known.
    """

    rows: dict[str, int]
    change: Change = NOTHING
    after: Store | None = None
    faults: tuple[Fault, ...] = ()
    violations: tuple[Violation, ...] = ()

    @property
    def sound(self) -> bool:
        """Return whether nothing speaks against taking it in."""
        return not self.faults and not any(v.severity == "violation" for v in self.violations)


def prepared(dataset: Dataset, paths: Sequence[Path], progress: Progress | None = None) -> Intake:
    """Return what the tables and dumps in ``paths`` would change in ``dataset``.

    Nothing is changed yet. Raises ``InputError`` for a file of RDF that is no dump of ours,
    ``OSError`` for one that cannot be read.
    """
    for path in paths:
        if path.suffix.lower() in RDF_FILES and path.suffix.lower() not in DUMPS:
            raise InputError("cli.no_claims", file=path, expected=", ".join(DUMPS))
    restored = [claim for path in _dumps(paths) for claim in _restored(path)]
    known = [*known_things(dataset.store), *_things_in(restored)]
    tables = [path for path in paths if path.suffix.lower() not in DUMPS]
    reading = read(tables, known, progress)
    rows = dict(Counter(map(_table, restored)) + Counter(reading.rows))
    if reading.faults:
        return Intake(rows, faults=reading.faults)
    claims = tuple({claim.iri: claim for claim in (*restored, *reading.claims)}.values())
    return judged(dataset, claims, rows)


def prepared_rows(dataset: Dataset, rows: Iterable[tuple[str, Mapping[str, str]]]) -> Intake:
    """Return what ``rows`` (name of the table, cells) would change; nothing is changed yet."""
    placed = [(table, cells) for name, cells in rows if (table := table_named(name))]
    reading = read_rows(placed, known_things(dataset.store))
    counts = dict(reading.rows)
    if reading.faults:
        return Intake(counts, faults=reading.faults)
    return judged(dataset, reading.claims, counts)


def judged(dataset: Dataset, claims: Iterable[Claim], rows: dict[str, int]) -> Intake:
    """Return what ``claims`` would change, and what the shapes say to it."""
    change = dataset.difference(claims)
    if not change:
        return Intake(rows)
    after, subjects = dataset.preview(change), change.subjects()
    # What they point at is looked at only to know its class.
    found = tuple(each for each in validate(after, subjects) if each.focus in subjects)
    return Intake(rows, change, after, violations=found)


def _dumps(paths: Iterable[Path]) -> list[Path]:
    """Return the dumps among ``paths`` and in the folders among them."""
    files = [
        file for path in paths for file in (sorted(path.iterdir()) if path.is_dir() else [path])
    ]
    return [file for file in files if file.suffix.lower() in DUMPS]


def _restored(path: Path) -> list[Claim]:
    form = cast("DumpForm", path.suffix.lower().removeprefix("."))
    with path.open("rb") as file:
        claims = read_claims(file, form, path.name)
    for claim in claims:
        if not any(said.object == CLAIM for said in claim.metadata):
            raise InputError("cli.bare_claim", file=path.name, claim=claim.iri)
    return claims


def _things_in(claims: Iterable[Claim]) -> Iterable[KnownThing]:
    """Return the things that ``claims`` describe, so that tables can point at them."""
    for claim in claims:
        for said in claim.statements:
            found = kind_and_key(said.subject)
            if said.predicate == TYPE and isinstance(said.object, str) and found:
                yield KnownThing(said.subject, found[1], said.object)


def _table(claim: Claim) -> str:
    values = (said.object for said in claim.metadata if said.predicate == TABLE)
    return next((value.value for value in values if isinstance(value, Literal)), "")


def written_proposal(folder: Path, store: Store, change: Change) -> Path:
    """Write the claims that ``change`` makes in ``store`` as a dump; return its path.

    The name follows from the content: the same proposal is the same file.
    """
    lines = sorted(store.lines_at(places_of(change.claims())))
    content = "".join(f"{line}\n" for line in lines).encode("utf-8")
    path = folder / PROPOSALS / f"{sha256(content).hexdigest()[:12]}.nq"
    make_folder(path.parent)
    write_whole(path, [content])
    return path
