"""CSV is read however the program that saved it writes CSV."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.csvfile import csv_lines, csv_text
from ingest.faults import CellError

HEADING = "id,title,fields"
CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encoding_and_delimiter_are_recognised(encoding: str, delimiter: str) -> None:
    text = "id,title,fields\nM-1,Maßnahme für Schüler – „A“,F-1\n".replace(",", delimiter)
    lines = list(csv_lines(text.encode(encoding)))
    assert lines == [["id", "title", "fields"], ["M-1", "Maßnahme für Schüler – „A“", "F-1"]]


def test_the_delimiter_is_the_one_that_gives_known_headings() -> None:
    text = "id;title, with commas, and more, and more;fields\nM-1;a;b\n"
    assert list(csv_lines(text.encode()))[1] == ["M-1", "a", "b"]


def test_the_delimiter_that_excel_states_in_the_first_line_is_used() -> None:
    lines = list(csv_lines(b"sep=;\r\nid;title\r\nM-1;a,b\r\n"))
    assert lines == [[], ["id", "title"], ["M-1", "a,b"]]


def test_quotes_separators_and_line_breaks_stay_in_their_cell() -> None:
    text = f'{HEADING}\r\nM-1,"sagte ""ja"";\nund, dann",F-1\r\n'
    assert list(csv_lines(text.encode()))[1][1] == 'sagte "ja";\nund, dann'


@pytest.mark.parametrize(
    "text", ['id,title\nM-1,"offen\nM-2,b\n', 'id,title\nM-1,"a"b\n'], ids=["open", "inside"]
)
def test_a_quotation_mark_out_of_place_is_a_fault(text: str) -> None:
    with pytest.raises(CellError) as raised:
        list(csv_lines(text.encode()))
    assert raised.value.key == "ingest.broken_csv"


def test_bytes_in_no_known_encoding_are_a_fault() -> None:
    with pytest.raises(CellError) as raised:
        list(csv_lines(b"id,title\nM-1,\x81\x8d\xff\n"))
    assert raised.value.key == "ingest.unknown_encoding"


def test_a_file_of_mixed_encodings_is_refused_rather_than_garbled() -> None:
    with pytest.raises(CellError) as raised:
        list(csv_lines("id,title\nM-1,Maß".encode() + "nahme für\n".encode("cp1252")))
    assert raised.value.key == "ingest.unknown_encoding"


@given(st.lists(st.tuples(CELL, CELL), max_size=5))
def test_what_is_written_is_read(rows: list[tuple[str, str]]) -> None:
    text = csv_text(["id", "title"], [{"id": first, "title": second} for first, second in rows])
    read = list(csv_lines(text.encode()))
    assert read == [["id", "title"], *map(list, rows)]
