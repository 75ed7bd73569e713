"""The bare words of a query."""

import pytest

from graph.keywords import keywords


@pytest.mark.parametrize(
    "text",
    [
        "select * from <http://example.org/> where { }",
        "SELECT*FROM<http://example.org/>{}",
        "SELECT * {} # harmless\nFrom x:y",
        "SELECT (?a<?b AS ?c) FROM x:y {}",
        'SELECT ("\\"" AS ?c) FROM x:y {}',
    ],
)
def test_a_keyword_is_found_however_it_is_written(text: str) -> None:
    assert "FROM" in keywords(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?from { ?from $from 1 }",
        "SELECT * { x:from from:x :from }",
        "SELECT * { <http://example.org/from> <from> 1 }",
        'SELECT * { ?s ?p \'from\', "from", \'\'\'it\'s "from"\'\'\', """a "" from""" }',
        "SELECT * { ?s ?p 'x'@from } # from here",
        "SELECT * { ?s ?p 'it\\'s from' }",
    ],
)
def test_what_only_looks_like_a_keyword_is_passed_over(text: str) -> None:
    assert "FROM" not in keywords(text)


def test_a_long_hostile_text_is_read_quickly() -> None:
    assert keywords('"""' + '"" ' * 50_000) == frozenset()
    assert keywords("<" * 100_000) == frozenset()
