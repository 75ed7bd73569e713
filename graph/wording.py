"""Sentences about things and days: names and dates as one writes them in German and English."""

import re
from collections.abc import Sequence
from datetime import date

from graph.model import Reference
from graph.sentence import Count, called, enumerated
from ontology.messages import message
from ontology.vocabulary import Text

Value = int | str | date | Text | Reference | Sequence[Reference]
OFFICES = frozenset({"organisation", "organisation-line"})
_POINT = re.compile(r"(\d{4})-(0[1-9]|1[0-2]|2[1-4])(?:-(\d{2}))?")
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}


def said(key: str, **values: Value) -> Text:
    """Return the text ``key`` in both languages; a value that is a ``str`` is a date."""
    return Text(*(_said(key, language, values) for language in ("de", "en")))


def named(found: Reference, language: str) -> str:
    """Return the name of an office, if possible short, and any other name in quotation marks."""
    name = called(found, language)
    return name if found.kind in OFFICES else message("sentence.quoted", language, name=name)


def written(day: str, language: str) -> str:
    """Return a day, month, season, year or interval in words; what is none of these, as it is."""
    start, slash, end = day.partition("/")
    if slash:
        key = "between" if start and end else "since" if start else "until"
        ends = {"start": written(start, language), "end": written(end, language)}
        return message(f"viz.date.{key}", language, **ends)
    point = _POINT.fullmatch(start)
    return _point(language, *point.groups()) if point else start


def _said(key: str, language: str, values: dict[str, Value]) -> str:
    return message(key, language, **{n: _value(v, language) for n, v in values.items()})


def _value(value: Value, language: str) -> object:
    if isinstance(value, Reference):
        return named(value, language)
    if isinstance(value, str | date):
        return written(str(value), language)
    if isinstance(value, int):
        return Count(value)
    if isinstance(value, Text):
        return value.in_language(language)
    return enumerated([named(each, language) for each in value], language)


def _point(language: str, year: str, month: str, day: str | None) -> str:
    if month in _SEASONS:
        return message(f"viz.date.{_SEASONS[month]}", language, year=year)
    if day and language == "de":
        return f"{day}.{month}.{year}"
    name = message("viz.date.months", language).split()[int(month) - 1]
    return f"{int(day)} {name} {year}" if day else f"{name} {year}"
