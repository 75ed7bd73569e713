"""The ministries of the period that is looked at, their identity lines, and who coordinates."""

from dataclasses import dataclass
from datetime import date
from itertools import chain

from graph.backing import text_of
from graph.store import Row, Store

_DEFAULTS = """SELECT ?period ?scheme WHERE {
  ?data a qs:DataSet .
  OPTIONAL { ?data qs:defaultPeriod ?period }
  OPTIONAL { ?data qs:defaultScheme ?scheme }
} ORDER BY ?period ?scheme"""
_LATEST = """SELECT ?period WHERE {
  ?ministry qs:legislativePeriod ?period .
  OPTIONAL { ?period schema:startDate ?start }
} ORDER BY DESC(STR(?start)) ?period LIMIT 1"""
_FIRST = """SELECT ?scheme WHERE {
  ?scheme a qs:FieldScheme .
  OPTIONAL { ?scheme dcterms:issued ?date }
  FILTER NOT EXISTS { ?scheme qs:supplementary true }
} ORDER BY STR(?date) ?scheme LIMIT 1"""
_OFFICES = """SELECT ?office ?line ?period ?order ?start WHERE {
  ?office qs:identityLine ?line .
  OPTIONAL { ?office schema:startDate ?start }
  OPTIONAL { ?office qs:legislativePeriod ?period }
  OPTIONAL { ?office qs:officialOrder ?order }
} ORDER BY ?office"""
_PLANS = """SELECT ?coordinator ?partner WHERE {
  { ?plan qs:coordinatedBy ?coordinator } UNION { ?plan qs:coResponsible ?partner }
} ORDER BY ?coordinator ?partner"""
LAST = 1_000_000


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Who counts as a ministry: IRIs of the period, of its ministries in official order, of lines.

    ``lines`` gives the identity line of every office that has one, whatever its period, and
    ``standing`` for each line the ministry of the period. ``starts`` says since when an office
    exists, where that is stated. ``coordinators`` and ``co_responsible``
    are ministries of the period; the latter are all if no plan names any.
    """

    period: str
    scheme: str
    ministries: tuple[str, ...]
    standing: dict[str, str]
    lines: dict[str, str]
    order: dict[str, int]
    starts: dict[str, str]
    coordinators: tuple[str, ...]
    co_responsible: tuple[str, ...]

    def identity(self, office: str) -> str:
        """Return the identity line of ``office``, or itself if it has none."""
        return self.lines.get(office, office)

    def present(self, office: str) -> str:
        """Return the ministry of the period on the line of ``office``, or ``office`` itself."""
        return self.standing.get(self.identity(office), office)

    def answering(self, office: str, day: date) -> str:
        """Return who stands on the line of ``office`` on ``day``: predecessors cannot be asked.

        Where no dates are stated that is the ministry of the period, or ``office`` itself.
        """
        line, today = self.identity(office), day.isoformat()
        begun = [
            (start, other)
            for other, start in self.starts.items()
            if self.lines[other] == line and start <= today
        ]
        return max(begun)[1] if begun else self.present(office)

    def rank(self, office: str) -> tuple[int, str]:
        """Return by what to sort an office or a line: official order, then address."""
        return self.order.get(office, LAST), office


def portfolio(store: Store, period: str | None = None, scheme: str | None = None) -> Portfolio:
    """Return the ministries of ``period``; without one, of the data set's or the latest period."""
    usual = _first(store.select(_DEFAULTS))
    period = period or usual.get("period") or _first(store.select(_LATEST)).get("period", "")
    scheme = scheme or usual.get("scheme") or _first(store.select(_FIRST)).get("scheme", "")
    rows = store.select(_OFFICES)
    lines = {str(row["office"]): str(row["line"]) for row in rows}
    starts = {str(row["office"]): text_of(row["start"]) for row in rows if row["start"]}
    order = {str(row["office"]): int(text_of(row["order"]) or LAST) for row in rows}
    for office, line in lines.items():  # a line stands where its first office stands
        order[line] = min(order[office], order.get(line, LAST))
    here = {str(row["office"]) for row in rows if row["period"] == period}
    ministries = tuple(sorted(here, key=lambda office: (order[office], office)))
    plans = store.select(_PLANS)
    coordinators = _of_period(plans, "coordinator", ministries)
    named = set(chain(coordinators, _of_period(plans, "partner", ministries)))
    return Portfolio(
        period=period,
        scheme=scheme,
        ministries=ministries,
        standing={lines[office]: office for office in reversed(ministries)},
        lines=lines,
        order=order,
        starts=starts,
        coordinators=coordinators,
        co_responsible=tuple(found for found in ministries if found in named) or ministries,
    )


def _first(rows: list[Row]) -> dict[str, str]:
    return {name: text_of(value) for name, value in rows[0].items() if value} if rows else {}


def _of_period(rows: list[Row], column: str, ministries: tuple[str, ...]) -> tuple[str, ...]:
    named = {row[column] for row in rows}
    return tuple(found for found in ministries if found in named)
