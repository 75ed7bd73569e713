"""A network as a list: each thing, its relations and where they lead."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal as OneOf

from graph.model import NetworkEdge, NetworkNode, Reference
from ontology.vocabulary import Text

OUT, IN = "→", "←"
Origin = OneOf["", "inferred", "derived"]


def origin(edge: NetworkEdge) -> Origin:
    """Return where a relation comes from if no claim states it: an inference, or a rule."""
    if not edge.inferred:
        return ""
    return "inferred" if edge.claims else "derived"


@dataclass(frozen=True, slots=True)
class Group:
    """All neighbours of a thing by one relation in one direction."""

    arrow: str
    label: Text
    origin: Origin
    ends: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """One thing of the network with its neighbours."""

    thing: NetworkNode
    groups: tuple[Group, ...]


def branches(
    nodes: Sequence[NetworkNode], edges: Sequence[NetworkEdge], centre: Reference | None
) -> tuple[Branch, ...]:
    """Return every thing with its neighbours: the centre first, then by kind and name."""
    first = centre.iri if centre else ""

    def place(node: NetworkNode) -> tuple[bool, str, str]:
        return node.reference.iri != first, node.class_label.de, node.reference.label.de

    known = {node.reference.iri: node.reference for node in nodes}
    ends: dict[str, list[tuple[str, NetworkEdge, Reference]]] = {iri: [] for iri in known}
    for edge in edges:
        if edge.source in known and edge.target in known:
            ends[edge.source].append((OUT, edge, known[edge.target]))
            ends[edge.target].append((IN, edge, known[edge.source]))
    return tuple(
        Branch(node, _groups(ends[node.reference.iri])) for node in sorted(nodes, key=place)
    )


def _groups(ends: Sequence[tuple[str, NetworkEdge, Reference]]) -> tuple[Group, ...]:
    found: dict[tuple[str, str, Origin], list[Reference]] = {}
    labels: dict[str, Text] = {}
    for arrow, edge, there in ends:
        labels[edge.relation] = edge.label
        found.setdefault((arrow, edge.relation, origin(edge)), []).append(there)
    return tuple(
        Group(arrow, labels[relation], comes, tuple(others))
        for (arrow, relation, comes), others in sorted(
            found.items(), key=lambda item: (item[0][0] == IN, labels[item[0][1]].de, item[0][2])
        )
    )
