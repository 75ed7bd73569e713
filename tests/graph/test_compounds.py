"""Words come apart into what they are made of, with nothing known but the texts."""

import pytest

from graph.compounds import Compounds, folded, stem, words

TEXTS = [
    "Die Sprache der Kinder und ihre Förderung",
    "Verwaltung im Land: die Landesverwaltung und die Landessprachförderung",
    "Wohnraum, Wohnhaus, Raum und Haus",
    "unter anderem richten wir Unterricht ein",
]


@pytest.fixture(scope="module")
def compounds() -> Compounds:
    return Compounds(TEXTS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Verträge", "Vertrag"),
        ("Lehrerinnen", "Lehrern"),
        ("Beratungen", "beraten"),
        ("Straße", "STRASSEN"),
        ("Kindern", "Kind"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(folded(one)) == stem(folded(other))


def test_a_stem_keeps_four_letters() -> None:
    assert stem("rente") == "rent"
    assert stem("amt") == "amt"


def test_words_are_letters_only_and_joined_accents_are_one_letter() -> None:
    assert words("Deutsch4U – fu\u0308r 10 Kinder (2016)") == ["Deutsch", "für", "Kinder"]


def test_a_compound_comes_apart_at_its_joint(compounds: Compounds) -> None:
    assert compounds.parts("Landesverwaltungen") == (
        stem("landesverwaltung"),
        stem("land"),
        stem("verwaltung"),
    )


def test_a_compound_of_three_gives_all_three(compounds: Compounds) -> None:
    parts = compounds.parts("Landessprachförderung")
    assert {stem("land"), stem("sprache"), stem("forderung")} < set(parts)


def test_a_piece_that_stands_before_two_nouns_is_a_part(compounds: Compounds) -> None:
    assert "wohn" in compounds.parts("Wohnraum")


def test_a_word_of_grammar_is_no_part_of_a_noun(compounds: Compounds) -> None:
    assert compounds.parts("Unterricht") == (stem("unterricht"),)


def test_a_word_that_no_text_knows_stays_whole(compounds: Compounds) -> None:
    assert compounds.parts("Donaudampfschiff") == ("donaudampfschiff",)


def test_a_part_is_shown_as_it_is_written(compounds: Compounds) -> None:
    assert compounds.shown(stem("verwaltung")) == "Verwaltung"
    assert compounds.shown("wohn") == "wohn-"
