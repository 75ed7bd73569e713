"""The figures of the start page: what became of what was asked, and what the data rest on."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from graph.model import GapMap, Source
from ontology.tables import tables
from viz.glyphs import Tally, segments, tally
from viz.wording import Wording


def figures(gap_map: GapMap) -> dict[str, object]:
    """Return the numbers of the gap map: altogether, by nature, and the ministries it shows."""
    states = [state for row in gap_map.rows for state in row.recommendations]
    whole = tally(states)
    natures = [
        (nature, _tally_of(counts)) for nature, counts in gap_map.by_nature if any(counts.values())
    ]
    usual = {state.nature.iri for state in states if state.counted}
    return {
        "tally": whole,
        "bar": segments(whole, whole.asked),
        "counted": [(nature, each) for nature, each in natures if nature.iri in usual],
        "on_request": [
            (nature, each) for nature, each in natures if nature.iri not in usual and each.asked
        ],
        "ministries": [column for column in gap_map.columns if column.kind == "ministry"],
        "period": gap_map.period,
        "notes": gap_map.notes,
    }


def records(counts: Mapping[str, int]) -> dict[str, object]:
    """Return which tables hold something and which are empty."""
    listed = [(table, counts.get(table.name, 0)) for table in tables() if not table.joins]
    return {
        "recorded": [(table, number) for table, number in listed if number],
        "unrecorded": [table for table, number in listed if not number],
    }


def origins(words: Wording, sources: Sequence[tuple[Source, int]]) -> dict[str, object]:
    """Return how many documents of which type there are, and whose claims are the most."""
    publishers: Counter[str] = Counter()
    for source, claims in sources:
        publishers[source.publisher] += claims
    publishers.pop("", None)
    return {
        "documents": len(sources),
        "types": [(name, documents) for name, documents, _ in by_type(words, sources)],
        "most": publishers.most_common(1)[0] if publishers else None,
    }


def by_type(
    words: Wording, sources: Sequence[tuple[Source, int]]
) -> list[tuple[str, int, int]]:
    """Return each type of document with its number of documents and claims, most claims first."""
    documents: Counter[str] = Counter()
    claims: dict[str, int] = defaultdict(int)
    for source, number in sources:
        kind = source.document_type
        name = words.label(kind) if kind else words.text("sources.no_type")
        documents[name] += 1
        claims[name] += number
    return [(name, documents[name], claims[name]) for name in sorted(claims, key=lambda n: -claims[n])]


def _tally_of(counts: Mapping[str, int]) -> Tally:
    """Return the map's counts by nature as a tally; names are spelt with or without hyphens."""
    spelt = {name.replace("-", "_").replace(" ", "_"): number for name, number in counts.items()}
    return Tally(
        asked=spelt.get("asked", 0),
        taken_up=spelt.get("taken_up", 0),
        partly=spelt.get("partly", 0),
        presumably=spelt.get("presumably", 0),
        open=spelt.get("open", 0),
    )
