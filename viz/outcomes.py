"""Pages of what follows from much at once: report, lineage, what-if, offices, similar pairs."""

from collections.abc import Sequence
from datetime import date

from graph.finding import Finding
from graph.model import GapMap, Wait
from viz import summary
from viz.assets import asset
from viz.frame import Frame
from viz.rendering import render

STYLES = ("theme.css", "page.css", "matrix.css")


def report(
    frame: Frame,
    *,
    day: date,
    gap_map: GapMap,
    found: Sequence[Finding],
    waits: Sequence[Wait],
    content_hash: str,
) -> str:
    """Return where things stand on ``day`` as one page to keep: its styles are inside."""
    styles = [each.content.decode("utf-8") for name in STYLES if (each := asset(name))]
    return render(
        "report",
        frame,
        day=day.isoformat(),
        figures=summary.figures(gap_map),
        rows=gap_map.rows,
        notes=gap_map.notes,
        found=found,
        waits=waits,
        content_hash=content_hash,
        styles="\n".join(styles),
    )
