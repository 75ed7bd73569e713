"""Who reaches whom in a graph, where it falls apart, and the ways and circles in it.

NetworkX is the definition. From ``LARGE`` nodes on, rustworkx gives two of the answers; tests hold
both to the same.
"""

from collections.abc import Iterable, Iterator

import networkx as nx
import rustworkx as rx

LARGE = 50
"""From how many nodes on rustworkx is asked; below, either engine is done within a millisecond.

Measured on two cores with 1.2 edges per node, the change of form included: at 2,000 nodes the
ancestors of all take 212 ms in NetworkX and 60 ms in rustworkx, cut points 7.8 ms and 3.2 ms.
Strong components gain nothing (3.8 ms and 4.3 ms) and stay with NetworkX.
"""


def ancestors(
    graph: "nx.MultiDiGraph[str]", nodes: Iterable[str], *, large: int = LARGE
) -> dict[str, set[str]]:
    """Return for each of ``nodes`` all others from which edges lead to it."""
    if len(graph) < large:
        return {node: nx.ancestors(graph, node) for node in nodes}
    fast, names, places = _numbered(graph)
    return {node: {names[found] for found in rx.ancestors(fast, places[node])} for node in nodes}


def cut_points(graph: "nx.MultiDiGraph[str]", *, large: int = LARGE) -> set[str]:
    """Return the nodes without which a connected part of ``graph`` falls apart."""
    if len(graph) < large:
        return set(nx.articulation_points(nx.Graph(graph)))
    fast, names, _ = _numbered(graph)
    return {names[found] for found in rx.articulation_points(fast.to_undirected())}


def parts_without(graph: "nx.MultiDiGraph[str]", node: str) -> list[set[str]]:
    """Return the parts into which whatever is connected with ``node`` falls without it."""
    plain = nx.Graph(graph)
    together = nx.node_connected_component(plain, node) - {node}
    return sorted(nx.connected_components(plain.subgraph(together)), key=min)


def circles(graph: "nx.MultiDiGraph[str]") -> Iterator[tuple[set[str], list[str]]]:
    """Yield the members of each strong component that has a circle, and its shortest circle.

    Of circles of the same length it is the first by name, and begins with its first name.
    """
    for members in sorted(nx.strongly_connected_components(graph), key=min):
        inside: nx.DiGraph[str] = nx.DiGraph()  # edges in order, so that every run takes the same
        inside.add_edges_from(sorted((a, b) for a, b in graph.edges(members) if b in members))
        if inside:
            yield members, min((_circle(inside, node) for node in sorted(members)), key=len)


def ways(graph: "nx.MultiDiGraph[str]", start: str) -> list[list[str]]:
    """Return ways from ``start`` to where edges end; together they use every edge within reach.

    A way that comes back to one of its own nodes ends there.
    """
    if start not in graph:
        return []
    before = dict(nx.bfs_predecessors(graph, start, sort_neighbors=sorted))
    found = []
    for node in [start, *before]:
        way = _back(before, node)
        after = sorted(graph.successors(node))
        if not after and node != start:
            found.append(way)
        found += [_onward(graph, [*way, each]) for each in after if before.get(each) != node]
    return found


def _circle(graph: "nx.DiGraph[str]", node: str) -> list[str]:
    reached = nx.single_source_shortest_path(graph, node)
    return min(
        (reached[last] for last in graph.predecessors(node)), key=lambda way: (len(way), way)
    )


def _back(before: dict[str, str], node: str) -> list[str]:
    way = [node]
    while way[-1] in before:
        way.append(before[way[-1]])
    return way[::-1]


def _onward(graph: "nx.MultiDiGraph[str]", way: list[str]) -> list[str]:
    while way[-1] not in way[:-1] and (after := sorted(graph.successors(way[-1]))):
        way.append(after[0])
    return way


def _numbered(
    graph: "nx.MultiDiGraph[str]",
) -> "tuple[rx.PyDiGraph[str | None, None], list[str], dict[str, int]]":
    names = list(graph)
    places = {name: place for place, name in enumerate(names)}
    fast: rx.PyDiGraph[str | None, None] = rx.PyDiGraph(multigraph=False)
    fast.add_nodes_from(names)
    fast.extend_from_edge_list([(places[a], places[b]) for a, b in graph.edges()])
    return fast, names, places
