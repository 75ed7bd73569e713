"""What answers are made from: the data set and its analyses, computed once per state."""

from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from threading import RLock
from typing import TypeVar, cast

from api.today import Today
from graph.backing import claim_key, text_of
from graph.claims import claims_of_quads
from graph.coverage import recommendation_states
from graph.dataset import Dataset
from graph.dependencies import waits
from graph.errors import InputError
from graph.finding import Finding
from graph.findings import findings
from graph.gapmap import gap_map
from graph.model import (
    ClaimView,
    GapMap,
    RecommendationState,
    Reference,
    Source,
    Thing,
    ThingRow,
    Wait,
    WaitMatrix,
)
from graph.sources import claim_views, document_sources
from graph.store import VIEWS, Store
from graph.things import find, thing, things_of
from ingest.rows import TableRows, rows_of
from ontology.messages import both
from ontology.tables import Table, table_named, tables
from ontology.terms import CLAIMS
from ontology.vocabulary import Text

Found = TypeVar("Found")
MOST_KEPT = 500  # answers; the one that was wanted longest ago makes room
SOURCES = f"""SELECT ?claim ?document WHERE {{
  GRAPH <{CLAIMS}> {{ ?claim prov:hadPrimarySource ?document }}
}}"""
SAME_OFFICE = """SELECT DISTINCT ?thing ?wanted WHERE {
  ?wanted qs:identityLine?/(^qs:identityLine)? ?thing
}"""
CLAIM_ROWS = f"""SELECT ?claim ?table ?row WHERE {{
  GRAPH <{CLAIMS}> {{ ?claim a qs:Claim OPTIONAL {{ ?claim qs:table ?table ; qs:row ?row }} }}
}}"""


@dataclass(frozen=True, slots=True)
class View:
    """A store that shows one day for good, and a name for what it shows."""

    store: Store
    day: date
    name: str


