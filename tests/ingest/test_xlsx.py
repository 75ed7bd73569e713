"""Workbooks give what people see in them; damaged and monstrous ones give a message."""

import io
import random
import tracemalloc
import zipfile
from contextlib import suppress
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from ingest.amounts import Figure
from ingest.faults import CellError
from ingest.lines import Sheet
from ingest.xlsx import workbook_sheets


def saved(book: Workbook) -> io.BytesIO:
    file = io.BytesIO()
    book.save(file)
    return file


def sheet(*lines: tuple[str | float | datetime | None, ...], title: str = "measures") -> io.BytesIO:
    book = Workbook()
    book.worksheets[0].title = title
    for line in lines:
        book.worksheets[0].append(line)
    return saved(book)


def cells(file: io.BytesIO) -> list[tuple[object, ...]]:
    (found,) = workbook_sheets(file)
    assert found.error is None
    return [line.cells for line in found.lines]


def error_of(file: io.BytesIO) -> CellError:
    try:
        found = workbook_sheets(file)
    except CellError as error:
        return error
    errors = [item.error for item in found if item.error]
    assert errors
    return errors[0]


def test_values_read_as_a_person_would_type_them() -> None:
    lines = cells(sheet(("M-1", 2015, 30.2, 0.1 + 0.2, True, None, 5.0, "a\r\nb ")))
    assert lines == [("M-1", "2015", "30.2", "0.3", "true", "", "5", "a\nb")]
    assert isinstance(lines[0][1], Figure)


@pytest.mark.parametrize(
    ("shown", "text"),
    [("dd.mm.yyyy", "2014-11-24"), ("mmm-yy", "2014-11"), ('mmmm" des Jahres "yyyy', "2014-11"),
     ("yyyy", "2014"), ("[$-407]d. mmmm yyyy", "2014-11-24"), ("yyyy-mm-dd", "2014-11-24")],
)  # fmt: skip
def test_a_date_is_as_precise_as_it_is_shown(shown: str, text: str) -> None:
    book = Workbook()
    cell = book.worksheets[0].cell(1, 1, datetime(2014, 11, 24))
    cell.number_format = shown
    assert cells(saved(book)) == [(text,)]


def test_dates_of_the_system_that_begins_in_1904_are_right() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.worksheets[0].cell(1, 1, datetime(2014, 11, 24))
    assert cells(saved(book)) == [("2014-11-24",)]


def test_a_text_that_begins_with_an_equals_sign_is_text() -> None:
    book = Workbook()
    book.worksheets[0].cell(1, 1, "=1+1").data_type = "s"
    assert cells(saved(book)) == [("=1+1",)]


def test_a_formula_gives_its_result_and_a_fault_where_it_was_never_calculated() -> None:
    book = Workbook()
    book.worksheets[0].append(["=1+1", "=2+2"])
    file = saved(book)
    shown = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(shown, "w") as new:
        for part in old.infolist():
            data = old.read(part).replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
            data = data.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
            new.writestr(part, data)
    ((first, second),) = cells(shown)
    assert first == "2"
    assert isinstance(second, CellError)
    assert second.key == "ingest.formula_without_value"


def test_a_cell_that_shows_an_error_is_a_fault() -> None:
    book = Workbook()
    book.worksheets[0].cell(1, 1, "#REF!")
    ((found,),) = cells(saved(book))
    assert isinstance(found, CellError)
    assert found.key == "ingest.error_value"


def test_sheets_that_are_not_for_people_are_left_out() -> None:
    book = Workbook()
    book.create_sheet("_meta").append(["format", "1"])
    assert [found.name for found in workbook_sheets(saved(book))] == ["Sheet"]


def test_random_bytes_are_no_workbook() -> None:
    noise = random.Random(1).randbytes(5000)  # noqa: S311 – test data, no secret
    assert error_of(io.BytesIO(noise)).key == "ingest.broken_workbook"
    assert error_of(io.BytesIO(b"")).key == "ingest.broken_workbook"


def test_a_workbook_cut_off_anywhere_is_broken() -> None:
    data = sheet(*[(f"M-{number}", "Titel") for number in range(200)]).getvalue()
    for length in range(0, len(data) - 1, 97):
        assert error_of(io.BytesIO(data[:length])).key == "ingest.broken_workbook"


def test_a_workbook_with_flipped_bytes_is_read_or_broken_but_never_crashes() -> None:
    source = random.Random(2)  # noqa: S311 – test data, no secret
    whole = sheet(*[(f"M-{number}", number, datetime(2014, 1, 1)) for number in range(20)])
    stored = io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(stored, "w") as new:
        for part in old.infolist():
            data = bytearray(old.read(part))
            new.writestr(part.filename, bytes(data))
    with zipfile.ZipFile(stored) as archive:
        parts = {part.filename: archive.read(part) for part in archive.infolist()}
    for _ in range(300):
        name = source.choice(sorted(parts))
        data = bytearray(parts[name])
        for _ in range(source.randint(1, 4)):
            data[source.randrange(len(data))] = source.randrange(256)
        changed = io.BytesIO()
        with zipfile.ZipFile(changed, "w") as archive:
            for other, content in parts.items():
                archive.writestr(other, bytes(data) if other == name else content)
        with suppress(CellError):
            assert all(isinstance(found, Sheet) for found in workbook_sheets(changed))


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [(300_000, 1, "200000"), (200_001, 3, "200000"), (2, 16384, "200")],
)
def test_a_value_in_a_far_corner_is_refused_without_filling_memory(
    row: int, column: int, reason: str
) -> None:
    book = Workbook()
    book.worksheets[0].append(["id", "title"])
    book.worksheets[0].cell(row, column, "x")
    file = saved(book)
    tracemalloc.start()
    error = error_of(file)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert error.key == "ingest.too_large"
    assert reason in error.details["size"].de  # type: ignore[union-attr]  # a Text, as worded
    assert most < 10_000_000


def test_an_empty_line_far_below_is_no_reason_to_refuse() -> None:
    book = Workbook()
    book.worksheets[0].append(["id", "title"])
    book.worksheets[0].row_dimensions[900_000].height = 30
    assert cells(saved(book)) == [("id", "title")]


def test_a_workbook_that_unpacks_to_a_monster_is_refused() -> None:
    file = sheet(("id", "title"))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b" " * (30 << 20))
    assert error_of(file).key == "ingest.too_large"


def test_what_a_file_says_about_its_own_size_is_not_believed() -> None:
    file = sheet(("id", "title"), ("M-1", "Titel"))
    shrunk = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(shrunk, "w") as new:
        for part in old.infolist():
            data = old.read(part).replace(b'<dimension ref="A1:B2"', b'<dimension ref="A1"')
            new.writestr(part, data)
    assert load_workbook(shrunk, read_only=True).worksheets[0].max_row == 1
    assert cells(shrunk) == [("id", "title"), ("M-1", "Titel")]
