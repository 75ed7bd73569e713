"""A fault says where it is, what is wrong and what is expected, in both languages."""

import re
from importlib.resources import files

from ingest.faults import CellError, Fault, Place, worded
from ontology.messages import catalogue
from ontology.vocabulary import Text


def fault(suggestion: str = "HMSI") -> Fault:
    place = Place("massnahmen.csv", "", 14, "Federführung")
    expected = worded("ingest.expected.reference")
    kind = Text("Organisation", "organisation")
    error = CellError("ingest.unknown_reference", "HMSJ", expected, suggestion, kind=kind)
    return Fault.at(place, error)


def test_a_fault_reads_as_a_sentence_in_german() -> None:
    assert fault().text("de") == (
        "massnahmen.csv, Zeile 14, Spalte „Federführung“: „HMSJ“ ist kein bekannter Eintrag der "
        "Art „Organisation“. Erwartet wird Kennung, Bezeichnung oder Abkürzung eines vorhandenen "
        "Eintrags; meinten Sie HMSI?"
    )


def test_a_fault_reads_as_a_sentence_in_english() -> None:
    assert fault("").text("en") == (
        "massnahmen.csv, line 14, column “Federführung”: “HMSJ” is no known item of the kind "
        "“organisation”. Expected is identifier, label or abbreviation of an existing item."
    )


def test_a_long_value_is_shortened_in_the_sentence_and_kept_in_the_fault() -> None:
    value = "x" * 1000
    found = Fault.at(Place("a.csv"), CellError("ingest.unknown_date", value))
    assert found.value == value
    assert len(found.text("de")) < 150


def test_braces_in_a_value_do_no_harm() -> None:
    found = Fault.at(Place("a.csv"), CellError("ingest.unknown_date", "{0} {expected}"))
    assert "{0} {expected}" in found.text("de")


def test_a_place_in_a_workbook_names_the_sheet() -> None:
    place = Place("lieferung.xlsx", "Maßnahmen", 3, "Beginn")
    assert place.text("de") == "lieferung.xlsx, Blatt „Maßnahmen“, Zeile 3, Spalte „Beginn“"
    assert place.text("en") == "lieferung.xlsx, sheet “Maßnahmen”, line 3, column “Beginn”"


def test_every_message_that_the_code_names_exists_and_every_one_is_used() -> None:
    sources = [path for path in files("ingest").iterdir() if path.name.endswith(".py")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    named = set(re.findall(r'"(ingest\.[a-z_.]+)"', code))
    known = {key for key in catalogue() if key.startswith("ingest.")}
    built = {key for key in known if re.match(r"ingest\.(word|size)\.", key)}
    assert named - known == set()
    assert known - named - built == set()
