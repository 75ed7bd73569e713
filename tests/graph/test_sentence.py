"""Sentences sound as if somebody had written them."""

from graph.model import Reference
from graph.sentence import WRITTEN, enumerated, listed, sentence
from ontology.rules import FORMS
from ontology.vocabulary import Text


def reference(name: str, short: str = "") -> Reference:
    return Reference(f"iri:{name}", Text(name, f"{name} (en)"), abbreviation=short)


def said(template: str, *names: str) -> str:
    members = {"measure": [reference(name) for name in names]}
    return sentence(Text(template, template), members, {"due": ["2016"]}).de


def test_names_are_joined_as_one_says_them() -> None:
    assert enumerated(["A"], "de") == "A"
    assert enumerated(["A", "B"], "de") == "A und B"
    assert enumerated(["A", "B", "C"], "en") == "A, B and C"


def test_very_many_names_are_cut_short() -> None:
    assert enumerated(list("ABCDEF"), "de") == "A, B, C, D, E und F"
    assert enumerated(list("ABCDEFGH"), "de") == "A, B, C, D, E und 3 weitere"


def test_what_is_not_there_is_said_to_be_missing() -> None:
    assert enumerated([], "de") == "ohne Angabe"


def test_words_follow_the_number() -> None:
    template = "{n_measure} {n_measure:Maßnahme|Maßnahmen}: {measure:quoted}, {due}"
    assert said(template, "X") == "1 Maßnahme: „X“, 2016"
    assert said(template, "X", "Y") == "2 Maßnahmen: „X“ und „Y“, 2016"


def test_a_sentence_begins_with_a_capital() -> None:
    assert said("{measure} fehlt.", "ziel") == "Ziel fehlt."


def test_offices_are_called_by_their_abbreviation_and_once() -> None:
    offices = [reference("Ministerium 19", "MA"), reference("Ministerium 20", "MA")]
    assert listed(offices, "de") == "MA"
    assert listed([reference("Land")], "en") == "Land (en)"


def test_dates_and_numbers_are_written_as_the_language_writes_them() -> None:
    template = Text("{due:date}: {value:number}", "{due:date}: {value:number}")
    values = {"due": ["2016-03-01", "2017-21"], "value": ["-1234.5"]}
    found = sentence(template, {}, values)
    assert found.de == "01.03.2016 und Frühjahr 2017: \u22121.234,5"
    assert found.en == "1 March 2016 and spring 2017: \u22121,234.5"


def test_every_form_that_a_rule_may_ask_for_is_known() -> None:
    assert set(WRITTEN) == set(FORMS)
