"""Every page as a function: values in, HTML out. Nothing here reads or asks."""

from collections.abc import Mapping, Sequence

from graph.finding import Finding, FindingKind
from graph.model import (
    ClaimView,
    GapMap,
    NetworkEdge,
    NetworkNode,
    RecommendationState,
    Reference,
    Source,
    Thing,
    ThingRow,
    Wait,
    WaitMatrix,
)
from ontology import tables as all_tables
from ontology.rules import Rule
from ontology.tables import Table, table_of_class
from viz import card, interface, matrix, selection, summary
from viz.frame import Frame
from viz.network import LIMIT, TooManyThingsError, shape
from viz.paging import page_of
from viz.rendering import render
from viz.tree import branches
from viz.wording import Wording, wording

HEADINGS: dict[FindingKind | None, str] = {
    None: "findings",
    "gap": "gaps.findings_list",
    "overlap": "overlaps",
    "dependency": "dependencies",
}
SHAPE_ORDER = ("square", "triangle", "triangleDown", "dot", "diamond", "hexagon", "star")
SHOWN_FINDINGS = 20  # on one thing's page; the rest is one link away
WAITS = ("thing.waits_for", "thing.waited_for_by")
LINEAGED = ("recommendation", "measure", "plan-reference", "field", "plan", "contract", "goal")
COLUMNS = 5  # of a list beside the entry itself; a sixth makes the rows unreadable


def start(
    frame: Frame,
    *,
    gap_map: GapMap,
    findings: Sequence[Finding],
    counts: Mapping[str, int],
    sources: Sequence[tuple[Source, int]],
) -> str:
    """Return the start page; ``counts`` is the number of things per table."""
    entries = [finding for finding in findings if not finding.within]  # as the lists count
    words = wording(frame.language)
    return render(
        "start",
        frame,
        figures=summary.figures(gap_map),
        records=summary.records(counts),
        origins=summary.origins(words, sources),
        findings=len(entries),
        overlaps=sum(finding.kind == "overlap" for finding in entries),
        counts=counts,
    )


def gaps(
    frame: Frame,
    gap_map: GapMap,
    *,
    periods: Sequence[Reference] = (),
    schemes: Sequence[Reference] = (),
) -> str:
    """Return the gap map; the parameters order, nature, only and cell are read from the frame."""
    words = wording(frame.language)
    drawn = matrix.draw(frame, gap_map)
    return render(
        "gaps",
        frame,
        map=drawn,
        notes=gap_map.notes,
        periods=words.choices(periods),
        schemes=words.choices(schemes),
        period=gap_map.period.key if gap_map.period else "",
        scheme=gap_map.scheme.key if gap_map.scheme else "",
        natures=[(matrix.notation(each), words.name(each)) for each in drawn.natures],
    )


def findings(
    frame: Frame,
    shown: Sequence[Finding],
    offered: Sequence[Finding],
    *,
    kind: FindingKind | None = None,
    waits: WaitMatrix | None = None,
) -> str:
    """Return the list of findings ``shown``; ``offered`` are all, to fill the filters with.

    ``waits`` says which offices wait for which; it stands below.
    """
    words = wording(frame.language)
    own = {name: value for name, value in frame.query.items() if name != "page"}
    once = not any(map(frame.value, ("all", "rule", "stage")))
    return render(
        "findings",
        frame,
        heading=HEADINGS[kind],
        waits=waits.waits if waits else (),
        offices=waits.ministries if waits else (),
        folded=sum(bool(each.within) or each.life.rests for each in offered) if once else 0,
        kind=kind,
        total=len(shown),
        page=page_of(frame, selection.by_urgency(shown)),
        offered=bool(offered),
        filters=selection.filters(words, offered, kind),
        states=selection.by_state(shown),
        natures=selection.by_nature(shown),
        data_query={**own, "kind": kind or own.get("kind", "")},
    )


def finding(
    frame: Frame,
    found: Finding,
    *,
    claims: Sequence[ClaimView],
    rule: Rule | None = None,
    others: Mapping[str, Finding] | None = None,
) -> str:
    """Return one finding with everything needed to check it.

    ``rule`` is the one that found it; among ``others`` are, by id, those of the same cause.
    """
    known = others or {}
    shown = (found.subject, *found.fields, *found.ministries, *found.lines, found.nature)
    said = {each.iri for each in shown if each}
    members = [
        (role, each) for role, each in found.members.items() if {one.iri for one in each} - said
    ]
    return render(
        "finding",
        frame,
        found=found,
        members=members,
        facts=selection.facts(wording(frame.language), found),
        claims=claims,
        query=rule.query if rule else "",
        caution=rule.caution if rule else None,
        within=known.get(found.within),
        tells=[known[each] for each in found.tells if each in known],
        lineaged=LINEAGED,
    )


