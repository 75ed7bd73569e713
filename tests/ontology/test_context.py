"""The JSON-LD context names every class and relation once, as the ontology means it."""

from ontology.context import context, definition, names
from ontology.terms import PREFIXES, expand
from ontology.vocabulary import relations, terms


def test_every_class_and_relation_has_a_name_of_its_own() -> None:
    assert set(names()) == set(terms())
    assert len(set(names().values())) == len(names())
    assert not set(names().values()) & set(PREFIXES)


def test_every_name_means_its_term() -> None:
    for iri, name in names().items():
        found = context()[name]
        assert iri == (found["@id"] if isinstance(found, dict) else found)


def test_relations_to_things_are_addresses_and_not_texts() -> None:
    assert definition(expand("qs:lead")) == {"@id": expand("qs:lead"), "@type": "@id"}


def test_texts_are_kept_by_language_and_numbers_by_type() -> None:
    label, order = expand("skos:prefLabel"), expand("qs:officialOrder")
    assert definition(label) == {"@id": label, "@container": "@language"}
    assert definition(order) == {"@id": order, "@type": "xsd:integer"}


def test_dates_keep_the_type_they_have() -> None:
    start = expand("schema:startDate")
    assert start in relations()
    assert definition(start) == start
