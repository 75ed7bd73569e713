"""Dates exactly as precise as they are stated: year, month, day, season or span."""

import re
from calendar import monthrange

from ingest.faults import CellError, worded
from ingest.words import month_number, season_number
from ontology.statement import XSD, Literal
from ontology.terms import EDTF

ISO = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
NUMBERED_DAY = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})")
NUMBERED_MONTH = re.compile(r"(\d{1,2})[./](\d{4})")
NAMED = re.compile(r"(?:(\d{1,2})\.? )?([^\W\d_]+\.?) (\d{4})")
YEARS = re.compile(r"(\d{4})-(\d{4})")
DASH = re.compile(r" ?– ?| - ")
LAST_MONTH = 12
LAST_SEASON = 24


def date_literal(text: str) -> Literal:
    """Return the date that ``text`` states, no more precise than it is stated.

    Raises ``CellError`` for anything that is no date or no date of the calendar.
    """
    date = _span(" ".join(text.split()))
    if not date:
        raise CellError("ingest.unknown_date", text, worded("ingest.expected.date"))
    return Literal(date, _datatype(date))


def _datatype(date: str) -> str:
    found = ISO.fullmatch(date)
    if not found or int(found[2] or 0) > LAST_MONTH:
        return EDTF
    if found[3]:
        return f"{XSD}date"
    return f"{XSD}gYearMonth" if found[2] else f"{XSD}gYear"


def _span(text: str) -> str:
    if single := _single(text):
        return single
    if years := YEARS.fullmatch(text):
        return _ordered(years[1], years[2])
    if "/" in text:
        start, end = text.split("/", 1)
        return _open(start) if end in {"", ".."} else _ordered(_single(start), _single(end))
    parts = DASH.split(text)
    return _ordered(*map(_single, parts)) if len(parts) == 2 else ""  # noqa: PLR2004 – from, to


def _open(text: str) -> str:
    start = _single(text)
    return f"{start}/" if start else ""


def _ordered(start: str, end: str) -> str:
    if not start or not end:
        return ""
    first, last = _year(start), _year(end)
    return f"{start}/{end}" if first <= last else ""


def _year(date: str) -> int:
    return int(date[:5]) if date.startswith("-") else int(date[:4])


def _single(text: str) -> str:
    if found := ISO.fullmatch(text):
        return _checked(found[1], found[2] or "", found[3] or "")
    if found := NUMBERED_DAY.fullmatch(text):
        return _checked(found[3], found[2].zfill(2), found[1].zfill(2))
    if found := NUMBERED_MONTH.fullmatch(text):
        month = found[1].zfill(2)
        return _checked(found[2], month, "") if int(month) <= LAST_MONTH else ""
    if found := NAMED.fullmatch(text):
        return _named(found[1] or "", found[2], found[3])
    return ""


def _named(day: str, word: str, year: str) -> str:
    if month := month_number(word):
        return _checked(year, month, day.zfill(2) if day else "")
    season = season_number(word)
    return f"{year}-{season}" if season and not day else ""


def _checked(year: str, month: str, day: str) -> str:
    if not month:
        return year
    if LAST_MONTH < int(month) <= LAST_SEASON and int(month) > 20:  # noqa: PLR2004 – EDTF: 21 is spring
        return "" if day else f"{year}-{month}"
    if not 1 <= int(month) <= LAST_MONTH:
        return ""
    if not day:
        return f"{year}-{month}"
    last = monthrange(abs(int(year)) or 4, int(month))[1]
    return f"{year}-{month}-{day}" if 1 <= int(day) <= last else ""
