"""What became of recommendations: filtered, counted, in words."""

from collections import Counter
from collections.abc import Sequence
from typing import get_args

from fastapi import Request

from api.answers import page_json
from api.asked import CoverageAsked
from api.knowledge import Knowledge
from api.problems import expect
from api.reports import notation
from api.selection import next_address, part_of
from api.tabular import Sheet
from graph.model import Coverage, RecommendationState
from ontology.vocabulary import schemes

COVERAGES: tuple[Coverage, ...] = get_args(Coverage)
COLUMNS = (
    *("recommendation", "label_de", "label_en", "nature", "set", "fields", "expects_action"),
    *("counted", "coverage", "words_de", "words_en", "evidence", "stated", "answered_by"),
)


def states(known: Knowledge, asked: CoverageAsked) -> list[RecommendationState]:
    """Return the recommendations that ``asked`` leaves; may raise ``ProblemError``."""
    expect("field", asked.field, known.keys("fields"))
    expect("set", asked.of_set, known.keys("recommendation-sets"))
    expect("nature", asked.nature, [choice.notation for choice in schemes()["nature"]])
    expect("coverage", asked.coverage, COVERAGES)
    return [
        state
        for state in known.recommendations()
        if asked.coverage in {"", state.coverage}
        and asked.nature in {"", notation(state.nature)}
        and asked.of_set in {"", notation(state.set)}
        and (not asked.field or asked.field in map(notation, state.fields))
    ]


def coverage_json(
    request: Request, found: Sequence[RecommendationState], asked: CoverageAsked
) -> str:
    """Return a part of ``found`` with the counts of all of it."""
    items, after = part_of(
        found, lambda each: each.recommendation.key, after=asked.after, limit=asked.limit
    )
    counts = Counter(state.coverage for state in found)
    return page_json(
        items,
        following=next_address(request, after),
        total=len(found),
        by_coverage={name: counts[name] for name in COVERAGES},
    )


def states_table(found: Sequence[RecommendationState]) -> Sheet:
    """Return ``found`` as a table."""
    return Sheet("coverage", COLUMNS, tuple(map(_cells, found)))


def _cells(state: RecommendationState) -> tuple[object, ...]:
    words = state.words
    own = state.recommendation
    return (
        own.key, own.label.de, own.label.en, notation(state.nature), notation(state.set),
        ";".join(map(notation, state.fields)), state.expects_action, state.counted,
        state.coverage, words.de, words.en, state.evidence, state.stated,
        ";".join(f"{each.kind}/{each.key}" for each in state.answered_by),
    )  # fmt: skip
