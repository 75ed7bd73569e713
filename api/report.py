"""Where things stand, to print or to work on: one page, or one workbook."""

from typing import Literal as OneOf
from typing import get_args

from api.asked import FindingFilter
from api.coverage import states_table
from api.knowledge import Knowledge
from api.matrix import matrix_table
from api.reports import findings_table, notation, wanted_findings
from api.tabular import Sheet, xlsx
from graph.model import Wait
from viz import outcomes
from viz.frame import Frame, Language

ReportForm = OneOf["html", "xlsx"]
REPORT_FORMS: tuple[str, ...] = get_args(ReportForm)
WAITS = ("waiting", "awaited", "dependency", "kind", "text", "due", "inferred", "claims")


def report_file(known: Knowledge, asked: FindingFilter, form: str, language: Language) -> bytes:
    """Return the report in ``form``; raises ``ProblemError`` for a filter nobody knows."""
    if form == "xlsx":
        return report_book(known, asked)
    frame = Frame(
        language=language,
        path="/report",
        revision=known.dataset.revision,
        recorded=known.recorded(),
        dataset=known.title(),
    )
    return report_page(known, asked, frame).encode("utf-8")


def report_page(known: Knowledge, asked: FindingFilter, frame: Frame) -> str:
    """Return the report as a page that needs nothing beside it."""
    told = outcomes.Affairs(
        day=known.day,
        gap_map=known.gap_map(),
        found=wanted_findings(known, asked),
        waits=_waits(known, asked),
        content_hash=known.content_hash(),
    )
    return outcomes.report(frame, told)


def report_book(known: Knowledge, asked: FindingFilter) -> bytes:
    """Return the report as a workbook: findings, recommendations, matrix, dependencies."""
    return xlsx(
        findings_table(wanted_findings(known, asked)),
        states_table(known.recommendations()),
        matrix_table(known.gap_map()),
        waits_table(_waits(known, asked)),
    )


def waits_table(waits: list[Wait]) -> Sheet:
    """Return who waits for whom as a table, one row for each dependency."""
    rows = tuple(
        (
            notation(wait.waiting), notation(wait.awaited), notation(each.reference),
            notation(each.kind), each.text, each.due, each.inferred, ";".join(each.claims),
        )
        for wait in waits
        for each in wait.dependencies
    )  # fmt: skip
    return Sheet("dependencies", WAITS, rows)


def _waits(known: Knowledge, asked: FindingFilter) -> list[Wait]:
    every = list(known.waits().waits)
    if not asked.ministry:
        return every
    same = known.same_offices(asked.ministry)
    return [each for each in every if {each.waiting.iri, each.awaited.iri} & same]
