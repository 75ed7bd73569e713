"""Both engines give the same answers, and ways and circles are complete and in order."""

from itertools import pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from graph.topology import ancestors, circles, cut_points, parts_without, ways

names = st.sampled_from("abcdefghij")
graphs = st.lists(st.tuples(names, names), max_size=25)
NEVER = 1_000


def drawn(edges: list[tuple[str, str]]) -> "nx.MultiDiGraph[str]":
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_edges_from(edges)
    return graph


@given(graphs)
def test_rustworkx_answers_as_networkx_does(edges: list[tuple[str, str]]) -> None:
    graph = drawn(edges)
    nodes = sorted(graph)
    assert ancestors(graph, nodes, large=0) == ancestors(graph, nodes, large=NEVER)
    assert cut_points(graph, large=0) == cut_points(graph, large=NEVER)


@given(graphs)
def test_a_cut_point_leaves_more_than_one_part(edges: list[tuple[str, str]]) -> None:
    graph = drawn(edges)
    assert cut_points(graph) == {node for node in graph if len(parts_without(graph, node)) > 1}


@given(graphs)
def test_every_component_with_a_circle_names_a_shortest_one(edges: list[tuple[str, str]]) -> None:
    graph = drawn(edges)
    found = list(circles(graph))
    on_circles = set().union(*(set(way) for way in nx.simple_cycles(nx.DiGraph(graph))))
    assert set().union(*(members for members, _ in found)) == on_circles
    for members, way in found:
        assert set(way) <= members
        assert all(graph.has_edge(a, b) for a, b in pairwise([*way, way[0]]))
        inside = nx.DiGraph(graph.subgraph(members))
        assert len(way) == min(map(len, nx.simple_cycles(inside)))


@given(graphs, names)
def test_ways_use_every_edge_within_reach(edges: list[tuple[str, str]], start: str) -> None:
    graph = drawn(edges)
    found = ways(graph, start)
    reach = nx.descendants(graph, start) | {start} if start in graph else set()
    used = {step for way in found for step in pairwise(way)}
    assert used == {(a, b) for a, b in graph.edges() if a in reach}
    for way in found:
        assert way[0] == start
        assert not list(graph.successors(way[-1])) or way[-1] in way[:-1]
        assert len(set(way[:-1])) == len(way) - 1
