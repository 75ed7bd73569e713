"""The gap map: fields of action × lead ministries, with what was asked and what became of it."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import NamedTuple

from graph.backing import text_of
from graph.coverage import EVIDENCE, recommendation_states
from graph.model import (
    Cell,
    Coverage,
    Evidence,
    GapMap,
    MapColumn,
    MapRow,
    RecommendationState,
    Reference,
)
from graph.places import Place, Places
from graph.portfolio import Portfolio, portfolio
from graph.references import Named, references
from graph.rules import hits, is_true
from graph.sentence import enumerated
from graph.state import EXCERPT, Completeness
from graph.store import Store
from ontology.messages import both
from ontology.rules import rule_named
from ontology.terms import concept_iri
from ontology.vocabulary import Text, schemes

SETTLED: tuple[Coverage, ...] = ("nothing-asked", "rejected", "hearing")
NATURES = "nature"
EXPECTED_RULE = "G05"
LAST = 1_000_000
_FIELDS = """SELECT ?field ?scheme ?order ?supplementary WHERE {
  ?field a qs:FieldOfAction ; skos:inScheme ?scheme .
  OPTIONAL { ?field qs:officialOrder ?order }
  OPTIONAL { ?scheme qs:supplementary ?supplementary }
} ORDER BY ?scheme ?field"""
_MEASURES = f"""SELECT ?measure ?field ?lead WHERE {{
  ?measure a qs:Measure ; qs:field ?field .
  OPTIONAL {{ ?measure qs:lead ?lead }}
  FILTER NOT EXISTS {{ ?measure qs:status <{concept_iri("status", "dropped")}> }}
}} ORDER BY ?measure ?field"""
_EXPECTED = """SELECT ?field ?line ?measure WHERE {
  ?expectation a qs:Expectation ; qs:field ?field ; qs:expectedFrom ?line .
  OPTIONAL { ?measure qs:involves/qs:identityLine ?line ; qs:field ?field }
}"""
_EXCERPTS = f"SELECT ?set WHERE {{ ?set qs:completeness <{EXCERPT}> }} ORDER BY ?set"


class Field(NamedTuple):
    """A row of the map by its IRI."""

    iri: str
    supplementary: bool


@dataclass(frozen=True, slots=True)
class _Contents:
    """What stands where; ``expected`` says for marked cells how far and how certain."""

    measures: Mapping[Place, list[str]]
    recommendations: Mapping[Place, list[RecommendationState]]
    expected: Mapping[Place, tuple[Coverage, Evidence]]


def gap_map(
    store: Store,
    *,
    day: date,
    scheme: str | None = None,
    period: str | None = None,
    hearing: Container[str] = (),
) -> GapMap:
    """Return the gap map on ``day``.

    Rows are the fields of ``scheme`` and of supplementary schemes, columns the ministries of
    ``period`` in official order, other offices, and nobody named (IRIs; by default those of the
    data set). ``hearing`` are open recommendations on which those concerned are heard first.
    """
    offices = portfolio(store, period, scheme)
    states = recommendation_states(store, day=day, offices=offices, hearing=hearing)
    fields = _fields(store, offices.scheme)
    places = Places(offices)
    measures = _measures(store, places)
    expected = _expected(store, offices, day)
    named = references(
        store,
        chain(
            (field.iri for field in fields),
            offices.ministries,
            (offices.period, offices.scheme),
            chain.from_iterable(measures.values()),
        ),
    )
    contents = _Contents(measures, places.of_states(states), expected)
    columns = places.columns(named)
    rows = tuple(_row(field, columns, contents, states, named) for field in fields)
    shown = _shown(rows)
    return GapMap(
        period=named[offices.period] if offices.period else None,
        scheme=named[offices.scheme] if offices.scheme else None,
        columns=columns,
        rows=rows,
        by_nature=_by_nature(states),
        measures=len({measure for row in rows for c in row.cells for measure in c.measures}),
        asked=sum(state.counted for state in shown),
        open=sum(state.counted and state.coverage == "open" for state in shown),
        notes=_notes(store, states, rows, measures),
    )


def _fields(store: Store, scheme: str) -> list[Field]:
    found: dict[str, tuple[bool, str, int]] = {}
    for row in store.select(_FIELDS):
        place, extra = text_of(row["scheme"]), is_true(row["supplementary"])
        if extra or place == scheme:
            order = int(text_of(row["order"]) or LAST)
            found[text_of(row["field"])] = (place != scheme, place, order)
    ranked = sorted(found, key=lambda iri: (found[iri], iri))
    return [Field(iri, found[iri][0]) for iri in ranked]


def _measures(store: Store, places: Places) -> dict[Place, list[str]]:
    leads: dict[str, list[str]] = defaultdict(list)
    fields: dict[str, dict[str, None]] = defaultdict(dict)
    for row in store.select(_MEASURES):
        measure = text_of(row["measure"])
        fields[measure][text_of(row["field"])] = None
        if row["lead"] is not None:
            leads[measure].append(text_of(row["lead"]))
    found: dict[Place, list[str]] = defaultdict(list)
    for measure, own in fields.items():
        for column in places.of_offices(leads[measure]):
            for field in own:
                found[Place(field, column)].append(measure)
    return found


def _expected(
    store: Store, offices: Portfolio, day: date
) -> dict[Place, tuple[Coverage, Evidence]]:
    """Return how far expected contributions are there: open ones are those rule G05 finds."""
    found: dict[Place, tuple[Coverage, Evidence]] = {
        Place(text_of(row["field"]), text_of(row["line"])): ("partly", "")
        for row in store.select(_EXPECTED)
    }
    rule = rule_named(EXPECTED_RULE)
    if rule is None or not found:
        return found
    completeness = Completeness(store, offices)
    for hit in hits(store, rule, offices, day=day):
        place = Place(hit.iris("field")[0], hit.iris("line")[0])
        found[place] = ("open", EVIDENCE[completeness.judge(hit).state])
    return found


def _row(
    field: Field,
    columns: Sequence[MapColumn],
    contents: _Contents,
    states: Iterable[RecommendationState],
    named: Named,
) -> MapRow:
    cells = tuple(_cell(Place(field.iri, c.key), contents, named) for c in columns)
    own = tuple(s for s in states if any(found.iri == field.iri for found in s.fields))
    counts = Counter(state.coverage for state in own if state.counted)
    return MapRow(
        field=named[field.iri],
        supplementary=field.supplementary,
        cells=cells,
        measures=len({measure.iri for cell in cells for measure in cell.measures}),
        asked=counts.total(),
        taken_up=counts["taken-up"],
        partly=counts["partly"],
        presumably=counts["presumably"],
        open=counts["open"],
        recommendations=own,
    )


def _cell(place: Place, contents: _Contents, named: Named) -> Cell:
    measures = contents.measures.get(place, [])
    asked = contents.recommendations.get(place, [])
    found = [(s.coverage, s.evidence) for s in asked if s.counted and s.coverage not in SETTLED]
    expected = contents.expected.get(place)
    if expected:
        found.append(("taken-up", "") if measures else expected)
    coverage = summed([coverage for coverage, _ in found])
    if not found and any(state.coverage == "hearing" for state in asked):
        coverage = "hearing"
    evidence = weakest([sure for _, sure in found]) if coverage == "open" else ""
    return Cell(
        row=place.field,
        column=place.column,
        measures=tuple(named[iri] for iri in measures),
        recommendations=tuple(asked),
        coverage=coverage,
        evidence=evidence,
        expected=expected is not None,
    )


def summed(found: Sequence[Coverage]) -> Coverage:
    """Return the coverage of several things together; nothing asked if there is none of them.

    Taken up or open only if all are; if all are taken up, some of them presumably, presumably.
    """
    kinds = set(found)
    if not kinds:
        return "nothing-asked"
    if len(kinds) == 1:
        return kinds.pop()
    return "presumably" if kinds <= {"taken-up", "presumably"} else "partly"


def weakest(found: Sequence[Evidence]) -> Evidence:
    """Return the evidence of several open things together: certain only if all are."""
    kinds = set(found)
    return kinds.pop() if len(kinds) == 1 else "presumed"


def _by_nature(
    states: Sequence[RecommendationState],
) -> tuple[tuple[Reference, dict[str, int]], ...]:
    groups: dict[str, list[RecommendationState]] = defaultdict(list)
    for state in states:
        groups[state.nature.iri].append(state)
    order = [choice.iri for choice in schemes()[NATURES]]
    ranked = sorted(groups, key=lambda iri: (order.index(iri) if iri in order else LAST, iri))
    return tuple((groups[iri][0].nature, _counts(groups[iri])) for iri in ranked)


def _counts(states: Sequence[RecommendationState]) -> dict[str, int]:
    found = Counter(state.coverage for state in states)
    return {
        "all": len(states),
        "counted": sum(state.counted for state in states),
        "asked": sum(state.expects_action for state in states),
        "taken_up": found["taken-up"],
        "partly": found["partly"],
        "presumably": found["presumably"],
        "open": found["open"],
        "rejected": found["rejected"],
    }


def _notes(
    store: Store,
    states: Sequence[RecommendationState],
    rows: Sequence[MapRow],
    measures: Mapping[Place, list[str]],
) -> tuple[Text, ...]:
    nobody = both("map.nobody")
    notes = [both("map.line"), both("map.several"), _each("map.unaddressed", nobody=nobody)]
    excerpts = {text_of(row["set"]) for row in store.select(_EXCERPTS)}
    sets = {state.set.iri: state.set.label for state in states if state.set}
    named = [label for iri, label in sets.items() if iri in excerpts]
    if named:
        german = enumerated([label.de for label in named], "de")
        english = enumerated([label.en for label in named], "en")
        notes.append(_each("map.excerpts", sets=Text(german, english)))
    shown = {measure.iri for row in rows for cell in row.cells for measure in cell.measures}
    away = len(set(chain.from_iterable(measures.values())) - shown)
    missing = len(states) - len(_shown(rows))
    if away or missing:
        notes.append(both("map.elsewhere", measures=away, recommendations=missing))
    return (*notes, both("map.uneven"))


def _shown(rows: Sequence[MapRow]) -> list[RecommendationState]:
    found = {s.recommendation.iri: s for row in rows for s in row.recommendations}
    return list(found.values())


def _each(key: str, **values: Text) -> Text:
    german = both(key, **{name: text.de for name, text in values.items()})
    english = both(key, **{name: text.en for name, text in values.items()})
    return Text(german.de, english.en)
