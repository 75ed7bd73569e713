"""Tables and columns are known by machine name and by label, and by nothing else."""

import pytest

from ingest.faults import CellError
from ingest.headings import SHEET_NAME_LENGTH, columns_by_heading, table_of, understood
from ontology.tables import Table, table_named, tables


def table(name: str) -> Table:
    found = table_named(name)
    assert found
    return found


@pytest.mark.parametrize(
    "name", ["measures", "Maßnahmen", "maßnahmen", "massnahmen", "MASSNAHMEN", "Measures"]
)
def test_a_table_is_known_by_its_name_or_label(name: str) -> None:
    assert table_of([name], []).name == "measures"


@pytest.mark.parametrize("name", ["beschlüsse", "beschluesse", "beschlusse", "decisions"])
def test_umlauts_in_file_names_may_be_written_in_any_way(name: str) -> None:
    assert table_of([name], []).name == "decisions"


def test_every_table_is_known_by_each_of_its_labels_also_as_a_sheet() -> None:
    for each in tables():
        for label in (each.label.de, each.label.en):
            assert table_of([label[:SHEET_NAME_LENGTH]], []) == each


def test_a_table_of_another_name_is_known_by_columns_that_fit_it_alone() -> None:
    heading = ["Kennung", "Wert der Messgröße", "Datum", "Wert"]
    assert table_of(["Tabelle1"], heading).name == "observations"


@pytest.mark.parametrize("heading", [["id", "title"], ["a", "b"], []])
def test_columns_that_fit_several_tables_or_none_do_not_tell_the_table(heading: list[str]) -> None:
    with pytest.raises(CellError) as raised:
        table_of(["masnahmen"], heading)
    assert raised.value.key == "ingest.unknown_table"
    assert raised.value.suggestion == "measures"


def test_headings_may_be_names_or_labels_in_both_languages_with_or_without_mark() -> None:
    found = understood(
        table("measures"), ["id", "Bezeichnung *", "IN field OF ACTION*", "", "Ende"]
    )
    names = {position: column.name for position, column in found.columns.items()}
    assert names == {0: "id", 1: "title", 2: "fields", 4: "end"}
    assert found.faults == ()


def test_an_unknown_column_names_the_nearest_one() -> None:
    found = understood(table("measures"), ["id", "title", "fields", "Bezeichung"])
    ((heading, error),) = found.faults
    assert (heading, error.key) == ("Bezeichung", "ingest.unknown_column")
    assert error.suggestion == "Bezeichnung"


def test_a_missing_required_column_is_named_by_label_and_name() -> None:
    found = understood(table("measures"), ["id", "title"])
    ((heading, error),) = found.faults
    assert (heading, error.key) == ("", "ingest.missing_column")
    assert "im Handlungsfeld (fields)" in error.expected.de


def test_a_repeated_column_is_a_fault_also_under_another_name() -> None:
    found = understood(table("measures"), ["id", "title", "fields", "Bezeichnung"])
    assert [error.key for _, error in found.faults] == ["ingest.repeated_column"]


def test_no_label_of_a_column_names_another_column_of_its_table() -> None:
    for each in tables():
        names = columns_by_heading(each.name)
        for column in each.columns:
            found = [names[name.casefold().replace("_", " ").replace("-", " ")]
                     for name in (column.name, column.label.de, column.label.en)]  # fmt: skip
            assert found == [column, column, column], (each.name, column.name)
