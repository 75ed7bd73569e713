"""Things are listed, shown from both sides, and found by name."""

from graph.model import Property, Thing, ThingRow
from graph.store import Store
from graph.things import find, known_things, thing, things_of
from ontology.tables import table_named
from tests.graph.cases import DAY, iri, told

SAID = """
  <measure/M-1> a qs:Measure ; dcterms:identifier "M-1" ; skos:prefLabel "Kurse"@de ;
    qs:field <field/F-1> ; qs:status status:running ; qs:lead <organisation/A> .
  <measure/M-2> a qs:Measure ; dcterms:identifier "M-2" ; skos:prefLabel "Kurse für Frauen"@de ;
    qs:partOf <measure/M-1> .
  <field/F-1> a qs:FieldOfAction ; dcterms:identifier "F-1" ; qs:officialOrder 2 ;
    skos:prefLabel "Sprache"@de, "Language"@en ; skos:inScheme <field-scheme/H> .
  <field/F-2> a qs:FieldOfAction ; dcterms:identifier "F-2" ; qs:officialOrder 1 ;
    skos:inScheme <field-scheme/H> .
  <organisation/A> a qs:Ministry ; dcterms:identifier "A" ; qs:abbreviation "MA" ;
    skos:prefLabel "Ministerium für Kurse"@de .
  <dependency/D> a qs:Dependency ; qs:dependent <measure/M-1> ; qs:prerequisite <measure/M-3> .
  <document/S-1> a qs:Document ; skos:prefLabel "Bericht"@de ; schema:url "http://x.example" .
"""
THOUGHT = "<measure/M-1> qs:answers <recommendation/R-1> ; qs:field <field/F-1> ."
WISHED = """<measure/M-1> qs:support <organisation/B> .
  <measure/M-9> a qs:Measure ; dcterms:identifier "M-9" ; skos:prefLabel "Wunsch"@de ."""


def store() -> Store:
    return told(SAID, thought=THOUGHT, wished=WISHED)


def listed(name: str) -> list[ThingRow]:
    table = table_named(name)
    assert table is not None
    return things_of(store(), table, day=DAY)


def shown(name: str) -> Thing:
    found = thing(store(), iri(name), day=DAY)
    assert found is not None
    return found


def named(properties: tuple[Property, ...], name: str) -> Property:
    return next(found for found in properties if found.name == name)


def test_a_list_has_the_columns_of_its_table_and_what_joins_to_others() -> None:
    row = listed("measures")[0]
    assert {name: [value.text for value in cell] for name, cell in row.cells.items()} == {
        "id": ["M-1"],
        "title": ["Kurse"],
        "fields": ["Sprache"],
        "status": ["läuft"],
        "lead": ["Ministerium für Kurse"],
        "answers": ["Recommendation R-1".replace("Recommendation", "Empfehlung")],
    }
    (lead,) = row.cells["lead"]
    assert lead.reference is not None
    assert (lead.reference.kind, lead.reference.key, lead.reference.abbreviation) == (
        "organisation",
        "A",
        "MA",
    )


def test_a_list_says_what_is_inferred_and_leaves_out_what_is_only_demanded() -> None:
    rows = listed("measures")
    assert [row.reference.key for row in rows] == ["M-1", "M-2"]
    cells = rows[0].cells
    assert cells["answers"][0].inferred
    assert not cells["fields"][0].inferred
    assert cells["fields"][0].claims == ("said", "thought")
    assert "support" not in cells


def test_languages_are_columns_and_official_order_sorts() -> None:
    rows = listed("fields")
    assert [row.reference.key for row in rows] == ["F-2", "F-1"]
    assert rows[1].cells["label_de"][0].text == "Sprache"
    assert rows[1].cells["label_en"][0].text == "Language"


def test_a_thing_is_shown_from_both_sides() -> None:
    found = shown("measure/M-1")
    assert found.class_label.de == "Maßnahme"
    assert [part.name for part in found.properties][:3] == ["title", "fields", "status"]
    assert named(found.properties, "lead").values[0].claims == ("said",)
    assert [value.text for value in named(found.incoming, "partOf").values] == ["Kurse für Frauen"]
    assert named(found.incoming, "partOf").incoming


def test_what_a_rule_derived_is_shown_only_where_it_says_something_new() -> None:
    names = [part.name for part in shown("measure/M-1").properties]
    assert "involves" not in names
    derived = named(shown("measure/M-1").properties, "dependsOn").values[0]
    assert (derived.inferred, derived.claims) == (True, ())


def test_a_thing_has_every_claim_about_it_even_those_not_in_force() -> None:
    assert [view.key for view in shown("measure/M-1").claims] == ["thought", "wished", "said"]
    assert [part.name for part in shown("measure/M-9").properties] == []


def test_a_document_has_the_claims_that_rest_on_it() -> None:
    assert [view.key for view in shown("document/S-1").claims] == ["said"]


def test_a_stranger_is_no_thing() -> None:
    assert thing(store(), iri("measure/M-404"), day=DAY) is None


def test_known_things_have_class_key_and_names() -> None:
    known = {found.key: found for found in known_things(store())}
    assert known["A"].names == ("MA", "Ministerium für Kurse")
    assert known["A"].class_iri.endswith("#Ministry")
    assert known["M-9"].iri == iri("measure/M-9")


def test_a_key_finds_its_thing() -> None:
    assert [found.iri for found in find(store(), "A")] == [iri("organisation/A")]
    assert find(store(), "a") == []
