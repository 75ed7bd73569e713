"""Dependencies as NetworkX graphs: with names, for other tools, and the same in every run."""

import networkx as nx

from graph.links import Links
from graph.network import gexf, graphml, picture
from graph.waitgraphs import offices, undertakings
from tests.graph.cases import DAY, iri, told

DATA = "https://w3id.org/querschnitt/concept/dependency-kind/data"
SAID = f"""
  <organisation/A-1> a qs:Ministry ; qs:identityLine <organisation-line/A> .
  <organisation/B-1> a qs:Ministry ; qs:identityLine <organisation-line/B> .
  <organisation/O-1> a qs:Organisation ; skos:prefLabel "Verband"@de, "association"@en .
  <measure/M-1> a qs:Measure ; qs:lead <organisation/A-1> ; skos:prefLabel "Kurse"@de .
  <measure/M-2> a qs:Measure ; qs:lead <organisation/B-1> .
  <dependency/D-1> a qs:Dependency ; qs:dependent <measure/M-1> ; qs:prerequisite <measure/M-2> ;
    qs:dependencyKind <{DATA}> ; qs:dueDate "2025" .
  <dependency/D-2> a qs:Dependency ; qs:dependent <measure/M-1> ; qs:prerequisite <measure/M-2> .
  <dependency/D-3> a qs:Dependency ; qs:dependent <measure/M-2> ;
    qs:prerequisite <organisation/O-1> .
  <dependency/D-4> a qs:Dependency ; qs:dependent <measure/M-1> ; qs:metOn "2024" ;
    qs:prerequisite <organisation/O-1> .
"""


def test_the_graph_of_undertakings_has_one_edge_per_open_dependency() -> None:
    graph = undertakings(Links(told(SAID), day=DAY))
    kinds = {data["key"]: data["class"] for _, data in graph.nodes(data=True)}
    assert kinds == {"M-1": "Measure", "M-2": "Measure", "O-1": "Organisation"}
    edge = graph[iri("measure/M-1")][iri("measure/M-2")]
    assert list(edge) == [iri("dependency/D-1"), iri("dependency/D-2")]
    assert edge[iri("dependency/D-1")] == {
        "label_de": "Daten",
        "label_en": "data",
        "inferred": False,
        "claims": ("said",),
        "due": "2025",
    }
    assert edge[iri("dependency/D-2")]["label_de"] == "hängt ab von"
    assert not graph.has_edge(iri("measure/M-1"), iri("organisation/O-1"))


def test_the_graph_of_offices_has_ministries_and_whom_they_wait_for() -> None:
    graph = offices(Links(told(SAID), day=DAY))
    assert sorted((data["key"], data["class"]) for _, data in graph.nodes(data=True)) == [
        ("A-1", "Ministry"),
        ("B-1", "Ministry"),
        ("O-1", "Organisation"),
    ]
    assert sorted(key.rpartition("/")[2] for _, _, key in graph.edges(keys=True)) == [
        "D-1",
        "D-2",
        "D-3",
    ]


def test_both_graphs_can_be_written_for_other_tools() -> None:
    links = Links(told(SAID), day=DAY)
    for graph in (undertakings(links), offices(links)):
        again = nx.parse_graphml(graphml(graph).decode(), force_multigraph=True)
        assert set(again) == set(graph)
        assert again.size() == graph.size()
        assert gexf(graph) == gexf(graph)
        nodes, edges = picture(graph)
        assert (len(nodes), len(edges)) == (len(graph), graph.size())
