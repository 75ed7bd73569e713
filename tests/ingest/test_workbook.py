"""The empty workbook says what belongs in it, and what is filled in is read."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from ingest.reading import read
from ingest.workbook import sheet_name, template_version, write_tables, write_template
from ontology.known import KnownThing
from ontology.tables import Table, table_named, tables
from ontology.terms import expand, thing_iri


@pytest.fixture
def template(tmp_path: Path, known: list[KnownThing]) -> Path:
    path = tmp_path / "vorlage.xlsx"
    write_template(path, tables(), known, "de")
    return path


def measures() -> Table:
    found = table_named("measures")
    assert found
    return found


def offered(book: Workbook, sheet: str, column: str) -> tuple[list[object], bool]:
    """Return what the drop-down of a column offers, and whether it refuses everything else."""
    for rule in book[sheet].data_validations.dataValidation:
        if str(rule.sqref).startswith(f"{column}2:"):
            letter, last = rule.formula1.split("$")[-2:]
            return [
                cell.value for cell in book["_lists"][letter][: int(last)]
            ], rule.showErrorMessage
    return [], False


def column_letter(book: Workbook, sheet: str, heading: str) -> str:
    (found,) = [cell.column_letter for cell in book[sheet][1] if cell.value == heading]
    return str(found)


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_empty_template_reads_without_rows_and_faults(
    tmp_path: Path, known: list[KnownThing], language: str
) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path, tables(), known, language)
    reading = read([path], known)
    assert [fault.text("en") for fault in reading.faults] == []
    assert reading.claims == ()


def test_every_table_has_a_sheet_with_a_heading_and_a_note_for_every_column(template: Path) -> None:
    book = load_workbook(template)
    for table in tables():
        headings = book[sheet_name(table.label.de)][1]
        assert [cell.value for cell in headings] == [
            f"{column.label.de} *" if column.required else column.label.de
            for column in table.columns
        ]
        assert all(cell.comment and cell.comment.text for cell in headings)


def test_the_first_sheet_explains_and_links_to_the_tables(template: Path) -> None:
    sheet = load_workbook(template).worksheets[0]
    assert sheet.title == "Anleitung"
    links = [cell.hyperlink.location for (cell, *_) in sheet.iter_rows() if cell.hyperlink]
    assert "'Maßnahmen'!A1" in links
    assert len(links) == len(tables())


def test_choices_are_offered_in_the_readers_language_and_nothing_else_is_taken(
    template: Path,
) -> None:
    book = load_workbook(template)
    letter = column_letter(book, "Maßnahmen", "Umsetzungsstand")
    entries, strict = offered(book, "Maßnahmen", letter)
    assert entries == [choice.label.de for choice in measures().column("status").choices]
    assert strict


def test_known_things_are_offered_by_name_and_identifier_and_others_may_be_typed(
    template: Path,
) -> None:
    book = load_workbook(template)
    letter = column_letter(book, "Maßnahmen", "im Handlungsfeld *")
    assert offered(book, "Maßnahmen", letter) == (
        ["Arbeit (F-2)", "Sprache und Bildung (F-1)"],
        False,
    )


def test_lists_and_version_are_hidden(template: Path) -> None:
    book = load_workbook(template)
    assert [book[name].sheet_state for name in ("_lists", "_meta")] == ["hidden", "hidden"]
    meta = {str(key.value): value.value for key, value in book["_meta"].iter_rows()}
    assert meta == {"format": "1", "columns": template_version(tables()), "language": "de"}


def test_a_column_of_dates_is_text_so_that_a_season_stays_a_season(template: Path) -> None:
    book = load_workbook(template)
    letter = column_letter(book, "Maßnahmen", "Beginn")
    assert book["Maßnahmen"].column_dimensions[letter].number_format == "@"


def test_what_is_filled_in_from_the_drop_downs_is_read(
    template: Path, known: list[KnownThing]
) -> None:
    book = load_workbook(template)
    values = {
        "Kennung *": "M-9",
        "Bezeichnung *": "Neue Maßnahme",
        "im Handlungsfeld *": "Sprache und Bildung (F-1); Arbeit (F-2)",
        "Umsetzungsstand": "läuft",
        "Beginn": "2015-21",
        "Quelle": "Bericht (D-1)",
    }
    for heading, value in values.items():
        book["Maßnahmen"][f"{column_letter(book, 'Maßnahmen', heading)}2"] = value
    sheet = book["Zuständigkeiten für Maßnahmen"]
    for heading, value in {"Maßnahme *": "Neue Maßnahme", "Beziehung *": "Federführung",
                           "Organisation *": "Kultusministerium (O-2)"}.items():  # fmt: skip
        sheet[f"{column_letter(book, sheet.title, heading)}2"] = value
    book.save(template)
    reading = read([template], known)
    assert [fault.text("de") for fault in reading.faults] == []
    assert reading.rows == {"measures": 1, "involvements": 1}
    statements = {statement for claim in reading.claims for statement in claim.statements}
    assert {thing_iri("field", "F-1"), thing_iri("field", "F-2")} <= {
        statement.object for statement in statements
    }


def test_a_name_with_a_separator_or_control_character_does_not_break_the_template(
    tmp_path: Path,
) -> None:
    odd = [
        KnownThing(thing_iri("field", key), key, expand("qs:FieldOfAction"), (name,))
        for key, name in (("F-1", "Ehe; Familie"), ("F-2", "=1+1\x07"), ("F-3", "lang " * 50))
    ]
    path = tmp_path / "x.xlsx"
    write_template(path, [measures()], odd, "de")
    book = load_workbook(path)
    letter = column_letter(book, "Maßnahmen", "im Handlungsfeld *")
    entries, _ = offered(book, "Maßnahmen", letter)
    assert entries[:2] == ["=1+1 (F-2)", "F-1"]
    assert book["_lists"]["A1"].data_type == "s"


def test_tables_are_written_as_files_of_a_folder_or_of_one_archive(tmp_path: Path) -> None:
    rows = {"lines": [{"id": "L-1", "title": "Ä, „ö“"}], "fields": []}
    write_tables(tmp_path / "out", rows)
    write_tables(tmp_path / "out.zip", rows)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["lines.csv"]
    text = (tmp_path / "out" / "lines.csv").read_text(encoding="utf-8")
    assert text.splitlines()[1].startswith('L-1,"Ä, „ö“",')
    with ZipFile(tmp_path / "out.zip") as archive:
        assert archive.read("lines.csv").decode() == text


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    rows = {"lines": [{"id": "L-1", "title": "a"}], "periods": [{"id": "P-1"}]}
    write_tables(tmp_path / "a.zip", rows)
    write_tables(tmp_path / "b.zip", dict(reversed(rows.items())))
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
