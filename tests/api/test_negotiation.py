"""Readers get the form and language they ask for."""

import pytest

from api.negotiation import (
    CSV,
    HTML,
    JSON,
    TURTLE,
    Form,
    preferred,
    reader_language,
    reads_pages,
    without_suffix,
)
from api.settings import Language

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", HTML),
        ("*/*", HTML),
        (BROWSER, HTML),
        ("application/json", JSON),
        ("text/turtle;q=0.5, text/csv;q=0.4", TURTLE),
        ("text/*;q=0.3, text/csv", CSV),
        ("TEXT/Turtle", TURTLE),
        ("text/html;q=0, */*", JSON),
        ("image/png", None),
        ("application/json;q=zero", None),
    ],
)
def test_accept_chooses_the_form(accept: str, expected: Form | None) -> None:
    assert preferred(accept, (HTML, JSON, CSV, TURTLE)) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("/doc/measure/M-1.ttl", ("/doc/measure/M-1", TURTLE)),
        ("/doc/measure/M-1.2", ("/doc/measure/M-1.2", None)),
        ("M-1", ("M-1", None)),
        (".csv", (".csv", None)),
    ],
)
def test_only_the_suffix_of_a_form_is_taken_off(name: str, expected: object) -> None:
    assert without_suffix(name) == expected


@pytest.mark.parametrize(
    ("asked", "header", "expected"),
    [
        (None, "", "de"),
        ("en", "de", "en"),
        (None, "en-GB, de;q=0.5", "en"),
        (None, "fr, de;q=0.5, en;q=0.4", "de"),
        (None, "fr", "de"),
        (None, "en;q=0", "de"),
    ],
)
def test_the_language_is_asked_for_before_it_is_guessed(
    asked: str | None, header: str, expected: Language
) -> None:
    assert reader_language(asked, header, "de") == expected


def test_a_browser_wants_pages_and_a_program_does_not() -> None:
    assert reads_pages(BROWSER)
    assert not reads_pages("*/*")
    assert not reads_pages("application/json, text/html;q=0.5")
