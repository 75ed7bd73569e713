"""Numbers, dates and texts are written as the reader's language writes them."""

import re
from pathlib import Path

import pytest
from markupsafe import Markup

from graph.model import Reference, Value
from ontology.messages import catalogue
from ontology.terms import EDTF, concept_iri, expand
from ontology.vocabulary import Text
from tests.viz.maker import Maker, plain
from tests.viz.samples import claim
from viz.frame import Language
from viz.wording import wording

VIZ = Path(__file__).parents[2] / "viz"
GERMAN, ENGLISH = wording("de"), wording("en")


@pytest.mark.parametrize(
    ("stated", "german", "english"),
    [
        ("2014-11-24", "24.11.2014", "24 November 2014"),
        ("2013-12", "Dezember 2013", "December 2013"),
        ("2017", "2017", "2017"),
        ("2015-21", "Frühjahr 2015", "spring 2015"),
        ("2015-22", "Sommer 2015", "summer 2015"),
        ("2015-23", "Herbst 2015", "autumn 2015"),
        ("2015-24", "Winter 2015", "winter 2015"),
        ("2021-02/2021-03", "Februar 2021 bis März 2021", "February 2021 to March 2021"),
        ("2014/", "seit 2014", "since 2014"),
        ("/2018-01-18", "bis 18.01.2018", "until 18 January 2018"),
        ("im Herbst", "im Herbst", "im Herbst"),
    ],
)
def test_a_date_keeps_exactly_the_precision_it_has(stated: str, german: str, english: str) -> None:
    assert GERMAN.date(stated) == german
    assert ENGLISH.date(stated) == english


@pytest.mark.parametrize(
    ("stated", "german", "english"),
    [
        (1234, "1.234", "1,234"),
        ("3100000", "3.100.000", "3,100,000"),
        ("31.3", "31,3", "31.3"),
        ("-1234.5", "\u22121.234,5", "\u22121,234.5"),
        (0, "0", "0"),
        ("etwa 5", "etwa 5", "etwa 5"),
    ],
)
def test_a_number_has_the_marks_of_its_language(
    stated: int | str, german: str, english: str
) -> None:
    assert GERMAN.number(stated) == german
    assert ENGLISH.number(stated) == english


def test_a_number_stands_with_its_noun_in_the_right_form() -> None:
    assert GERMAN.count("measures", 1) == "1 Maßnahme"
    assert GERMAN.count("measures", 2345) == "2.345 Maßnahmen"
    assert ENGLISH.count("measures", 0) == "0 measures"


def test_only_our_own_emphasis_is_html_in_a_rich_text() -> None:
    said = GERMAN.rich("findings.shown", n="<script>")
    assert said == Markup("Angezeigt: <strong>&lt;script&gt;</strong>.")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Value("2015-21", (), datatype=EDTF), "Frühjahr 2015"),
        (Value("true", (), datatype=expand("xsd:boolean")), "ja"),
        (Value("1200.5", (), datatype=expand("xsd:decimal")), "1.200,5"),
        (Value("2014", (), datatype=expand("xsd:string")), "2014"),
    ],
)
def test_a_value_is_written_by_its_type(value: Value, written: str) -> None:
    assert GERMAN.value(value) == written


def test_the_time_of_recording_is_given_as_a_day() -> None:
    assert GERMAN.moment("2026-11-23T15:00:00+00:00") == "23.11.2026"
    assert GERMAN.moment("") == ""


def test_a_thing_without_label_is_called_by_its_key_or_address() -> None:
    assert GERMAN.name(Reference("urn:x", Text("", ""), "measure", "M-1")) == "M-1"
    assert GERMAN.name(Reference("urn:x", Text("", ""))) == "urn:x"
    assert ENGLISH.name(Reference("urn:x", Text("nur deutsch", ""))) == "nur deutsch"


def test_a_closed_list_is_read_out_by_notation_or_address() -> None:
    assert GERMAN.choice("basis", "inferred") == "erschlossen"
    assert GERMAN.choice("basis", concept_iri("basis", "stated")) == "in der Quelle genannt"
    assert GERMAN.choice("basis", "something else") == "something else"


def test_a_column_of_a_rule_is_called_as_the_ontology_calls_it() -> None:
    assert GERMAN.role("recommendation") == "Empfehlung"
    assert GERMAN.role("no_such_term") == "no such term"
    assert GERMAN.role("set") == "Empfehlungsreihe"


def test_a_claim_is_named_after_its_documents_and_basis() -> None:
    title = GERMAN.claim_title(claim(Maker(plain), basis="inferred"))
    assert title == "Handout für die Presse (24.11.2014) – erschlossen"


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_unknown_text_is_an_error(language: Language) -> None:
    with pytest.raises(KeyError):
        wording(language).text("no.such.text")


def sources() -> str:
    """Return all templates and modules, with one kind of quotation marks."""
    found = [*sorted(VIZ.rglob("*.html")), *sorted(VIZ.glob("*.py"))]
    return "\n".join(file.read_text(encoding="utf-8") for file in found).replace("'", '"')


def called() -> set[str]:
    """Return every key that templates and modules call by its full name."""
    text = sources()
    plain = re.findall(r'\b(?:t|rich|words\.text)\(\s*"([a-z_.-]+[a-z_])"\s*[,)]', text)
    counted = re.findall(r'\b(?:count|rich_count)\(\s*"([a-z_.-]+)"\s*,', text)
    numbers = {f"viz.{name}.{form}" for name in counted for form in ("one", "other")}
    return {f"viz.{name}" for name in plain} | numbers


def test_every_text_that_a_page_calls_exists() -> None:
    assert called() - set(catalogue()) == set()


def built(name: str, text: str) -> bool:
    """Return whether a key is named, or put together of a beginning and an end that are named."""
    start, _, end = name.rpartition(".")
    starts = [name[:place] for place, letter in enumerate(name, 1) if letter == "."]
    completed = any(f'"{each}"' in text or f'"{each}{{' in text for each in starts)
    return f'"{name}"' in text or completed or (f'"{start}"' in text and f'".{end}"' in text)


def test_every_text_of_the_pages_is_called() -> None:
    text = sources()
    known = called()
    ours = [key for key in catalogue() if key.startswith("viz.") and key not in known]
    assert [key for key in ours if not built(key.removeprefix("viz."), text)] == []


def test_namesakes_in_a_list_are_told_apart_by_their_keys() -> None:
    name = Text("Gesundheit und Pflege", "Health and care")
    found = [Reference(f"x:{key}", name, "field", key) for key in ("F-GP", "IK-4")]
    found.append(Reference("x:F-SP", Text("Sport", "Sports"), "field", "F-SP"))
    assert GERMAN.choices(found) == [
        ("F-GP", "Gesundheit und Pflege (F-GP)"),
        ("IK-4", "Gesundheit und Pflege (IK-4)"),
        ("F-SP", "Sport"),
    ]
