"""A thing's page keeps contradicting values apart and tells what is only inferred."""

from dataclasses import replace

from graph.model import Property, Value
from ontology.terms import NAMESPACE
from ontology.vocabulary import Text
from tests.viz.samples import Sample
from viz.card import ShownProperty, lacks_dependency, properties
from viz.frame import Frame
from viz.wording import wording

FRAME = Frame("de", "/doc/measure/M-1")


def shown(sample: Sample) -> dict[str, ShownProperty]:
    found = properties(FRAME, wording("de"), sample.thing)
    return {each.property.name: each for each in found}


def test_two_starts_from_two_sources_stand_side_by_side(sample: Sample) -> None:
    found = shown(sample)["startDate"]
    assert found.contradicting
    assert [value.text for value in found.values] == ["19.03.2014", "Frühjahr 2015"]
    assert [claim.basis for value in found.values for claim in value.claims] == [
        "stated",
        "inferred",
    ]


def test_one_value_contradicts_nothing(sample: Sample) -> None:
    assert not shown(sample)["description"].contradicting


def test_a_label_in_two_languages_is_no_contradiction(sample: Sample) -> None:
    label = Property(
        "http://www.w3.org/2004/02/skos/core#prefLabel",
        "prefLabel",
        Text("Bezeichnung", "label"),
        (Value("measure one", (), "en"), Value("Maßnahme eins", (), "de")),
    )
    thing = replace(sample.thing, properties=(label,))
    found = properties(FRAME, wording("de"), thing)[0]
    assert not found.contradicting
    assert [value.language for value in found.values] == ["de", "en"]


def test_a_description_is_marked_as_our_paraphrase(sample: Sample) -> None:
    found = shown(sample)
    assert found["description"].values[0].paraphrase
    assert not found["startDate"].values[0].paraphrase


def test_what_is_inferred_is_marked(sample: Sample) -> None:
    assert shown(sample)["lead"].values[0].inferred
    assert shown(sample)["lead"].values[0].link == "/doc/organisation/O-A"


def test_only_web_addresses_become_links(sample: Sample) -> None:
    outside, script = shown(sample)["url"].values
    assert outside.link == "https://example.org/m1"
    assert outside.outside
    assert script.link == ""


def test_the_order_of_the_table_is_the_order_of_the_page(sample: Sample) -> None:
    names = list(shown(sample))
    assert names.index("description") < names.index("startDate")


def test_a_measure_without_dependency_says_so_and_a_field_does_not(sample: Sample) -> None:
    assert lacks_dependency(sample.thing)
    assert not lacks_dependency(replace(sample.thing, class_iri=NAMESPACE + "FieldOfAction"))
    waits = Property(NAMESPACE + "dependent", "dependent", Text("", ""), (), incoming=True)
    assert not lacks_dependency(replace(sample.thing, incoming=(waits,)))
