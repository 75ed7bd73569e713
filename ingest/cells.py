"""One cell of a table: its text to the values it states, and back."""

import re
from collections.abc import Callable, Iterable
from functools import cache

from ingest.amounts import decimal_text, integer_text, unmistakable
from ingest.dates import date_literal
from ingest.faults import CellError, worded
from ingest.lines import tidy
from ingest.lookup import Names
from ingest.words import folded, nearest, plain, words
from ontology.statement import XSD, Literal
from ontology.tables import Column, ValueKind
from ontology.terms import expand, kind_and_key
from ontology.vocabulary import Choice, Text

Value = str | Literal  # an IRI or a literal

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
URL = re.compile(r"https?://[^\s<>\"{}|\\^`/?#]+[^\s<>\"{}|\\^`]*", re.I)
FORMULA = re.compile(r"'*[=+\-@]")  # a spreadsheet would run a text that begins so
GUARDED = re.compile(r"'+[=+\-@]")
SEPARATOR = ";"  # by which people list several values, also where only one may stand
CHOICES_SHOWN = 12


def values(column: Column, text: str, names: Names) -> tuple[list[Value], list[CellError]]:
    """Return the values that ``text`` states in ``column``, and what is wrong with it.

    A column with a separator may hold several; the same value twice counts once.
    """
    found: dict[Value, None] = {}
    wrong = []
    for part in parts(column, text):
        try:
            found[_value(column, part, names)] = None
        except CellError as error:
            several = SEPARATOR in part and not column.separator
            wrong.append(_too_many(part) if several else error)
    return list(found), wrong


def parts(column: Column, text: str) -> list[str]:
    """Return the single values in ``text``; a separator after a backslash belongs to a value."""
    text = _bare(text) if column.kind in {"text", "language"} else text
    if not column.separator:
        return [text] if text else []
    if "\\" not in text:
        return [part for single in text.split(column.separator) if (part := tidy(single))]
    mark = re.escape(column.separator)
    found = re.findall(rf"((?:\\{mark}|\\\\|[^{mark}])*)(?:{mark}|$)", text)
    single = (re.sub(rf"\\({mark}|\\)", r"\1", tidy(part)) for part in found)
    return [part for part in single if part]


def joined(column: Column, texts: Iterable[str]) -> str:
    """Return the text of a cell that ``parts`` reads as ``texts``."""
    listed = list(texts)
    if column.separator:
        listed = [
            text.replace("\\", "\\\\").replace(column.separator, f"\\{column.separator}")
            for text in listed
        ]
    text = column.separator.join(listed)
    guarded = column.kind in {"text", "language"} and FORMULA.match(text)
    return f"'{text}" if guarded else text


def text_of_value(column: Column, value: Value, short: Callable[[str], str]) -> str:
    """Return ``value`` as a cell of ``column`` states it; ``short`` names a thing by its IRI."""
    if isinstance(value, Literal):
        return unmistakable(value.value) if column.kind == "decimal" else value.value
    if kind_and_key(value):
        return short(value)
    return next((item.notation for item in column.choices if item.iri == value), value)


def _too_many(text: str) -> CellError:
    return CellError("ingest.too_many_values", text, worded("ingest.expected.one_value"))


def _bare(text: str) -> str:
    return text[1:] if GUARDED.match(text) else text


def _value(column: Column, text: str, names: Names) -> Value:
    if CONTROL.search(text):
        raise CellError("ingest.control_character", repr(text), worded("ingest.expected.text"))
    if column.kind == "reference":
        return names.find(text, column.class_iri)
    return READERS[column.kind](column, text)


def _text(column: Column, text: str) -> Value:
    if column.pattern and not re.fullmatch(column.pattern, text):
        raise CellError("ingest.wrong_form", text, rule=column.message)
    return Literal(str(text))


def _language(column: Column, text: str) -> Value:
    return Literal.text(str(text), column.language)


def _date(_: Column, text: str) -> Value:
    return date_literal(text)


def _integer(_: Column, text: str) -> Value:
    return Literal(integer_text(text), f"{XSD}integer")


def _decimal(_: Column, text: str) -> Value:
    return Literal(decimal_text(text), f"{XSD}decimal")


def _boolean(_: Column, text: str) -> Value:
    for name in ("true", "false"):
        if folded(text) in words(name):
            return Literal(name, f"{XSD}boolean")
    raise CellError("ingest.unknown_boolean", text, worded("ingest.expected.boolean"))


def _url(_: Column, text: str) -> Value:
    if not URL.fullmatch(text):
        raise CellError("ingest.unknown_url", text, worded("ingest.expected.url"))
    return Literal(str(text), expand("xsd:anyURI"))


def _choice(column: Column, text: str) -> Value:
    if found := _choices(column.choices).get(folded(text)):
        return found
    known = {plain(name): name for choice in column.choices for name in _named(choice)}
    raise CellError("ingest.unknown_choice", text, _offer(column), nearest(text, known))


@cache
def _choices(choices: tuple[Choice, ...]) -> dict[str, str]:
    """Return the IRI of a choice by each name it can be written with, folded."""
    return {
        folded(name): choice.iri for choice in choices for name in (choice.iri, *_named(choice))
    }


def _named(choice: Choice) -> tuple[str, str, str]:
    return choice.notation, choice.label.de, choice.label.en


def _offer(column: Column) -> Text:
    """Return the choices of a column as an expectation, in both languages."""
    labels = [choice.label for choice in column.choices[:CHOICES_SHOWN]]
    more = " …" if len(column.choices) > CHOICES_SHOWN else ""
    listed = Text(
        ", ".join(label.de for label in labels) + more,
        ", ".join(label.en for label in labels) + more,
    )
    return worded("ingest.expected.choice", choices=listed)


READERS: dict[ValueKind, Callable[[Column, str], Value]] = {
    "text": _text,
    "language": _language,
    "date": _date,
    "integer": _integer,
    "decimal": _decimal,
    "boolean": _boolean,
    "url": _url,
    "choice": _choice,
}
