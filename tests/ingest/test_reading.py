"""Tables are taken in whole, or every fault in them is told."""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from ingest.reading import Reading, read
from ontology.known import KnownThing
from ontology.statement import Statement
from ontology.terms import expand, thing_iri

Written = Callable[..., Path]
MEASURES = "id;title;fields\nM-7;Für Schüler – „groß“;F-1\n"
ROWS = 10_000
WRONG = 100


def texts(reading: Reading, language: str = "de") -> list[str]:
    return [fault.text(language) for fault in reading.faults]


def test_a_misspelt_ministry_is_told_with_place_and_nearest_name(
    written: Written, known: list[KnownThing]
) -> None:
    path = written("involvements.csv", "Maßnahme,Beziehung,Organisation\nM-1,Federführung,HMSJ\n")
    assert texts(read([path], known)) == [
        "involvements.csv, Zeile 2, Spalte „Organisation“: „HMSJ“ ist kein bekannter Eintrag der "
        "Art „Organisation“. Erwartet wird Kennung, Bezeichnung oder Abkürzung eines vorhandenen "
        "Eintrags; meinten Sie HMSI?"
    ]


def test_an_unknown_column_is_told_once_whatever_the_number_of_rows(
    written: Written, known: list[KnownThing]
) -> None:
    path = written("measures.csv", "id,title,fields,farbe\n" + "M-7,a,F-1,rot\n" * 3)
    (text,) = texts(read([path], known), "en")
    assert text.startswith(
        "measures.csv, line 1, column “farbe”: “farbe” is no column of the table “measures”."
    )


def test_an_unknown_field_of_action_is_told(written: Written, known: list[KnownThing]) -> None:
    path = written("measures.csv", "id,title,fields\nM-7,a,Sprache und Bidlung\n")
    (fault,) = read([path], known).faults
    assert (fault.line, fault.column, fault.suggestion) == (2, "fields", "Sprache und Bildung")


def test_a_cp1252_file_with_semicolons_reads_like_a_utf_8_file_with_commas(
    written: Written, known: list[KnownThing]
) -> None:
    windows = read([written("measures.csv", MEASURES, "cp1252")], known)
    plain = MEASURES.replace(";", ",")
    assert windows.faults == ()
    assert windows.claims == read([written("measures.csv", plain)], known).claims
    label = next(iter(windows.claims[0].statements & _labels(windows)))
    assert label.object.value == "Für Schüler – „groß“"  # type: ignore[union-attr]  # a text


def _labels(reading: Reading) -> frozenset[Statement]:
    return frozenset(
        statement
        for claim in reading.claims
        for statement in claim.statements
        if statement.predicate == expand("skos:prefLabel")
    )


def test_a_broken_workbook_is_one_fault_and_hides_no_other_file(
    written: Written, tmp_path: Path, known: list[KnownThing]
) -> None:
    noise = random.Random(3).randbytes(2000)  # noqa: S311 – test data, no secret
    (tmp_path / "b.xlsx").write_bytes(noise)
    written("measures.csv", "id,title,fields\nM-7,a,F-1\nM-8,,F-1\n")
    assert [(fault.file, fault.key) for fault in read([tmp_path], known).faults] == [
        ("b.xlsx", "ingest.broken_workbook"),
        ("measures.csv", "ingest.missing_value"),
    ]


def test_names_that_a_broken_file_may_define_are_no_further_faults(
    written: Written, tmp_path: Path
) -> None:
    (tmp_path / "fields.xlsx").write_bytes(b"PK broken")
    written("measures.csv", "id,title,fields\nM-7,a,F-1\n")
    reading = read([tmp_path], [])
    assert [fault.key for fault in reading.faults] == ["ingest.broken_workbook"]
    assert reading.claims == ()


def test_tables_of_one_import_may_refer_to_each_other_in_any_order(
    written: Written, tmp_path: Path
) -> None:
    written("field-schemes.csv", "id,title\nS-1,Einteilung\n")
    written("fields.csv", "id,label_de,scheme,order\nF-1,Sprache,Einteilung,1\n")
    written("answers.csv", "subject,relation,recommendation\nSprachkurse,greift auf,E-1\n")
    written("measures.csv", "id,title,fields,source\nM-1,Sprachkurse,Sprache,D-1\n")
    written("documents.csv", "id,title\nD-1,Bericht\n")
    reading = read([tmp_path], [KnownThing(
        thing_iri("recommendation", "E-1"), "E-1", expand("qs:Recommendation")
    )])  # fmt: skip
    assert texts(reading) == []
    assert len(reading.claims) == 5
    assert reading.rows == {
        "answers": 1, "documents": 1, "field-schemes": 1, "fields": 1, "measures": 1
    }  # fmt: skip


