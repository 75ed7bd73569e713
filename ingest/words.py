"""Words as people type them: compared without case and blanks, and those that cells may hold."""

import unicodedata
from functools import cache

from rapidfuzz import fuzz, process

from ontology.messages import catalogue

SIMILAR = 60.0  # per cent; below, a suggestion confuses more than it helps
SEASONS = {"spring": "21", "summer": "22", "autumn": "23", "winter": "24"}


def folded(text: str) -> str:
    """Return ``text`` for comparing: lower case, single blanks for blanks, hyphens, underscores."""
    blank = text.translate({ord("_"): " ", ord("-"): " "})
    return " ".join(unicodedata.normalize("NFC", blank).casefold().split())


def plain(text: str) -> str:
    """Return ``text`` folded and without accents: ``Maßnahmen`` and ``massnahmen`` are the same."""
    apart = unicodedata.normalize("NFD", folded(text))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def spelt_out(text: str) -> str:
    """Return ``text`` folded, its umlauts written with two letters (``beschluesse``)."""
    pairs = {"ä": "ae", "ö": "oe", "ü": "ue"}
    return "".join(pairs.get(letter, letter) for letter in folded(text))


def nearest(text: str, known: dict[str, str]) -> str:
    """Return the value of the key of ``known`` most similar to ``text``; empty if none is.

    Keys are ``plain`` texts.
    """
    found = process.extractOne(plain(text), known.keys(), scorer=fuzz.ratio, score_cutoff=SIMILAR)
    return known[found[0]] if found else ""


@cache
def words(name: str) -> frozenset[str]:
    """Return the words that mean ``name`` (``true``, ``spring`` …) in either language, folded."""
    text = catalogue()[f"ingest.word.{name}"]
    return frozenset(folded(word) for word in f"{text.de},{text.en}".split(","))


@cache
def months() -> tuple[tuple[str, str], ...]:
    """Return month names in both languages, folded, each with its number in two digits."""
    text = catalogue()["ingest.word.months"]
    return tuple(
        (folded(name), f"{number:02}")
        for names in (text.de, text.en)
        for number, name in enumerate(names.split(","), 1)
    )


def month_number(word: str) -> str:
    """Return the month that ``word`` names or shortens (``Nov.``) as two digits, or nothing."""
    start = folded(word.rstrip("."))
    found = {number for name, number in months() if len(start) > 2 and name.startswith(start)}  # noqa: PLR2004 – two letters are too few
    return found.pop() if len(found) == 1 else ""


def season_number(word: str) -> str:
    """Return the season that ``word`` names as the two digits of EDTF, or nothing."""
    return next((code for name, code in SEASONS.items() if folded(word) in words(name)), "")
