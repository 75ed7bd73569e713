"""Sentences about things and days: names and dates as one writes them in German and English."""

from collections.abc import Sequence
from datetime import date

from graph.model import Reference
from graph.notation import dated
from graph.sentence import Count, called, enumerated
from ontology.messages import message
from ontology.vocabulary import Text

Value = int | str | date | Text | Reference | Sequence[Reference]
OFFICES = frozenset({"organisation", "organisation-line"})


def said(key: str, **values: Value) -> Text:
    """Return the text ``key`` in both languages; a value that is a ``str`` is a date."""
    return Text(*(_said(key, language, values) for language in ("de", "en")))


def named(found: Reference, language: str) -> str:
    """Return the name of an office, if possible short, and any other name in quotation marks."""
    name = called(found, language)
    return name if found.kind in OFFICES else message("sentence.quoted", language, name=name)


def _said(key: str, language: str, values: dict[str, Value]) -> str:
    return message(key, language, **{n: _value(v, language) for n, v in values.items()})


def _value(value: Value, language: str) -> object:
    if isinstance(value, Reference):
        return named(value, language)
    if isinstance(value, str | date):
        return dated(str(value), language)
    if isinstance(value, int):
        return Count(value)
    if isinstance(value, Text):
        return value.in_language(language)
    return enumerated([named(each, language) for each in value], language)