def thing(
    frame: Frame,
    found: Thing,
    *,
    findings: Sequence[Finding],
    state: RecommendationState | None = None,
    waits: tuple[Sequence[Wait], Sequence[Wait]] = ((), ()),
) -> str:
    """Return one thing with all its claims and the findings about it.

    A recommendation comes with its ``state``: whether it has been taken up, and by what. An office
    comes with its ``waits``: first those it waits for, then those that wait for it.
    """
    words = wording(frame.language)
    urgent = selection.by_urgency(findings)
    return render(
        "thing",
        frame,
        found=found,
        state=state,
        waits=list(zip(WAITS, waits, strict=True)),
        table=table_of_class(found.class_iri),
        properties=card.properties(frame, words, found),
        incoming=card.incoming(frame, words, found),
        no_dependency=card.lacks_dependency(found) and not any(waits),
        findings=urgent[:SHOWN_FINDINGS],
        more_findings=max(0, len(urgent) - SHOWN_FINDINGS),
        more_link=frame.link("/findings", _filter_of(found.reference)),
    )


def things(frame: Frame, table: Table, rows: Sequence[ThingRow], *, total: int, after: str) -> str:
    """Return one page of the list ``table``; ``after`` is the cursor of the next one or empty."""
    used = {name for row in rows for name, values in row.cells.items() if values}
    columns = [
        column
        for column in table.columns
        if column.role == "property"
        and column.name in used - {"id"}
        and (column.kind != "language" or column.separator)
    ]
    return render(
        "things", frame, table=table, rows=rows, total=total, after=after, columns=columns[:COLUMNS]
    )


def tables(frame: Frame, counts: Mapping[str, int]) -> str:
    """Return the overview of all lists; ``counts`` is the number of things per table."""
    listed = [(each, counts.get(each.name, 0)) for each in all_tables.tables() if not each.joins]
    return render("tables", frame, tables=listed)


def network(
    frame: Frame,
    *,
    nodes: Sequence[NetworkNode],
    edges: Sequence[NetworkEdge],
    centre: Reference | None,
    offered: Sequence[Reference],
) -> str:
    """Return the network page: the picture in a frame of its own and the same as a list."""
    words = wording(frame.language)
    too_many = TooManyThingsError(len(nodes)) if len(nodes) > LIMIT else None
    shapes = {shape(node) for node in nodes}
    return render(
        "network",
        frame,
        centre=centre,
        size=len(nodes),
        relations=len(edges),
        tree=branches(nodes, edges, centre) if len(nodes) > 1 else (),
        offered=_grouped(words, offered, frame.value("thing"), centre),
        too_many=words.text("network.too_many", **too_many.values) if too_many else "",
        shapes=[(words.text(f"shape.{each}"), each) for each in SHAPE_ORDER if each in shapes],
    )


def sources(frame: Frame, found: Sequence[tuple[Source, int]]) -> str:
    """Return all documents, each with the number of claims that rest on it."""
    words = wording(frame.language)
    return render(
        "sources",
        frame,
        page=page_of(frame, sorted(found, key=lambda each: -each[1])),
        total=len(found),
        types=summary.by_type(words, found),
    )


def reference(frame: Frame, document: Mapping[str, object]) -> str:
    """Return the reference of the interface from its OpenAPI ``document``."""
    return render(
        "reference",
        frame,
        groups=interface.groups(document),
        schemas=interface.schemas(document),
    )


def problem(
    frame: Frame, *, status: int, title: str, detail: str, hints: Sequence[str] = ()
) -> str:
    """Return the page that says what went wrong and what helps; ``status`` is HTTP's."""
    return render("problem", frame, status=status, title=title, detail=detail, hints=hints)


def _filter_of(found: Reference) -> dict[str, str]:
    if found.kind == "field":
        return {"field": found.key}
    return {"ministry": found.key} if found.kind.startswith("organisation") else {}


def _grouped(
    words: Wording, offered: Sequence[Reference], chosen: str, centre: Reference | None
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what can be put into the centre, by kind; the present centre is always among it."""
    listed = [*offered]
    if centre and all(each.iri != centre.iri for each in offered) and chosen:
        listed.insert(0, centre)
    found: dict[str, list[tuple[str, str]]] = {}
    for each in listed:
        named = f"{words.name(each)} ({each.key})"  # several schemes have fields of one name
        found.setdefault(each.kind, []).append((f"{each.kind}/{each.key}", named))
    return [(words.role(kind.replace("-", "_")), items) for kind, items in found.items()]
