"""Dates and numbers, as one writes them in German and English."""

import re

from ontology.messages import message

MINUS = "\u2212"
_POINT = re.compile(r"(\d{4})-(0[1-9]|1[0-2]|2[1-4])(?:-(\d{2}))?")
_NUMBER = re.compile(r"(-?)(\d+)(?:\.(\d+))?")
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}


def dated(text: str, language: str) -> str:
    """Return a day, month, season, year or interval in words; what is none of these, as it is."""
    start, slash, end = text.partition("/")
    if slash:
        key = "between" if start and end else "since" if start else "until"
        ends = {"start": dated(start, language), "end": dated(end, language)}
        return message(f"viz.date.{key}", language, **ends)
    point = _POINT.fullmatch(start)
    return _point(language, *point.groups()) if point else start


def numbered(text: str, language: str) -> str:
    """Return a number with the language's marks: ``1.234,5`` or ``1,234.5``; else as it is."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return text
    sign, whole, part = found.groups()
    group, point = (",", ".") if language == "en" else (".", ",")
    written = f"{int(whole):,}".replace(",", group)
    return (MINUS if sign else "") + written + (point + part if part else "")


def _point(language: str, year: str, month: str, day: str | None) -> str:
    if month in _SEASONS:
        return message(f"viz.date.{_SEASONS[month]}", language, year=year)
    if day and language == "de":
        return f"{day}.{month}.{year}"
    name = message("viz.date.months", language).split()[int(month) - 1]
    return f"{int(day)} {name} {year}" if day else f"{name} {year}"
