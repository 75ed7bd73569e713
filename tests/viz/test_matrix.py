"""The gap map counts each recommendation once and shows what the address asks for."""

from graph.model import GapMap
from tests.viz.samples import Sample
from viz.frame import Frame
from viz.glyphs import Scale, Tally, evidence, segments, tally
from viz.matrix import DrawnMap, draw


def drawn(gap_map: GapMap, **query: str) -> DrawnMap:
    return draw(Frame("de", "/gaps", query), gap_map)


def fields(found: DrawnMap) -> list[str]:
    return [row.field.key for row in found.rows]


def test_a_recommendation_of_two_fields_counts_once(sample: Sample) -> None:
    found = drawn(sample.gap_map)
    assert found.tally == Tally(asked=4, taken_up=1, presumably=1, open=2)
    assert [row.tally.open for row in found.rows] == [2, 1]


def test_the_largest_gap_comes_first_unless_the_source_order_is_wanted(sample: Sample) -> None:
    assert fields(drawn(sample.gap_map)) == ["F-2", "F-1"]
    assert fields(drawn(sample.gap_map, order="source")) == ["F-1", "F-2"]


def test_what_is_asked_stands_beside_the_field(sample: Sample) -> None:
    found = drawn(sample.gap_map)
    assert [address for _, address, _ in found.columns] == [
        "/gaps?cell=.nobody#cell",
        "/gaps?cell=.L-A#cell",
        "/gaps?cell=.other#cell",
    ]


def test_supplementary_fields_stand_apart(sample: Sample) -> None:
    assert [row.field.key for row in drawn(sample.gap_map).supplementary] == ["F-9"]


def test_only_gaps_leaves_rows_with_something_open_or_awaited(sample: Sample) -> None:
    found = drawn(sample.gap_map, only="gaps")
    assert fields(found) == ["F-2", "F-1"]
    assert found.supplementary == ()
    assert {each.state.coverage for each in found.listed} == {"open"}
    assert found.tally == drawn(sample.gap_map).tally


def test_a_minority_vote_counts_only_when_its_nature_is_chosen(sample: Sample) -> None:
    assert drawn(sample.gap_map, nature="minority-vote").tally == Tally(asked=1, open=1)
    assert drawn(sample.gap_map, nature="no-such-nature").tally == Tally()


def test_a_cell_a_row_and_a_column_can_be_chosen(sample: Sample) -> None:
    cell = drawn(sample.gap_map, cell="F-2.nobody").panel
    row = drawn(sample.gap_map, cell="F-1").panel
    column = drawn(sample.gap_map, cell=".L-A").panel
    assert cell is not None
    assert row is not None
    assert column is not None
    assert [state.recommendation.key for state in cell.recommendations][:2] == ["E-2", "E-3"]
    assert cell.recommendations[-1].coverage == "nothing-asked"
    assert (len(row.measures), row.tally.asked) == (3, 2)
    assert len(column.measures) == 4
    assert column.field is None


def test_a_cell_that_does_not_exist_chooses_nothing(sample: Sample) -> None:
    assert drawn(sample.gap_map, cell="F-99.nobody").panel is None


def test_a_contribution_that_is_awaited_and_missing_is_marked(sample: Sample) -> None:
    rows = {row.field.key: row for row in drawn(sample.gap_map).rows}
    awaited = rows["F-2"].cells[1]
    assert awaited.missing
    assert not awaited.empty
    assert not rows["F-1"].cells[1].missing


def test_open_recommendations_without_a_ministry_are_counted_once(sample: Sample) -> None:
    assert drawn(sample.gap_map).unnamed == 2


def test_areas_stand_for_numbers() -> None:
    scale = Scale.fitting([25, 4])
    assert scale.radius(4) ** 2 / scale.radius(25) ** 2 == 4 / 25
    assert Scale.fitting([]).radius(1) == Scale.fitting([1]).radius(1)


def test_a_ring_says_whether_all_some_or_none_is_open() -> None:
    scale = Scale.fitting([4])
    kinds = [scale.ring(Tally(asked=4, open=n, taken_up=4 - n), "").kind for n in (0, 2, 4)]
    assert kinds == ["none", "some", "all"]


def test_a_bar_shows_its_parts_in_order_and_to_scale() -> None:
    parts = segments(Tally(asked=4, taken_up=1, presumably=1, open=2), whole=8)
    assert [(part.name, part.start, part.width) for part in parts] == [
        ("done", 0, 12.5),
        ("hatch", 12.5, 12.5),
        ("lack", 25, 25),
    ]


def test_the_weakest_evidence_decides(sample: Sample) -> None:
    states = sample.gap_map.rows[1].recommendations
    assert evidence(states) == "presumed"
    assert evidence(()) == ""
    assert tally(()) == Tally()
