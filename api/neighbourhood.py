"""The surroundings of a thing as a network: for programs, and as a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal as OneOf

import networkx as nx

from api.answers import as_json
from api.asked import NetworkAsked
from api.chains import links
from api.knowledge import Knowledge
from api.places import reference_named
from graph.model import NetworkEdge, NetworkNode, Reference
from graph.network import gexf, graphml, marks, network, picture
from graph.waitgraphs import offices, undertakings
from viz.frame import Language
from viz.network import picture as drawn


@dataclass(frozen=True, slots=True)
class Network:
    """The surroundings of a thing: things, and the relations between them."""

    nodes: tuple[NetworkNode, ...]
    edges: tuple[NetworkEdge, ...]


NetworkForm = OneOf["graphml", "gexf"]
FIELD = "field"
OFFERED = ("fields", "ministries", "bodies", "plans")


def surroundings(
    known: Knowledge, thing: str, steps: int, *, empty: bool = False
) -> tuple["nx.MultiDiGraph[str]", Reference | None]:
    """Return the network around what ``thing`` names, and that thing.

    No name means everything, or nothing at all if ``empty`` says so.
    """
    if not thing:
        if empty:
            return nx.MultiDiGraph(), None
        return known.kept("network", lambda: network(known.store, day=known.day)), None
    centre = reference_named(known, "thing", thing)
    field = centre.iri if centre.kind == FIELD else ""

    def drawn_around() -> "nx.MultiDiGraph[str]":
        around = (centre.iri,)
        return network(known.store, day=known.day, around=around, steps=steps, field=field)

    return known.kept(("network", centre.iri, steps), drawn_around), centre


def network_of(known: Knowledge, asked: NetworkAsked) -> "nx.MultiDiGraph[str]":
    """Return the network that ``asked`` names: surroundings, or who waits for whom."""
    if asked.of == "everything":
        return surroundings(known, asked.thing, asked.steps)[0]
    make = undertakings if asked.of == "undertakings" else offices
    return known.kept(("waiting network", asked.of), lambda: make(links(known)))


def parts(
    known: Knowledge, found: "nx.MultiDiGraph[str]"
) -> tuple[Sequence[NetworkNode], Sequence[NetworkEdge]]:
    """Return the things and relations of ``found``, things marked with what is found on them."""
    return picture(found, known.kept("marks", lambda: marks(known.findings())))


def network_json(known: Knowledge, found: "nx.MultiDiGraph[str]") -> str:
    """Return ``found`` as the interface tells it."""
    nodes, edges = parts(known, found)
    return as_json(Network(tuple(nodes), tuple(edges)))


def network_file(found: "nx.MultiDiGraph[str]", form: NetworkForm) -> bytes:
    """Return ``found`` as a file for network programs."""
    return graphml(found) if form == "graphml" else gexf(found)


def picture_of(
    known: Knowledge,
    found: "nx.MultiDiGraph[str]",
    centre: Reference | None,
    language: Language,
) -> str:
    """Return ``found`` as one HTML file; raises ``TooManyThingsError`` beyond 2,000 things."""
    nodes, edges = parts(known, found)
    return drawn(nodes, edges, centre=centre, language=language)


def offered_centres(known: Knowledge) -> list[Reference]:
    """Return the things that are worth starting from."""
    return [reference for name in OFFERED for reference in known.references(name)]
