"""The figures of the start page: what became of what was asked, and what the data rest on."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.model import GapMap, MapColumn, Reference, Source
from ontology.tables import Table, tables
from ontology.vocabulary import Text
from viz.glyphs import Segment, Tally, segments, tally
from viz.matrix import column_key
from viz.wording import Wording


@dataclass(frozen=True, slots=True)
class Figures:
    """What the gap map says altogether, and by nature: those that count, those on request.

    ``ministries`` are its columns of ministries, each with the key that filters take.
    """

    tally: Tally
    bar: tuple[Segment, ...]
    counted: tuple[tuple[Reference, Tally], ...]
    on_request: tuple[tuple[Reference, Tally], ...]
    ministries: tuple[tuple[str, MapColumn], ...]
    period: Reference | None
    notes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Records:
    """Which tables hold something, with the number of things, and which are empty."""

    full: tuple[tuple[Table, int], ...]
    empty: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Origins:
    """How many documents of which type there are, and the publisher with the most claims."""

    documents: int
    types: tuple[tuple[str, int], ...]
    most: tuple[str, int] | None


def figures(gap_map: GapMap) -> Figures:
    """Return the numbers of the gap map and the ministries it shows."""
    states = [state for row in gap_map.rows for state in row.recommendations]
    whole = tally(states)
    usual = {state.nature.iri for state in states if state.counted}
    natures = [(nature, _tally_of(counts)) for nature, counts in gap_map.by_nature]
    asked = [(nature, each) for nature, each in natures if each.asked]
    return Figures(
        tally=whole,
        bar=segments(whole, whole.asked),
        counted=tuple(pair for pair in asked if pair[0].iri in usual),
        on_request=tuple(pair for pair in asked if pair[0].iri not in usual),
        ministries=tuple(
            (column_key(column), column) for column in gap_map.columns if column.kind == "ministry"
        ),
        period=gap_map.period,
        notes=gap_map.notes,
    )


def records(counts: Mapping[str, int]) -> Records:
    """Return which tables hold something and which are empty."""
    listed = [(table, counts.get(table.name, 0)) for table in tables() if not table.joins]
    return Records(
        full=tuple((table, number) for table, number in listed if number),
        empty=tuple(table for table, number in listed if not number),
    )


def origins(words: Wording, sources: Sequence[tuple[Source, int]]) -> Origins:
    """Return how many documents of which type there are, and whose claims are the most."""
    publishers: Counter[str] = Counter()
    for source, claims in sources:
        publishers[source.publisher] += claims
    publishers.pop("", None)
    return Origins(
        documents=len(sources),
        types=tuple((name, number) for name, number, _ in by_type(words, sources)),
        most=publishers.most_common(1)[0] if publishers else None,
    )


def by_type(words: Wording, sources: Sequence[tuple[Source, int]]) -> list[tuple[str, int, int]]:
    """Return each type of document with its number of documents and claims, most claims first."""
    documents: Counter[str] = Counter()
    claims: dict[str, int] = defaultdict(int)
    for source, number in sources:
        kind = source.document_type
        name = words.label(kind) if kind else words.text("sources.no_type")
        documents[name] += 1
        claims[name] += number
    names = sorted(claims, key=lambda name: -claims[name])
    return [(name, documents[name], claims[name]) for name in names]


def _tally_of(counts: Mapping[str, int]) -> Tally:
    """Return the map's counts by nature as a tally; names are spelt with or without hyphens."""
    spelt = {name.replace("-", "_").replace(" ", "_"): number for name, number in counts.items()}
    return Tally(
        asked=spelt.get("asked", 0),
        taken_up=spelt.get("taken_up", 0),
        partly=spelt.get("partly", 0),
        presumably=spelt.get("presumably", 0),
        open=spelt.get("open", 0),
        rejected=spelt.get("rejected", 0),
    )
