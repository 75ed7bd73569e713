"""The days that a date of any precision covers."""

from datetime import date

import pytest

from graph.span import first_day, last_day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2014", date(2014, 1, 1), date(2014, 12, 31)),
        ("2014-02", date(2014, 2, 1), date(2014, 2, 28)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2014-11-24", date(2014, 11, 24), date(2014, 11, 24)),
        ("2014-11-24T12:00:00Z", date(2014, 11, 24), date(2014, 11, 24)),
        ("2015-21", date(2015, 3, 1), date(2015, 5, 31)),
        ("2015-24", date(2015, 12, 1), date(2015, 12, 31)),
        ("2014/2018-06", date(2014, 1, 1), date(2018, 6, 30)),
        ("2014-03/", date(2014, 3, 1), date.max),
        ("/2014-03", date.min, date(2014, 3, 31)),
        ("2014-02-31", date(2014, 2, 28), date(2014, 2, 28)),
        ("unknown", date.min, date.max),
        ("0000", date.min, date.max),
        ("", date.min, date.max),
    ],
)
def test_a_date_covers_its_days(text: str, first: date, last: date) -> None:
    assert first_day(text) == first
    assert last_day(text) == last
