"""The start page's figures: what counts, what is recorded, and where the claims come from."""

from dataclasses import replace

from tests.viz.samples import Sample
from viz.glyphs import Tally
from viz.summary import by_type, figures, origins, records
from viz.wording import wording


def test_natures_that_count_and_those_on_request_stand_apart(sample: Sample) -> None:
    found = figures(sample.gap_map)
    assert found.tally == Tally(asked=4, taken_up=1, presumably=1, open=2)
    assert [nature.label.de for nature, _ in found.counted] == ["Empfehlung"]
    assert [nature.label.de for nature, _ in found.on_request] == ["Sondervotum"]


def test_empty_tables_are_named_as_not_recorded() -> None:
    found = records({"measures": 3})
    assert [table.name for table, _ in found.full] == ["measures"]
    assert "seats" in {table.name for table in found.empty}


def test_documents_are_counted_by_type_and_the_main_publisher_is_named(sample: Sample) -> None:
    bare = replace(sample.source, publisher="", document_type=None)
    found = [(sample.source, 5), (sample.source, 6), (bare, 100)]
    assert by_type(wording("de"), found) == [("ohne Dokumentart", 1, 100), ("amtlich", 2, 11)]
    assert origins(wording("de"), found).most == ("Ministerium A", 11)
    assert origins(wording("de"), []).most is None
