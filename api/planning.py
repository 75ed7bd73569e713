"""Planning games: drafts from outside tried on a copy of the data."""

from collections.abc import Iterable

from api.asked import DraftSent, GameAsked
from api.knowledge import Knowledge
from graph.bundles import BundleCover, bundle_cover
from graph.cover import Cover, smallest_cover
from graph.drafts import Answer, Draft
from graph.model import RecommendationState
from graph.whatif import Effect, closings, weights, what_if


def effect(known: Knowledge, drafts: Iterable[DraftSent]) -> Effect:
    """Return what ``drafts`` would change; raises ``InputError`` for one that does not fit."""
    return what_if(known.store, _planned(drafts), day=known.day, before=known.findings())


def fewest_of(known: Knowledge, drafts: Iterable[DraftSent], share: float) -> Cover:
    """Return the fewest of ``drafts`` that close ``share`` of the severity of all gaps."""
    planned = _planned(drafts)
    gaps = closings(known.store, planned, day=known.day)
    names = [f"{number} {draft.title}" for number, draft in enumerate(planned, 1)]
    found = [each for each in known.findings() if each.kind == "gap" and not each.life.rests]
    return smallest_cover(weights(found), dict(zip(names, gaps, strict=True)), share)


def _planned(drafts: Iterable[DraftSent]) -> list[Draft]:
    return [
        Draft(
            title=each.title,
            fields=each.fields,
            target_groups=each.target_groups,
            lead=each.lead,
            support=each.support,
            answers=tuple(Answer(one.recommendation, one.degree) for one in each.answers),
            region=each.region,
            instrument=each.instrument,
            start=each.start,
            end=each.end,
            depends_on=each.depends_on,
        )
        for each in drafts
    ]


def drafts_of(asked: GameAsked) -> list[DraftSent]:
    """Return the one draft that the form of the page describes."""
    said = asked.model_dump(include={"title", "lead", "start", "end"})
    answers = [{"recommendation": key} for key in asked.answers]
    several = {"fields": asked.fields, "target_groups": asked.target_groups, "answers": answers}
    return [DraftSent.model_validate(said | several)]


def open_asked(known: Knowledge) -> list[RecommendationState]:
    """Return the recommendations that count and that nothing on record takes up."""
    return [each for each in known.recommendations() if each.counted and each.coverage == "open"]


def cover(known: Knowledge, share: float) -> BundleCover:
    """Return the fewest bundles of open recommendations that close ``share`` of the severity."""
    return known.kept(("cover", share), lambda: bundle_cover(known.store, known.findings(), share))