class Knowledge:
    """The data set as it stands today; every analysis is made when first asked for, then kept.

    ``clock`` tells the time with its zone: on a new day, what is in force is looked up anew. With
    a ``view`` that is shown instead. With ``inside`` it is what everybody may know: only findings
    that are released and that hold on the inside as well; it is then ``public``.
    """

    def __init__(
        self,
        dataset: Dataset,
        clock: Callable[[], datetime],
        *,
        view: View | None = None,
        inside: "Knowledge | None" = None,
    ) -> None:
        self.dataset = dataset
        self._today = Today(clock)
        self._view = view
        self._inside, self.public = inside, inside is not None
        self._lock = RLock()
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._kept_for = ""
        self.carried: dict[str, object] = {}  # what outlives a state, for who brings it up to date

    @property
    def inside(self) -> "Knowledge":
        """Return what knows the whole of the store that this shows."""
        return self._inside if self._inside and self._inside.store is self.store else self

    @property
    def store(self) -> Store:
        """Return the store to ask."""
        return self._view.store if self._view else self.dataset.store

    @property
    def day(self) -> date:
        """Return the day whose state is shown."""
        return self._view.day if self._view else self.dataset.valid_on

    @property
    def today(self) -> date:
        """Return the day it is here."""
        return self._today()

    def state(self) -> str:
        """Return a text that changes whenever an answer could."""
        if self._view:
            return self._view.name
        today = self.today
        if today > self.dataset.valid_on:
            with self._lock:
                self.dataset.turn_to(today)
        return f"{self.dataset.head} {self.dataset.valid_on}"

    def kept(self, name: Hashable, make: Callable[[], Found]) -> Found:
        """Return what ``make`` returns, from memory if it was made for this state before."""
        with self._lock:
            if self._kept_for != (state := self.state()):
                self._kept, self._kept_for = OrderedDict(), state
            if name not in self._kept:
                self._kept[name] = make()
                if len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(name)
            return cast("Found", self._kept[name])

    def claim_count(self) -> int:
        """Return how many claims there are."""
        return len(self.claims_of())

    def content_hash(self) -> str:
        """Return the content hash of all claims."""
        return self.kept("content hash", self.dataset.content_hash)

    def findings(self) -> list[Finding]:
        """Return all findings that the reader may know."""
        return self.kept("findings", self._findings)

    def _findings(self) -> list[Finding]:
        if self._inside is None:
            return findings(self.store, day=self.day)
        held = {found.id: found for found in self._inside.findings()}
        own = held.values() if self.inside is not self else findings(self.store, day=self.day)
        return [each for each in own if each.id in held and held[each.id].life.released]

    def gap_map(self, scheme: str = "", period: str = "") -> GapMap:
        """Return the gap map of a scheme and period given by IRI, or of the default ones."""
        return self.kept(
            ("gap map", scheme, period),
            lambda: gap_map(
                self.store,
                day=self.day,
                scheme=scheme or None,
                period=period or None,
                hearing=self._in_hearing(),
            ),
        )

    def recommendations(self) -> list[RecommendationState]:
        """Return for every recommendation whether it has been taken up."""
        return self.kept(
            "recommendations",
            lambda: recommendation_states(self.store, day=self.day, hearing=self._in_hearing()),
        )

    def _in_hearing(self) -> frozenset[str]:
        """Return what everybody may not yet know to be open: its findings are not released."""
        if self._inside is None:
            return frozenset()
        told = self.findings()
        if len(told) == len(self._inside.findings()):
            return frozenset()
        released = {each.subject.iri for each in told if each.kind == "gap"}
        every = {each.recommendation.iri for each in self._inside.recommendations()}
        return frozenset(every - released)

    def waits(self) -> WaitMatrix:
        """Return who waits for whom."""
        return self.kept("waits", lambda: waits(self.store, day=self.day))

    def waits_of(self, iri: str) -> tuple[list[Wait], list[Wait]]:
        """Return for whom the office ``iri`` waits, and who waits for it."""
        pairs = self.waits().waits
        return (
            [each for each in pairs if each.waiting.iri == iri],
            [each for each in pairs if each.awaited.iri == iri],
        )

    def rows(self, table: Table) -> list[ThingRow]:
        """Return the things of ``table``."""
        return self.kept(("rows", table.name), lambda: things_of(self.store, table, day=self.day))

    def counts(self) -> dict[str, int]:
        """Return the number of things by table name."""
        return {each.name: len(self.rows(each)) for each in tables() if not each.joins}

    def thing(self, iri: str) -> Thing | None:
        """Return the thing ``iri`` with all its claims, or ``None``."""
        try:
            return self.kept(("thing", iri), lambda: thing(self.store, iri, day=self.day))
        except InputError:  # no address can be made of what somebody typed
            return None

    def references(self, name: str) -> list[Reference]:
        """Return the things of the table ``name`` as something to point at."""
        table = table_named(name)
        return [row.reference for row in self.rows(table)] if table else []

    def warm(self) -> None:
        """Make what the first pages need, so that their reader does not wait for it."""
        self.findings()
        self.gap_map()
        self.counts()
        self.sources()

    def rule_counts(self) -> Counter[str]:
        """Return the number of findings by rule."""
        return Counter(found.rule for found in self.findings())

    def claims(self, keys: Iterable[str]) -> list[ClaimView]:
        """Return the claims with these keys, sorted by table and row; unknown ones are left out."""
        known = self.kept("claim rows", self._claim_rows)
        return list(claim_views(self.store, [key for key in keys if key in known]))

    def table_rows(self, name: str) -> list[Mapping[str, str]]:
        """Return the rows of the table ``name`` that state its claims, as tables hold them."""
        return list(self.kept("table rows", self._table_rows).rows.get(name, ()))

    def _table_rows(self) -> TableRows:
        quads = (quad for quad in self.store.quads() if quad.graph not in VIEWS)
        return rows_of(claims_of_quads(quads))

    def sources(self) -> list[tuple[Source, int]]:
        """Return every document as a source, with the number of claims that rest on it."""
        return self.kept("sources", self._sources)

    def _sources(self) -> list[tuple[Source, int]]:
        counts = Counter(str(row["document"]) for row in self.store.select(SOURCES))
        listed = [reference.iri for reference in self.references("documents")]
        found = document_sources(self.store, listed)
        return [(found[iri], counts[iri]) for iri in listed]

    def keys(self, *names: str) -> list[str]:
        """Return the keys of all things in the tables ``names``."""
        return [reference.key for name in names for reference in self.references(name)]

    def all_keys(self) -> list[str]:
        """Return the keys of all things, sorted, each once."""
        every = [table.name for table in tables() if not table.joins]
        return self.kept("all keys", lambda: sorted(set(self.keys(*every))))

    def called(self, key: str) -> list[Reference]:
        """Return the things with the key ``key``, whatever their kind."""
        return find(self.store, key)

    def same_offices(self, key: str) -> set[str]:
        """Return the IRIs of all offices on the identity line of the one called ``key``."""
        found = {each.iri for each in self.called(key)}
        return found | {thing for iri in found for thing in self.related(SAME_OFFICE, iri)}

    def related(self, query: str, wanted: str) -> set[str]:
        """Return the things that ``query`` selects as ``?thing`` for the ``?wanted`` IRI."""
        rows = self.store.select(query, {"wanted": wanted})
        return {thing for row in rows if isinstance(thing := row["thing"], str)}

    def claims_of(self, table: str = "", row: str = "") -> list[str]:
        """Return the keys of all claims, or of those that a table or one row of it makes."""
        return [
            key
            for key, place in self.kept("claim rows", self._claim_rows).items()
            if table in {"", place[0]} and row in {"", place[1]}
        ]

    def rows_of(self, table: str) -> list[str]:
        """Return the identifiers of the rows of ``table``."""
        places = self.kept("claim rows", self._claim_rows).values()
        return sorted({row for name, row in places if name == table})

    def _claim_rows(self) -> dict[str, tuple[str, str]]:
        found = {
            claim_key(str(row["claim"])): (text_of(row["table"]), text_of(row["row"]))
            for row in self.store.select(CLAIM_ROWS)
        }
        return dict(sorted(found.items()))

    def recorded(self) -> str:
        """Return when the last change was recorded (ISO 8601); empty before the first."""
        return self.kept("recorded", self._recorded)

    def _recorded(self) -> str:
        last = max(self.dataset.history(), key=lambda each: each.number, default=None)
        return last.time.isoformat(timespec="seconds") if last else ""

    def title(self) -> Text:
        """Return what the data set is called; its own name, where it states one."""
        table = table_named("datasets")
        rows = self.rows(table) if table else []
        return rows[0].reference.label if rows else both("api.title")
