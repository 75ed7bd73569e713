"""Whatever is pointed at has a name in both languages."""

from graph.references import LONGEST, nameless, reference, references, shortened
from ontology.terms import concept_iri, expand
from tests.graph.cases import iri, told

SAID = """
  <measure/M-1> skos:prefLabel "Kurse"@de ; qs:abbreviation "K" .
  <field/F-1> skos:prefLabel "Sprache"@de, "Language"@en .
  <commitment/C-1> dcterms:description "zahlt jedes Jahr"@de .
"""


def test_a_label_in_one_language_serves_for_both() -> None:
    found = reference(told(SAID), iri("measure/M-1"))
    assert (found.label.de, found.label.en, found.abbreviation) == ("Kurse", "Kurse", "K")
    assert reference(told(SAID), iri("field/F-1")).label.en == "Language"


def test_what_has_no_name_is_called_by_what_it_says_or_by_its_key() -> None:
    assert reference(told(SAID), iri("commitment/C-1")).label.de == "zahlt jedes Jahr"
    unnamed = reference(told(SAID), iri("meeting/MT-1"))
    assert (unnamed.label.de, unnamed.label.en) == ("Sitzung MT-1", "meeting MT-1")


def test_concepts_terms_and_strangers_have_a_name_too() -> None:
    assert nameless(concept_iri("status", "running")).label.de == "läuft"
    assert nameless(expand("qs:lead")).label.en == "lead"
    assert nameless("http://x.example/").label.de == "http://x.example/"


def test_everything_asked_for_gets_a_reference() -> None:
    asked = [iri("measure/M-1"), iri("measure/M-2"), concept_iri("status", "planned")]
    assert list(references(told(SAID), asked)) == asked
    assert references(told(SAID), []) == {}


def test_long_texts_are_cut_at_a_word() -> None:
    text = shortened("Wort " * 60)
    assert len(text) <= LONGEST
    assert text.endswith("Wort …")
    assert shortened("kurz") == "kurz"
