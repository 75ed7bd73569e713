"""Numbers as people type them, with comma or point, and as data keep them."""

import re
from decimal import Decimal

from ingest.faults import CellError, worded

GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}([., ’'])\d{3}(?:\1\d{3})*")
WHOLE = re.compile(r"[+-]?\d+")
POINT = re.compile(r"[+-]?(?:\d+|[1-9]\d{0,2}(?:[, ’']\d{3})+)(?:\.\d+)?")
COMMA = re.compile(r"[+-]?(?:\d+|[1-9]\d{0,2}(?:[. ’']\d{3})+)(?:,\d+)?")
UNCLEAR = re.compile(r"([+-]?[1-9]\d{0,2})[.,](\d{3})")
SEPARATORS = str.maketrans("", "", "., ’'")
KEPT = re.compile(r"-?\d{1,18}(\.\d{1,18})?")  # what every engine counts with exactly


class Figure(str):
    """A number that a workbook holds as a number: a point in it is the decimal point."""

    __slots__ = ()


def integer_text(text: str) -> str:
    """Return the whole number in ``text`` in its shortest form; raises ``CellError``."""
    typed = _one_blank(text)
    if not WHOLE.fullmatch(typed) and not GROUPED.fullmatch(typed):
        raise _no_number(text, "ingest.expected.integer")
    digits = typed.translate(SEPARATORS)
    if isinstance(text, Figure) and digits != typed:
        raise _no_number(text, "ingest.expected.integer")
    return _limited(text, str(int(digits)), "ingest.expected.integer")


def decimal_text(text: str) -> str:
    """Return the number in ``text`` in its shortest form, with a decimal point.

    Raises ``CellError`` for anything else, and for what can be read in two ways: ``1.234``.
    """
    if isinstance(text, Figure):
        return _limited(text, shortest(Decimal(text)), "ingest.expected.decimal")
    typed = _one_blank(text)
    if unclear := UNCLEAR.fullmatch(typed):
        raise _ambiguous(text, unclear[1], unclear[2])
    if POINT.fullmatch(typed):
        plain = typed.translate(str.maketrans("", "", ", ’'"))
    elif COMMA.fullmatch(typed):
        plain = typed.translate(str.maketrans("", "", ". ’'")).replace(",", ".")
    else:
        raise _no_number(text, "ingest.expected.decimal")
    return _limited(text, shortest(Decimal(plain)), "ingest.expected.decimal")


def unmistakable(number: str) -> str:
    """Return ``number`` as a table writes it: with a zero more where it could be misread."""
    return f"{number}0" if UNCLEAR.fullmatch(number) else number


def shortest(number: Decimal) -> str:
    """Return ``number`` without exponent, needless zeros and sign of zero."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _one_blank(text: str) -> str:
    return " ".join(text.split())


def _limited(text: str, number: str, expected: str) -> str:
    if not KEPT.fullmatch(number):
        raise _no_number(text, expected)
    return number


def _no_number(text: str, expected: str) -> CellError:
    return CellError("ingest.unknown_number", text, worded(expected))


def _ambiguous(text: str, whole: str, rest: str) -> CellError:
    readings = {"whole": f"{whole}{rest}", "broken": f"{whole},{rest}0"}
    expected = worded("ingest.expected.plain_number", **readings)
    return CellError("ingest.ambiguous_number", text, expected, "", **readings)
