"""Dates and names in sentences, in both languages."""

import pytest

from graph.model import Reference
from graph.wording import named, written
from ontology.vocabulary import Text


@pytest.mark.parametrize(
    ("date", "german", "english"),
    [
        ("2015", "2015", "2015"),
        ("2015-03", "März 2015", "March 2015"),
        ("2015-03-09", "09.03.2015", "9 March 2015"),
        ("2015-21", "Frühjahr 2015", "spring 2015"),
        ("2015-03/2016", "März 2015 bis 2016", "March 2015 to 2016"),
        ("2015/", "seit 2015", "since 2015"),
        ("bald", "bald", "bald"),
    ],
)
def test_a_date_is_written_with_the_precision_it_has(date: str, german: str, english: str) -> None:
    assert (written(date, "de"), written(date, "en")) == (german, english)


def test_offices_stand_without_quotation_marks() -> None:
    office = Reference("i", Text("Ministerium", "ministry"), "organisation", "A", "MA")
    assert named(office, "de") == "MA"
    measure = Reference("i", Text("Kurse", "courses"), "measure", "M")
    assert (named(measure, "de"), named(measure, "en")) == ("„Kurse“", "“courses”")
