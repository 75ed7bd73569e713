"""The gap map as it is drawn: rows, cells and the chosen cell, filtered and ordered."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

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
from viz.frame import Frame
from viz.glyphs import Disc, Ring, Scale, Segment, Tally, evidence, segments, tally

COVERAGE_ORDER: tuple[Coverage, ...] = (
    "open",
    "presumably",
    "partly",
    "taken-up",
    "rejected",
    "hearing",
    "nothing-asked",
)


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """One cell: what it links to and its pictures, none of which has to be there."""

    column: MapColumn
    address: str
    current: bool
    disc: Disc | None
    ring: Ring | None
    coverage: Coverage
    evidence: Evidence
    missing: bool

    @property
    def empty(self) -> bool:
        """Return whether there is nothing to show: no measure, no recommendation, none awaited."""
        return self.disc is None and self.ring is None and not self.missing


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """One field with its cells, its tally and the bar at its end."""

    field: Reference
    address: str
    current: bool
    cells: tuple[DrawnCell, ...]
    tally: Tally
    bar: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """One recommendation with all fields it belongs to."""

    state: RecommendationState
    fields: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """What a chosen cell, row or column holds."""

    field: Reference | None
    column: MapColumn | None
    recommendations: tuple[RecommendationState, ...]
    measures: tuple[Reference, ...]
    tally: Tally
    missing: bool


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """Everything the page of the gap map shows."""

    columns: tuple[tuple[MapColumn, str, bool], ...]
    rows: tuple[DrawnRow, ...]
    supplementary: tuple[DrawnRow, ...]
    tally: Tally
    unnamed: int
    natures: tuple[Reference, ...]
    listed: tuple[Listed, ...]
    panel: Panel | None


def draw(frame: Frame, gap_map: GapMap) -> DrawnMap:
    """Return the map filtered, ordered and with the cell chosen that the address asks for."""
    nature = frame.value("nature")
    every = [_of_nature(row, nature) for row in gap_map.rows]
    rows = [row for row in every if _lacks(row)] if frame.value("only") == "gaps" else every
    columns = _columns(gap_map)
    scale = Scale.fitting(number for row in rows for number in _numbers(row))
    longest = max((tally(row.recommendations).asked for row in rows), default=0)
    rows = _ordered(frame, rows)
    drawn = [(row, _drawn_row(frame, row, columns, scale, longest)) for row in rows]
    return DrawnMap(
        columns=tuple((each, *_link(frame, f".{column_key(each)}")) for each in columns),
        rows=tuple(each for row, each in drawn if not row.supplementary),
        supplementary=tuple(each for row, each in drawn if row.supplementary),
        tally=tally(state for row in every for state in row.recommendations),
        unnamed=_unnamed(every, columns),
        natures=tuple(nature for nature, _ in gap_map.by_nature),
        listed=_listed(rows, only_open=frame.value("only") == "gaps"),
        panel=_panel(frame.value("cell"), rows, columns),
    )


def field_key(field: Reference) -> str:
    """Return what addresses call a field: its key, or its IRI when it has none."""
    return field.key or field.iri


def column_key(column: MapColumn) -> str:
    """Return what addresses call a column: the key of its identity line, ``nobody``, ``other``."""
    return column.key.rpartition("/")[2]


def _columns(gap_map: GapMap) -> tuple[MapColumn, ...]:
    """Return the columns, nobody first: what is asked then stands beside the field."""
    return tuple(sorted(gap_map.columns, key=lambda column: column.kind != "nobody"))


def _of_nature(row: MapRow, nature: str) -> MapRow:
    """Return the row with the recommendations of one nature only, or unchanged.

    A nature that does not count by default (minority votes) counts when it is chosen.
    """
    if not nature:
        return row

    def chosen(states: Iterable[RecommendationState]) -> tuple[RecommendationState, ...]:
        return tuple(
            replace(state, counted=state.expects_action)
            for state in states
            if notation(state.nature) == nature
        )

    cells = tuple(replace(cell, recommendations=chosen(cell.recommendations)) for cell in row.cells)
    return replace(row, cells=cells, recommendations=chosen(row.recommendations))


def notation(concept: Reference) -> str:
    """Return the last part of a concept's address, which is what tables and filters write."""
    return concept.key or concept.iri.rpartition("/")[2]


def _lacks(row: MapRow) -> bool:
    return bool(tally(row.recommendations).open) or any(_missing(cell) for cell in row.cells)


def _missing(cell: Cell) -> bool:
    return cell.expected and not cell.measures


