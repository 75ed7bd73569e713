"""The vocabulary is complete, bilingual and the judge of the code."""

import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from ontology.source import read_graph
from ontology.terms import CONCEPT, NAMESPACE, PREFIXES, compact, expand, kind_and_key, thing_iri
from ontology.vocabulary import schemes, superclasses, terms

ROOT = Path(__file__).parents[2]
TURTLE = ("querschnitt.ttl", "concepts.ttl", "shapes.ttl", "relations.ttl")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
OWN = re.compile(r"\bqs:([A-Za-z]\w*)")


def declared() -> set[str]:
    graph = read_graph("querschnitt.ttl")
    return {str(s) for kind in KINDS for s in graph.subjects(RDF.type, kind)}


def languages(graph: Graph, subject: Node, relation: URIRef) -> list[str]:
    return sorted(
        value.language or ""
        for value in graph.objects(subject, relation)
        if isinstance(value, Literal) and str(value).strip()
    )


@pytest.mark.parametrize("name", TURTLE)
def test_a_turtle_file_has_no_blank_nodes(name: str) -> None:
    graph = read_graph(name)
    assert not [node for triple in graph for node in triple if isinstance(node, BNode)]


def test_every_term_has_one_label_and_one_definition_in_german_and_in_english() -> None:
    graph = read_graph("querschnitt.ttl")
    wrong = [
        iri
        for iri in declared()
        if languages(graph, URIRef(iri), RDFS.label) != ["de", "en"]
        or languages(graph, URIRef(iri), SKOS.definition) != ["de", "en"]
    ]
    assert wrong == []


def test_outside_terms_have_a_label_and_a_scope_note_in_both_languages() -> None:
    graph = read_graph("querschnitt.ttl")
    outside = [iri for iri in terms() if iri not in declared() and iri != NAMESPACE[:-1]]
    wrong = [
        iri
        for iri in outside
        if languages(graph, URIRef(iri), RDFS.label) != ["de", "en"]
        or languages(graph, URIRef(iri), SKOS.scopeNote) != ["de", "en"]
    ]
    assert outside
    assert wrong == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_two_terms_share_a_label(language: str) -> None:
    labels = Counter(term.label.in_language(language) for term in terms().values())
    assert [label for label, count in labels.items() if count > 1] == []


@pytest.mark.parametrize("scheme", sorted(schemes()))
def test_choices_of_a_list_differ_in_label_and_have_definitions(scheme: str) -> None:
    graph = read_graph("concepts.ttl")
    for language in ("de", "en"):
        labels = Counter(c.label.in_language(language) for c in schemes()[scheme])
        assert [label for label, count in labels.items() if count > 1] == []
    for choice in schemes()[scheme]:
        subject = URIRef(choice.iri)
        assert languages(graph, subject, SKOS.definition) == ["de", "en"]
        assert str(graph.value(subject, SKOS.notation)) == choice.notation


def test_every_list_that_a_relation_names_exists() -> None:
    graph = read_graph("querschnitt.ttl")
    named = {str(o) for o in graph.objects(None, URIRef(f"{NAMESPACE}choices"))}
    assert {iri.removeprefix(CONCEPT) for iri in named} <= set(schemes())


def test_domains_and_superclasses_of_ours_are_declared() -> None:
    graph = read_graph("querschnitt.ttl")
    used = {
        str(o)
        for p in (RDFS.subClassOf, RDFS.subPropertyOf, URIRef(expand("schema:domainIncludes")))
        for o in graph.objects(None, p)
    } | {str(o) for o in graph.objects(None, URIRef(expand("schema:rangeIncludes")))}
    ours = {iri for iri in used if iri.startswith(NAMESPACE)}
    assert ours - declared() == set()


def test_a_ministry_is_an_organisation_an_agent_and_an_item() -> None:
    names = {compact(iri) for iri in superclasses()[expand("qs:Ministry")]}
    assert {"qs:Ministry", "qs:Organisation", "qs:Agent", "qs:Item"} <= names


ALIGNED = {
    "qs:Ministry": "org:FormalOrganization",
    "qs:Body": "org:Organization",
    "qs:Membership": "org:Membership",
    "qs:Seat": "org:Post",
    "qs:ChangeEvent": "org:ChangeEvent",
    "qs:FieldOfAction": "skos:Concept",
    "qs:FieldScheme": "skos:ConceptScheme",
    "qs:PlanReference": "oa:Annotation",
    "qs:Passage": "oa:SpecificResource",
    "qs:Measure": "prov:Activity",
    "qs:Mandate": "prov:Plan",
    "qs:Contract": "odrl:Agreement",
    "qs:Commitment": "odrl:Duty",
    "qs:LegislativePeriod": "time:ProperInterval",
    "qs:Document": "dcterms:BibliographicResource",
    "qs:Observation": "qb:Observation",
    "qs:DataSet": "dcat:Dataset",
}


@pytest.mark.parametrize(("ours", "theirs"), ALIGNED.items())
def test_a_class_is_aligned_to_its_standard_term(ours: str, theirs: str) -> None:
    assert expand(theirs) in superclasses()[expand(ours)]


def _own_names(text: str) -> set[str]:
    return set(OWN.findall(text))


@pytest.mark.parametrize("file", sorted((ROOT / "ontology").rglob("*.r[qu]")), ids=lambda f: f.name)
def test_a_query_names_only_declared_terms(file: Path) -> None:
    names = _own_names(file.read_text(encoding="utf-8"))
    assert {name for name in names if NAMESPACE + name not in declared()} == set()


@pytest.mark.parametrize("folder", ["api", "graph", "ingest", "ontology", "viz"])
def test_python_names_only_declared_terms(folder: str) -> None:
    unknown = {
        f"{file.relative_to(ROOT)}: qs:{name}"
        for file in (ROOT / folder).rglob("*.py")
        for name in _own_names(file.read_text(encoding="utf-8"))
        if NAMESPACE + name not in declared()
    }
    assert unknown == set()


def test_the_ontology_uses_the_published_addresses_of_outside_vocabularies() -> None:
    text = files("ontology").joinpath("querschnitt.ttl").read_text(encoding="utf-8")
    for prefix, address in re.findall(r"@prefix (\w+): <([^>]+)>", text):
        assert PREFIXES[prefix] == address


def test_an_address_of_a_thing_is_split_into_kind_and_key() -> None:
    assert kind_and_key(thing_iri("measure", "M-1")) == ("measure", "M-1")
    assert kind_and_key(f"{NAMESPACE}Measure") is None
