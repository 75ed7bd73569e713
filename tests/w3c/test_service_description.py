"""The W3C suite of the Service Description: RDF, an endpoint that is right, a sound shape."""

import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from tests.w3c.client import Client
from tests.w3c.suites import ABSENT, cases

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SUITE = cases("service-description/manifest.ttl")


def described(client: Client, accept: str = "text/turtle") -> Graph:
    answer = client.send("GET", "/sparql", headers={"Accept": accept})
    assert (answer.status, answer.type) == (200, accept)
    return Graph().parse(data=answer.body, format=accept)


@pytest.mark.skipif(not SUITE, reason=ABSENT)
def test_the_suite_is_whole() -> None:
    assert {case.name for case in SUITE} == {
        "returns-rdf",
        "has-endpoint-triple",
        "conforms-to-schema",
    }


@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", "application/n-triples"])
def test_the_endpoint_without_a_query_returns_rdf(client: Client, accept: str) -> None:
    assert len(described(client, accept))


def test_there_is_a_triple_for_the_endpoint(client: Client) -> None:
    endpoints = set(described(client).objects(None, SD.endpoint))
    assert URIRef(f"{client.address}/sparql") in endpoints


def test_the_description_conforms_to_the_schema(client: Client) -> None:
    found = described(client)
    for service in found.subjects(RDF.type, SD.Service):
        assert len(list(found.objects(service, SD.endpoint))) == 1
        languages = set(found.objects(service, SD.supportedLanguage))
        assert languages <= {SD.SPARQL10Query, SD.SPARQL11Query, SD.SPARQL11Update}
        datasets = list(found.objects(service, SD.defaultDataset))
        assert all((dataset, RDF.type, SD.Dataset) in found for dataset in datasets)
        for dataset in datasets:
            graphs = list(found.objects(dataset, SD.defaultGraph))
            assert all((graph, RDF.type, SD.Graph) in found for graph in graphs)


def test_what_is_offered_is_what_is_answered(client: Client) -> None:
    found = described(client)
    offered = {str(form).rpartition("/")[2] for form in found.objects(None, SD.resultFormat)}
    assert {"SPARQL_Results_JSON", "SPARQL_Results_XML", "Turtle", "JSON-LD"} <= offered


def test_a_form_that_nobody_offers_is_not_acceptable(client: Client) -> None:
    assert client.send("GET", "/sparql", headers={"Accept": "image/png"}).status == 406
