"""The vocabulary, its lists, shapes and rules can be looked up at their addresses."""

import re

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse

from ontology.rules import rules
from ontology.source import read_graph, read_text
from ontology.terms import BASE, CONCEPT, NAMESPACE, expand
from ontology.vocabulary import relations, schemes, terms
from tests.api.readers import Reader

BROWSER = "text/html,*/*;q=0.8"
FORMS = {
    "ttl": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
}
PATHS = ["/def", "/def/lead", "/def/Measure", "/concept/modality", "/concept/modality/done"]
PATHS += ["/shapes", "/rules", "/rules/G02", "/query"]
OURS = sorted(each.removeprefix(NAMESPACE) for each in terms() if each.startswith(NAMESPACE))


def graph_at(reader: Reader, path: str) -> rdflib.Graph:
    answer = reader.get(path)
    assert answer.status_code == 200, answer.text
    return rdflib.Graph().parse(data=answer.text, format="turtle")


@pytest.mark.parametrize("path", PATHS)
def test_every_form_of_a_document_says_the_same(path: str, reader: Reader) -> None:
    found = [
        {str(quad.triple) for quad in parse(reader.get(f"{path}.{suffix}").content, format=form)}
        for suffix, form in FORMS.items()
    ]
    assert found[0]
    assert all(each == found[0] for each in found)
    assert reader.get(path, accept="application/rdf+xml").headers["content-type"] == (
        "application/rdf+xml"
    )


@pytest.mark.parametrize("path", [path for path in PATHS if path != "/shapes"])
def test_a_browser_gets_a_page(path: str, reader: Reader) -> None:
    assert reader.get(path, accept=BROWSER).headers["content-type"].startswith("text/html")


def test_the_vocabulary_and_the_shapes_are_whole(reader: Reader) -> None:
    assert set(graph_at(reader, "/def.ttl")) == set(read_graph("querschnitt.ttl"))
    shapes = rdflib.Graph()
    for name in ("shapes.ttl", "relations.ttl"):
        shapes.parse(data=read_text(name), format="turtle")
    assert set(graph_at(reader, "/shapes.ttl")) == set(shapes)
    page = reader.get("/def", accept=BROWSER).text
    linked = set(re.findall(r'href="/def/(\w+)"', page))
    assert linked == set(OURS)


@pytest.mark.parametrize("name", OURS)
def test_every_term_has_its_page_and_its_data(name: str, reader: Reader) -> None:
    iri = rdflib.URIRef(NAMESPACE + name)
    page = reader.get(f"/def/{name}", accept=BROWSER)
    assert page.status_code == 200
    assert str(iri) in page.text
    stated = set(read_graph("querschnitt.ttl").predicate_objects(iri))
    assert stated <= set(graph_at(reader, f"/def/{name}.ttl").predicate_objects(iri))


def test_a_term_says_what_it_means_and_where_it_is_used(reader: Reader) -> None:
    german = reader.get("/def/lead.html").text
    english = reader.get("/def/lead?lang=en", accept=BROWSER).text
    assert "Wer die Maßnahme führt." in german
    assert "Who leads the measure." in english
    for link in ("/def/involves", "/def/Measure", "/def/Organisation", "/rules/G08"):
        assert f'href="{link}"' in german
    assert 'href="/list/measures"' in reader.get("/def/Measure.html").text
    assert f"{NAMESPACE}lead" in relations()


@pytest.mark.parametrize("scheme", sorted(schemes()))
def test_every_list_and_every_value_is_found(scheme: str, reader: Reader) -> None:
    graph = graph_at(reader, f"/concept/{scheme}.ttl?_profile=skos")
    for choice in schemes()[scheme]:
        iri = rdflib.URIRef(choice.iri)
        assert (iri, rdflib.SKOS.topConceptOf, rdflib.URIRef(CONCEPT + scheme)) in graph
        assert (iri, rdflib.SKOS.notation, rdflib.Literal(choice.notation)) in graph
        place = choice.iri.removeprefix(BASE)
        label = rdflib.Literal(choice.label.de, lang="de")
        assert (iri, rdflib.SKOS.prefLabel, label) in graph_at(reader, f"{place}.ttl")
        assert reader.get(place, accept=BROWSER).status_code == 200


def test_all_rules_are_executables_that_run_as_they_stand(reader: Reader) -> None:
    graph = graph_at(reader, "/rules.ttl")
    kind = rdflib.URIRef(expand("sh:SPARQLSelectExecutable"))
    found = {str(each) for each in graph.subjects(rdflib.RDF.type, kind)}
    assert found == {f"{BASE}/rules/{rule.id}" for rule in rules()}
    store = reader.app.state.moments.live.store
    for rule in rules():
        iri = rdflib.URIRef(f"{BASE}/rules/{rule.id}")
        query = str(graph.value(iri, rdflib.SH.select))
        assert "#+" not in query
        store.select(query)  # raises for what does not run
        own = graph_at(reader, f"/rules/{rule.id}.ttl")
        assert set(own) <= set(graph)
        named = {
            str(graph.value(each, rdflib.SH.path)) for each in own.objects(iri, rdflib.SH.parameter)
        }
        assert named == {f"{iri}#{name}" for name in rule.parameters}


@pytest.mark.parametrize(
    ("path", "nearest"),
    [("/def/laed", "lead"), ("/concept/modalty", "modality"), ("/concept/modality/don", "done")],
)
def test_an_unknown_word_is_not_found_and_similar_ones_are_named(
    path: str, nearest: str, reader: Reader
) -> None:
    answer = reader.get(path, accept="application/json")
    assert answer.status_code == 404
    assert nearest in answer.json()["nearest"]