def _numbers(row: MapRow) -> Iterable[int]:
    for cell in row.cells:
        yield len(cell.measures)
        yield tally(cell.recommendations).asked


def _ordered(frame: Frame, rows: list[MapRow]) -> list[MapRow]:
    """Return the rows as asked for: by size of the gap unless the source's order is wanted."""
    if frame.value("order") == "source":
        return rows

    def gap(row: MapRow) -> tuple[int, float]:
        counts = tally(row.recommendations)
        return -counts.open, -counts.open / max(counts.asked, 1)

    return sorted(rows, key=gap)


def _link(frame: Frame, cell: str) -> tuple[str, bool]:
    return frame.here("cell", cell=cell), frame.value("cell") == cell


def _drawn_row(
    frame: Frame, row: MapRow, columns: tuple[MapColumn, ...], scale: Scale, longest: int
) -> DrawnRow:
    key = field_key(row.field)
    cells = {cell.column: cell for cell in row.cells}
    counts = tally(row.recommendations)
    address, current = _link(frame, key)
    return DrawnRow(
        field=row.field,
        address=address,
        current=current,
        cells=tuple(
            _drawn_cell(frame, key, column, cells.get(column.key), scale) for column in columns
        ),
        tally=counts,
        bar=segments(counts, longest),
    )


def _drawn_cell(
    frame: Frame, row: str, column: MapColumn, cell: Cell | None, scale: Scale
) -> DrawnCell:
    address, current = _link(frame, f"{row}.{column_key(column)}")
    if cell is None:
        return DrawnCell(column, address, current, None, None, "nothing-asked", "", False)
    counts = tally(cell.recommendations)
    found = evidence(cell.recommendations)
    return DrawnCell(
        column=column,
        address=address,
        current=current,
        disc=scale.disc(len(cell.measures)) if cell.measures else None,
        ring=scale.ring(counts, found) if counts.asked else None,
        coverage=cell.coverage,
        evidence=found or cell.evidence,
        missing=_missing(cell),
    )


def _unnamed(rows: Iterable[MapRow], columns: tuple[MapColumn, ...]) -> int:
    """Return how many open recommendations name no ministry, each counted once."""
    nobody = {column.key for column in columns if column.kind == "nobody"}
    states = [
        state
        for row in rows
        for cell in row.cells
        if cell.column in nobody
        for state in cell.recommendations
    ]
    return tally(states).open


def by_need(states: Iterable[RecommendationState]) -> tuple[RecommendationState, ...]:
    """Return each recommendation once: open ones first, those that expect no action last."""
    once = {state.recommendation.iri: state for state in states}

    def rank(state: RecommendationState) -> tuple[bool, int, str]:
        place = COVERAGE_ORDER.index(state.coverage)
        return not state.counted, place, state.recommendation.key

    return tuple(sorted(once.values(), key=rank))


def _listed(rows: list[MapRow], *, only_open: bool) -> tuple[Listed, ...]:
    fields: dict[str, list[Reference]] = {}
    for row in rows:
        for state in row.recommendations:
            fields.setdefault(state.recommendation.iri, []).append(row.field)
    states = by_need(state for row in rows for state in row.recommendations)
    return tuple(
        Listed(state, tuple(fields[state.recommendation.iri]))
        for state in states
        if not only_open or (state.counted and state.coverage == "open")
    )


def _panel(chosen: str, rows: list[MapRow], columns: tuple[MapColumn, ...]) -> Panel | None:
    """Return what ``chosen`` (``row.column``, ``row`` or ``.column``) holds, if it exists."""
    for column in columns:
        if chosen == f".{column_key(column)}":
            cells = [cell for row in rows for cell in row.cells if cell.column == column.key]
            return _filled(None, column, cells)
    for row in rows:
        key = field_key(row.field)
        if chosen == key:
            return _filled(row.field, None, list(row.cells), row.recommendations)
        for column in columns:
            if chosen == f"{key}.{column_key(column)}":
                cells = [cell for cell in row.cells if cell.column == column.key]
                return _filled(row.field, column, cells)
    return None


def _filled(
    field: Reference | None,
    column: MapColumn | None,
    cells: list[Cell],
    states: tuple[RecommendationState, ...] = (),
) -> Panel:
    found = states or tuple(state for cell in cells for state in cell.recommendations)
    measures = {measure.iri: measure for cell in cells for measure in cell.measures}
    return Panel(
        field=field,
        column=column,
        recommendations=by_need(found),
        measures=tuple(measures.values()),
        tally=tally(found),
        missing=any(_missing(cell) for cell in cells),
    )
