"""Numbers keep their value, however they are typed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.amounts import Figure, decimal_text, integer_text, shortest, unmistakable
from ingest.faults import CellError


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("34", "34"),
        ("+7", "7"),
        ("007", "7"),
        ("-0", "0"),
        ("12.000", "12000"),
        ("1,234,567", "1234567"),
        ("12 000", "12000"),
        ("12\u00a0000", "12000"),
        ("12’000", "12000"),
    ],
)
def test_a_whole_number_may_be_grouped(typed: str, meant: str) -> None:
    assert integer_text(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1.234,5", "1234.5"),
        ("1234.5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1234,5", "1234.5"),
        ("0,302", "0.302"),
        ("1.234.567", "1234567"),
        ("1.234,50", "1234.5"),
        ("-3,5", "-3.5"),
        ("30", "30"),
        ("500 000", "500000"),
    ],
)
def test_a_decimal_number_may_have_comma_or_point(typed: str, meant: str) -> None:
    assert decimal_text(typed) == meant


@pytest.mark.parametrize("typed", ["500.000", "1,234", "-12.345"])
def test_a_number_with_two_meanings_is_a_fault_that_names_both(typed: str) -> None:
    with pytest.raises(CellError) as raised:
        decimal_text(typed)
    whole = typed.replace(".", "").replace(",", "")
    assert raised.value.key == "ingest.ambiguous_number"
    assert whole in raised.value.expected.de


@pytest.mark.parametrize("typed", ["", "rund 30", "1.2.3", "1,2,3", "12.34.567", "1e5", "9" * 19])
def test_anything_else_is_no_number(typed: str) -> None:
    for reads in (integer_text, decimal_text):
        with pytest.raises(CellError):
            reads(typed)


def test_a_number_cell_of_a_workbook_is_never_taken_for_a_grouped_one() -> None:
    assert decimal_text(Figure("1.234")) == "1.234"
    with pytest.raises(CellError):
        integer_text(Figure("1.234"))
    with pytest.raises(CellError):
        decimal_text(Figure("Infinity"))


@given(st.decimals(-(10**15), 10**15, places=6, allow_nan=False))
def test_every_number_written_is_read_as_itself(number: Decimal) -> None:
    text = shortest(number)
    assert decimal_text(unmistakable(text)) == text
    assert Decimal(text) == number
