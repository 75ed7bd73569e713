"""Pages of what follows from much at once: report, lineage, what-if, offices, similar pairs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.bundles import BundleCover
from graph.chains import Cycle, OfficeView
from graph.deadlines import Conflict
from graph.finding import Finding
from graph.lineage import Lineage
from graph.model import GapMap, RecommendationState, Reference, Wait
from graph.similarity import Proposal
from graph.whatif import Effect
from viz import summary
from viz.assets import asset
from viz.frame import Frame
from viz.paging import page_of
from viz.rendering import render
from viz.wording import wording

STYLES = ("theme.css", "page.css", "matrix.css")


@dataclass(frozen=True, slots=True)
class Affairs:
    """Where things stand on ``day``: the map, findings and waits, and the data's content hash."""

    day: date
    gap_map: GapMap
    found: Sequence[Finding]
    waits: Sequence[Wait]
    content_hash: str


def report(frame: Frame, told: Affairs) -> str:
    """Return ``told`` as one page to keep: its styles are inside."""
    styles = [each.content.decode("utf-8") for name in STYLES if (each := asset(name))]
    return render(
        "report",
        frame,
        day=told.day.isoformat(),
        figures=summary.figures(told.gap_map),
        rows=told.gap_map.rows,
        notes=told.gap_map.notes,
        found=told.found,
        waits=told.waits,
        content_hash=told.content_hash,
        styles="\n".join(styles),
    )


def lineage(frame: Frame, found: Lineage) -> str:
    """Return what became of one thing, and what it came from."""
    return render("lineage", frame, found=found)


def office(
    frame: Frame, view: OfficeView, conflicts: Sequence[Conflict], circles: Sequence[Cycle]
) -> str:
    """Return what an office waits for and who waits for it."""
    return render("office", frame, view=view, conflicts=conflicts, circles=circles)


@dataclass(frozen=True, slots=True)
class Game:
    """A planning game: the draft as ``asked``, its effect, the fewest bundles, and what to offer.

    ``asked`` holds texts and tuples of keys by the names of the form's fields.
    """

    asked: Mapping[str, object]
    effect: Effect | None
    fewest: BundleCover
    choices: Mapping[str, Sequence[Reference]]
    open_asked: Sequence[RecommendationState]


def what_if(frame: Frame, game: Game) -> str:
    """Return the page of planning games."""
    words = wording(frame.language)
    return render(
        "whatif",
        frame,
        asked=game.asked,
        found=game.effect,
        fewest=game.fewest,
        options={name: words.choices(found) for name, found in game.choices.items()},
        open_asked=words.choices(each.recommendation for each in game.open_asked),
    )


def similar(frame: Frame, found: Sequence[Proposal], kind: str) -> str:
    """Return pairs that may mean the same, page by page."""
    return render("similar", frame, page=page_of(frame, found), total=len(found), of=kind)
