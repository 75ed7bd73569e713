"""One cell gives exactly the values it states."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cells import joined, parts, values
from ingest.faults import CellError
from ingest.lookup import Names
from ingest.words import folded
from ontology.known import KnownThing
from ontology.statement import XSD, Literal
from ontology.tables import Column, table_named
from ontology.terms import concept_iri, thing_iri
from ontology.vocabulary import schemes


def column(table: str, name: str) -> Column:
    found = table_named(table)
    assert found
    return found.column(name)


def read(of: Column, text: str, known: list[KnownThing] | None = None) -> list[object]:
    found, wrong = values(of, text, Names(known or []))
    assert not wrong, wrong
    return list(found)


def refused(of: Column, text: str, known: list[KnownThing] | None = None) -> CellError:
    found, wrong = values(of, text, Names(known or []))
    assert not found
    return wrong[0]


@pytest.mark.parametrize("typed", ["yes", "ja", "JA", " ja"])
def test_a_choice_is_found_by_notation_or_label_in_any_case(typed: str) -> None:
    assert read(column("answers", "predates"), typed) == [concept_iri("predates", "yes")]


def test_no_two_choices_of_a_list_share_a_name() -> None:
    for name, choices in schemes().items():
        labels = [
            {folded(text) for text in (item.notation, item.label.de, item.label.en)}
            for item in choices
        ]
        assert sum(map(len, labels)) == len(set().union(*labels)), name


def test_a_misspelt_choice_names_the_nearest_and_the_list() -> None:
    error = refused(column("measures", "status"), "leuft")
    assert error.suggestion == "läuft"
    assert "geplant" in error.expected.de
    assert "planned" in error.expected.en


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ja", "true"), ("wahr", "true"), ("TRUE", "true"), ("no", "false"), ("Falsch", "false")],
)
def test_yes_and_no_are_understood_in_both_languages(typed: str, meant: str) -> None:
    found = read(column("field-schemes", "supplementary"), typed)
    assert found == [Literal(meant, f"{XSD}boolean")]
    assert refused(column("field-schemes", "supplementary"), "vielleicht").expected.de


def test_a_text_in_a_language_column_has_that_language() -> None:
    assert read(column("fields", "label_de"), "Sprache") == [Literal.text("Sprache", "de")]
    assert read(column("fields", "label_en"), "Language") == [Literal.text("Language", "en")]


@pytest.mark.parametrize("typed", ["=1+1", "+49 611", "-", "@dir", "'=x", "'quoted'", "''"])
def test_a_text_that_looks_like_a_formula_stays_text(typed: str) -> None:
    of = column("measures", "description")
    cell = joined(of, [typed])
    assert not cell.startswith(("=", "+", "-", "@"))
    assert read(of, cell) == [Literal.text(typed, "de")]


def test_a_formula_typed_into_a_csv_file_is_text() -> None:
    found = read(column("measures", "description"), '=HYPERLINK("x")')
    assert found == [Literal.text('=HYPERLINK("x")', "de")]


def test_a_cell_of_a_column_with_a_separator_holds_several_things(known: list[KnownThing]) -> None:
    found = read(column("measures", "fields"), "F-1; Arbeit;F-1;", known)
    assert found == [thing_iri("field", "F-1"), thing_iri("field", "F-2")]


def test_every_wrong_one_of_several_values_is_told(known: list[KnownThing]) -> None:
    found, wrong = values(column("measures", "fields"), "F-1;F-3;X", Names(known))
    assert found == [thing_iri("field", "F-1")]
    assert [error.value for error in wrong] == ["F-3", "X"]


def test_several_values_where_one_is_meant_is_a_fault(known: list[KnownThing]) -> None:
    error = refused(column("passages", "document"), "D-1;D-2", known)
    assert error.key == "ingest.too_many_values"


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org", True),
        ("www.example.org", False),
        ("https://example.org/a b", False),
        ("https://a.example https://b.example", False),
        ("javascript:alert(1)", False),
        ("https://", False),
    ],
)
def test_an_address_is_one_web_address(typed: str, right: bool) -> None:
    of = column("documents", "url")
    if right:
        assert read(of, typed) == [Literal(typed, f"{XSD}anyURI")]
    else:
        assert refused(of, typed).key == "ingest.unknown_url"


@pytest.mark.parametrize("typed", ["Maß", "a b", "-a", "a/b", "ä"])
def test_an_identifier_has_letters_digits_and_few_signs(typed: str) -> None:
    error = refused(column("measures", "id"), typed)
    assert error.key == "ingest.wrong_form"


def test_an_invisible_control_character_is_refused() -> None:
    assert refused(column("measures", "title"), "a\x00b").key == "ingest.control_character"
    assert refused(column("measures", "title"), "a\x1bb").key == "ingest.control_character"


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(str.strip)


@given(st.lists(TEXTS.filter(bool), max_size=5))
def test_texts_that_hold_separators_and_backslashes_come_back(texts: list[str]) -> None:
    of = replace(column("documents", "number"), separator=";")
    assert parts(of, joined(of, texts)) == texts


@given(TEXTS.filter(bool))
def test_any_single_text_comes_back(text: str) -> None:
    of = column("measures", "title")
    assert parts(of, joined(of, [text])) == [text]
