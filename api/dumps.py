"""Dumps for readers: written once for each state, kept for a while, the same bytes every time."""

import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from http import HTTPStatus
from threading import RLock
from typing import BinaryIO, cast

from api.addresses import Addresses
from api.knowledge import Knowledge
from api.negotiation import JSON_LD, TRIG, TURTLE, Form
from api.problems import ProblemError
from api.spool import Spool, no_room
from graph.dataset import Dataset, content_hash
from graph.edition import Editions
from graph.export import COMPLETE, ExportForm, exported, write
from ontology.terms import VOCABULARY

MOST_KEPT = 12  # files; the one wanted longest ago goes
LEVEL = 6  # of compression
GZIP = "application/gzip"
DUMPS: dict[ExportForm, Form] = {
    "nq": Form("nq", "application/n-quads"),
    "trig": TRIG,
    "ttl": TURTLE,
    "jsonld": JSON_LD,
}
Write = Callable[[BinaryIO], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which dump an address asks for."""

    form: ExportForm
    packed: bool

    @classmethod
    def of(cls, suffix: str) -> "Wanted":
        """Return what a ``suffix`` such as ``nq.gz`` asks for; may raise ``ProblemError``."""
        name, _, packing = suffix.partition(".")
        if name in DUMPS and packing in {"", "gz"}:
            return cls(name, packing == "gz")
        expected = ", ".join(f".{name}, .{name}.gz" for name in DUMPS)
        values = {"found": f".{suffix}", "expected": expected}
        raise ProblemError("api.no_such_form", HTTPStatus.NOT_FOUND, values)

    @property
    def suffix(self) -> str:
        """Return how the file's name ends."""
        return f"{self.form}.gz" if self.packed else self.form

    @property
    def media_type(self) -> str:
        """Return what the file is."""
        return GZIP if self.packed else DUMPS[self.form].media_type

    @property
    def complete(self) -> bool:
        """Return whether the dump holds all claims, and not only what is in force on a day."""
        return self.form in COMPLETE


class Dumps:
    """The files that were wanted last, and the states of the data that can be had by their hash."""

    def __init__(self, dataset: Dataset, addresses: Addresses) -> None:
        self.editions = Editions(dataset)
        self._addresses = addresses
        self._lock, self._writing = RLock(), RLock()
        self._kept: OrderedDict[Hashable, Spool] = OrderedDict()

    def of(self, known: Knowledge, wanted: Wanted, state: str, *, inside: bool) -> Spool:
        """Return the dump of what is ``known``; on the ``inside`` it leaves nothing out.

        ``state`` says what it depends on. Raises ``ProblemError`` when there is no room for it.
        """
        views = (VOCABULARY,) if wanted.complete else ()

        def lines() -> list[str]:
            return exported(known.store, wanted.form, views=views, open_only=not inside)

        return self._file((state, wanted), lines, wanted)

    def edition(self, digest: str, lines: Callable[[], list[str]], wanted: Wanted) -> Spool:
        """Return the file of ``lines``, the state with the content hash ``digest``."""
        return self._file((digest, wanted), lines, wanted)

    def _file(self, key: Hashable, lines: Callable[[], list[str]], wanted: Wanted) -> Spool:
        if found := self._known(key):
            return found
        with self._writing:  # one at a time; who wants another one that is there does not wait
            if found := self._known(key):
                return found
            made = self._written(lines(), wanted)
            with self._lock:
                self._kept[key] = made
                if len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
            return made

    def _known(self, key: Hashable) -> Spool | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _written(self, lines: list[str], wanted: Wanted) -> Spool:
        found = self._addresses.lines(lines)
        try:
            spool = Spool()
            file = cast("BinaryIO", spool.file)
            if wanted.packed:  # without name and time, which would differ from run to run
                with gzip.GzipFile("", "wb", LEVEL, file, mtime=0) as packed:
                    write(found, wanted.form, cast("BinaryIO", packed))
            else:
                write(found, wanted.form, file)
        except OSError as error:
            raise no_room(error) from error
        return spool


def hash_of(known: Knowledge, *, inside: bool = False) -> str:
    """Return the content hash of what is ``known``, or of what everybody may have of it."""

    def made() -> str:
        return content_hash(sorted(exported(known.store, "nq", open_only=not inside)))

    return known.kept(("hash", inside, known.dataset.erasures), made)
