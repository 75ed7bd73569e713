"""Networks hold things and relations in force, and leave as valid files."""

from dataclasses import replace
from io import BytesIO

import networkx as nx
import pytest

from graph.findings import findings
from graph.network import gexf, graphml, marks, network, picture
from graph.store import Store
from tests.graph.cases import DAY, case, iri, rule, short, told

SAID = """
  <measure/M-1> a qs:Measure ; skos:prefLabel "Kurse & <mehr>\\u0007"@de ; qs:field <field/F-1> ;
    qs:lead <organisation/A> ; qs:status status:running .
  <measure/M-2> a qs:Measure ; qs:partOf <measure/M-1> ; qs:lead <organisation/A> .
  <measure/M-3> a qs:Measure ; qs:partOf <measure/M-2> .
  <organisation/A> a qs:Ministry ; qs:abbreviation "MA" ; qs:identityLine <organisation-line/L> .
  <field/F-1> a qs:FieldOfAction .
"""
THOUGHT = "<measure/M-1> qs:support <organisation/B> ."


@pytest.fixture
def store() -> Store:
    return told(SAID, thought=THOUGHT, wished="<measure/M-3> qs:lead <organisation/B> .")


def keys(graph: "nx.MultiDiGraph[str]") -> set[str]:
    return {short(name) for name in graph}


def test_the_whole_graph_holds_every_relation_between_things(store: Store) -> None:
    graph = network(store, day=DAY)
    edges = {(short(a), key, short(b)) for a, b, key in graph.edges(keys=True)}
    assert edges == {
        ("measure/M-1", "qs:field", "field/F-1"),
        ("measure/M-1", "qs:lead", "organisation/A"),
        ("measure/M-1", "qs:support", "organisation/B"),
        ("measure/M-2", "qs:partOf", "measure/M-1"),
        ("measure/M-2", "qs:lead", "organisation/A"),
        ("measure/M-3", "qs:partOf", "measure/M-2"),
        ("organisation/A", "qs:identityLine", "organisation-line/L"),
    }


def test_nodes_and_edges_say_what_they_are(store: Store) -> None:
    graph = network(store, day=DAY)
    node = graph.nodes[iri("organisation/A")]
    assert (node["class"], node["kind"], node["key"]) == ("Ministry", "organisation", "A")
    edge = graph.edges[iri("measure/M-1"), iri("organisation/B"), "qs:support"]
    assert (edge["inferred"], edge["claims"], edge["label_de"]) == (
        True,
        ("thought",),
        "Mitwirkung",
    )


def test_surroundings_reach_as_many_steps_as_asked(store: Store) -> None:
    near = network(store, day=DAY, around=[iri("measure/M-3")])
    assert keys(near) == {"measure/M-3", "measure/M-2"}
    far = network(store, day=DAY, around=[iri("measure/M-3")], steps=2)
    assert keys(far) == {"measure/M-3", "measure/M-2", "measure/M-1", "organisation/A"}
    assert far.has_edge(iri("measure/M-1"), iri("organisation/A"))


def test_a_thing_without_relations_stands_alone(store: Store) -> None:
    assert keys(network(store, day=DAY, around=[iri("measure/M-404")])) == {"measure/M-404"}


def test_a_field_is_shown_with_what_belongs_to_it_and_the_offices_involved(store: Store) -> None:
    graph = network(store, day=DAY, field=iri("field/F-1"))
    assert keys(graph) == {"field/F-1", "measure/M-1", "organisation/A", "organisation/B"}


def test_files_are_valid_and_the_same_every_time(store: Store) -> None:
    graph = network(store, day=DAY)
    for write, read in ((graphml, nx.read_graphml), (gexf, nx.read_gexf)):
        data = write(graph)
        assert data == write(network(store, day=DAY))
        back = read(BytesIO(data))
        assert set(back.nodes) == set(graph.nodes)
        assert back.number_of_edges() == graph.number_of_edges()
        assert "Kurse & <mehr>" in {node["label_de"] for node in back.nodes.values()}


def test_an_empty_network_is_a_valid_file() -> None:
    graph = network(told(""), day=DAY)
    assert nx.read_graphml(BytesIO(graphml(graph))).number_of_nodes() == 0
    assert nx.read_gexf(BytesIO(gexf(graph))).number_of_nodes() == 0


def test_a_picture_marks_what_is_part_of_a_finding() -> None:
    store, _ = case(rule("O02"))
    hits = findings(store, day=DAY, rules=[rule("O02"), rule("G13")])
    found = [replace(each, state="presumed") for each in hits]
    nodes, edges = picture(network(store, day=DAY), marks(found))
    marked = {node.reference.key: node.marks for node in nodes}
    assert marked["M-1"] == ("gap", "overlap")
    assert marked["M-4"] == ("gap",)
    assert marked["F-1"] == ()
    assert {edge.relation for edge in edges} >= {"qs:lead", "qs:answers"}
    assert next(n for n in nodes if n.reference.key == "M-1").class_label.de == "Maßnahme"


def test_where_nothing_was_delivered_nothing_is_marked() -> None:
    store, _ = case(rule("G02"))
    found = [replace(each, state="no-data") for each in findings(store, day=DAY)]
    assert found
    assert marks(found) == {}