def test_the_same_row_twice_with_other_content_is_a_fault_that_names_the_first(
    written: Written, known: list[KnownThing]
) -> None:
    path = written("measures.csv", "id,title,fields\nM-7,a,F-1\nM-7,b,F-1\n")
    (text,) = texts(read([path], known))
    assert text.startswith("measures.csv, Zeile 3, Spalte „id“: Die Zeile „M-7“")
    assert "measures.csv, Zeile 2." in text


def test_the_same_row_twice_with_the_same_content_counts_once(
    written: Written, known: list[KnownThing]
) -> None:
    path = written("measures.csv", "id,title,fields\nM-7,a,F-1;F-2\nM-7,a,F-2;F-1\n")
    reading = read([path], known)
    assert reading.faults == ()
    assert len(reading.claims) == 1


def test_two_sources_may_say_different_things_about_one_thing(
    written: Written, known: list[KnownThing]
) -> None:
    path = written("measures.csv", "id,title,fields,source\nM-7,a,F-1,D-1\nM-7,b,F-1,D-2\n")
    reading = read([path], known)
    assert reading.faults == ()
    assert len({claim.iri for claim in reading.claims}) == 2


def test_reading_the_same_files_again_gives_the_same_claims(
    written: Written, known: list[KnownThing]
) -> None:
    path = written("measures.csv", "id,title,fields,source\nM-7,a,F-2;F-1,D-2;D-1\n")
    assert read([path], known).claims == read([path], reversed(known)).claims


def test_progress_is_told_from_nothing_to_all(written: Written, known: list[KnownThing]) -> None:
    path = written(
        "measures.csv", "id,title,fields\n" + "".join(f"X-{n},a,F-1\n" for n in range(1200))
    )
    told: list[tuple[int, int]] = []
    read([path], known, lambda done, total: told.append((done, total)))
    assert told == [(0, 1200), (500, 1200), (1000, 1200), (1200, 1200)]


def large_table() -> tuple[list[list[str]], set[tuple[int, str]]]:
    """Return 10,000 rows of measures and where the hundred wrong cells are."""
    source = random.Random(11)  # noqa: S311 – test data, no secret
    wrong = {}
    for place, line in enumerate(sorted(source.sample(range(2, ROWS + 2), WRONG))):
        wrong[line] = [("fields", "Sprahe und Bildung"), ("start", "irgendwann"),
                       ("status", "leuft"), ("source", "D-11")][place % 4]  # fmt: skip
    heading = ["id", "title", "fields", "start", "status", "source"]
    rows = [heading]
    for line in range(2, ROWS + 2):
        row = [f"M-{line}", f"Maßnahme {line}", "F-1;F-2", "2014-11", "läuft", "D-1"]
        if line in wrong:
            name, value = wrong[line]
            row[heading.index(name)] = value
        rows.append(row)
    return rows, {(line, name) for line, (name, _) in wrong.items()}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_ten_thousand_rows_with_a_hundred_errors_give_exactly_a_hundred_faults(
    written: Written, tmp_path: Path, known: list[KnownThing], form: str
) -> None:
    rows, wrong = large_table()
    if form == "csv":
        path = written(
            "measures.csv", "\n".join(map(";".join, [[f'"{c}"' for c in r] for r in rows]))
        )
    else:
        path = tmp_path / "measures.xlsx"
        book = Workbook(write_only=True)
        sheet = book.create_sheet("measures")
        for row in rows:
            sheet.append(row)
        book.save(path)
    before = sorted(tmp_path.iterdir())
    crowd = [
        KnownThing(thing_iri("measure", f"K-{n}"), f"K-{n}", expand("qs:Measure"), (f"Nummer {n}",))
        for n in range(20_000)
    ]
    start = time.monotonic()
    reading = read([path], [*known, *crowd])
    seconds = time.monotonic() - start
    assert {(fault.line, fault.column) for fault in reading.faults} == wrong
    assert len(reading.faults) == WRONG
    assert all(fault.suggestion for fault in reading.faults if fault.column != "start")
    assert seconds < 10
    assert sorted(tmp_path.iterdir()) == before  # nothing is written
