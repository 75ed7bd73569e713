"""Names in sentences, in both languages."""

from graph.model import Reference
from graph.wording import named
from ontology.vocabulary import Text


def test_offices_stand_without_quotation_marks() -> None:
    office = Reference("i", Text("Ministerium", "ministry"), "organisation", "A", "MA")
    assert named(office, "de") == "MA"
    measure = Reference("i", Text("Kurse", "courses"), "measure", "M")
    assert (named(measure, "de"), named(measure, "en")) == ("„Kurse“", "“courses”")
