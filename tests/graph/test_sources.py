"""Claims show who says what, in which document, and on which basis."""

from graph.sources import claim_views, document_sources
from tests.graph.cases import iri, told

SAID = """
  <measure/M-1> a qs:Measure ; skos:prefLabel "Kurse"@de ; qs:lead <organisation/A> .
  <organisation/A> a qs:Ministry ; qs:abbreviation "MA" .
  <document/S-1> a qs:Document ; skos:prefLabel "Bericht"@de ; qs:publisherName "Verlag" ;
    schema:url "http://x.example" ; dcterms:issued "2014-11"^^xsd:gYearMonth ;
    qs:reliability <https://w3id.org/querschnitt/concept/reliability/high> .
"""


def test_a_claim_says_where_it_stands_and_on_which_basis() -> None:
    (view,) = claim_views(told(SAID), ["said"])
    assert (view.key, view.basis, view.table) == ("said", "stated", "measures")
    (source,) = view.sources
    assert (source.document.key, source.publisher, source.date) == ("S-1", "Verlag", "2014-11")
    assert source.reliability is not None
    assert source.reliability.de == "hoch"


def test_a_claim_shows_its_statements_in_words() -> None:
    (view,) = claim_views(told(SAID), [iri("claim/said")])
    lead = next(part for part in view.statements if part.relation_iri.endswith("#lead"))
    assert (lead.subject.label.de, lead.relation.de) == ("Kurse", "Federführung")
    assert lead.value.reference is not None
    assert lead.value.reference.abbreviation == "MA"


def test_strangers_and_wrong_names_are_left_out() -> None:
    assert claim_views(told(SAID), ["nobody", "measure/M-1"]) == ()
    assert claim_views(told(SAID), []) == ()


def test_a_document_nobody_describes_is_still_named() -> None:
    found = document_sources(told(SAID), [iri("document/S-9")])
    assert found[iri("document/S-9")].document.label.de == "Dokument S-9"
