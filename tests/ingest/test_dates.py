"""Dates stay exactly as precise as they are stated."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import date_literal
from ingest.faults import CellError
from ontology.statement import XSD
from ontology.tables import claim_columns
from ontology.terms import EDTF

PATTERN = next(column.pattern for column in claim_columns() if column.name == "valid_from")
YEAR = st.integers(1, 9999).map(lambda year: f"{year:04}")
MONTH = st.builds(lambda year, month: f"{year}-{month:02}", YEAR, st.integers(1, 12))
SEASON = st.builds(lambda year, season: f"{year}-{season}", YEAR, st.integers(21, 24))
DAY = st.dates().map(lambda day: day.isoformat())
SINGLE = st.one_of(YEAR, MONTH, SEASON, DAY)
SPAN = st.tuples(SINGLE, SINGLE).map(lambda pair: "/".join(sorted(pair)))


@pytest.mark.parametrize(
    ("typed", "date", "datatype"),
    [
        ("2015", "2015", f"{XSD}gYear"),
        ("2015-03", "2015-03", f"{XSD}gYearMonth"),
        ("2015-03-19", "2015-03-19", f"{XSD}date"),
        ("24.11.2014", "2014-11-24", f"{XSD}date"),
        ("4. 3. 2015", "2015-03-04", f"{XSD}date"),
        ("11.2014", "2014-11", f"{XSD}gYearMonth"),
        ("11/2014", "2014-11", f"{XSD}gYearMonth"),
        ("24. November 2014", "2014-11-24", f"{XSD}date"),
        ("März 2015", "2015-03", f"{XSD}gYearMonth"),
        ("Nov. 2014", "2014-11", f"{XSD}gYearMonth"),
        ("October 2014", "2014-10", f"{XSD}gYearMonth"),
        ("2015-21", "2015-21", EDTF),
        ("Frühjahr 2015", "2015-21", EDTF),
        ("frühling 2015", "2015-21", EDTF),
        ("Spring 2015", "2015-21", EDTF),
        ("Herbst 2015", "2015-23", EDTF),
        ("2021-02/2021-03", "2021-02/2021-03", EDTF),
        ("2018–2021", "2018/2021", EDTF),
        ("2018-2021", "2018/2021", EDTF),
        ("Frühjahr 2015 – 2016", "2015-21/2016", EDTF),
        ("2015-03/..", "2015-03/", EDTF),
        ("2015/", "2015/", EDTF),
        ("2016-02-29", "2016-02-29", f"{XSD}date"),
    ],
)
def test_a_date_keeps_the_precision_it_is_stated_with(typed: str, date: str, datatype: str) -> None:
    literal = date_literal(typed)
    assert (literal.value, literal.datatype) == (date, datatype)


@pytest.mark.parametrize(
    "typed",
    ["", "bald", "2015-13", "2015-25", "2015-02-30", "30.02.2015", "29.02.2015", "2015-1", "15",
     "24.11.14", "03/04/2015", "2016/2015", "2018–21", "13.2014", "2014-11-24 10:00:00",
     "2015-21-01", "2014/2015/2016", "Juni", "Ju 2014", "24. Frühjahr 2015"],
)  # fmt: skip
def test_what_is_no_date_of_the_calendar_is_refused(typed: str) -> None:
    with pytest.raises(CellError) as raised:
        date_literal(typed)
    assert raised.value.key == "ingest.unknown_date"
    assert "Frühjahr 2015" in raised.value.expected.de


@given(st.one_of(SINGLE, SPAN))
def test_every_date_of_the_form_that_data_keep_is_read_as_itself(date: str) -> None:
    assert date_literal(date).value == date


@given(st.text("0123456789-/. –", max_size=24))
def test_whatever_is_read_has_the_form_that_the_shapes_demand(typed: str) -> None:
    try:
        date = date_literal(typed).value
    except CellError:
        return
    assert re.fullmatch(PATTERN, date)
