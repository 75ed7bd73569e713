"""The days a date stands for when it is given as a year, a month, a season, a day or a range."""

import re
from calendar import monthrange
from datetime import date

_POINT = re.compile(r"(?!0000)(\d{4})(?:-(0[1-9]|1[0-2]|2[1-4])(?:-(0[1-9]|[12]\d|3[01]))?)?")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}


def first_day(text: str) -> date:
    """Return the first day that ``text`` covers (EDTF such as ``2015``, ``2015-21``, ``2015/``).

    An open or unreadable beginning covers all time before.
    """
    point = _POINT.match(text)
    if point is None:
        return date.min
    year, month, day = (int(part or 0) for part in point.groups())
    return _day(year, _SEASONS.get(month, (month or 1, 0))[0], day or 1)


def last_day(text: str) -> date:
    """Return the last day that ``text`` covers; an open or unreadable end covers all time after.

    Winter ends with its year's last day, since the year it is named by is all that is stated.
    """
    point = _POINT.match(text.rpartition("/")[2])
    if point is None:
        return date.max
    year, month, day = (int(part or 0) for part in point.groups())
    return _day(year, _SEASONS.get(month, (0, month or 12))[1], day or 31)


def _day(year: int, month: int, day: int) -> date:
    """Return the day, or the month's last one if it has fewer."""
    return date(year, month, min(day, monthrange(year, month)[1]))
