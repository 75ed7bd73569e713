"""The dependencies of a day as NetworkX graphs for analysts: of things, and of offices."""

import networkx as nx

from graph.dependencies import waiting_graph
from graph.links import Links
from graph.model import Dependency
from ontology.tables import tables
from ontology.terms import compact, expand
from ontology.vocabulary import terms

RELATION = expand("qs:dependsOn")


def undertakings(links: Links) -> "nx.MultiDiGraph[str]":
    """Return what waits for what: things by IRI, one edge per open dependency, by its IRI.

    Nodes carry ``label_de``, ``label_en``, ``abbreviation``, ``class``, ``kind`` and ``key``; edges
    ``label_de``, ``label_en``, ``inferred`` and the keys of their ``claims``, as those of
    ``graph.network.network`` do, and when they are ``due``.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for item in sorted(links.graph):
        _add_node(graph, links, item)
    for waiting, awaited in sorted(set(links.graph.edges())):
        for told in links.link(waiting, awaited).dependencies:
            _add_edge(graph, waiting, awaited, told)
    return graph


def offices(links: Links) -> "nx.MultiDiGraph[str]":
    """Return who waits for whom, in official order, with the same attributes as ``undertakings``.

    Lines stand as their ministry of the period.
    """
    known = links.known
    told = {each.reference.iri: each for each in links.told()}
    waits = waiting_graph(known)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for office in links.in_order(waits):
        _add_node(graph, links, office.iri)
    for waiting, awaited, iri in sorted(waits.edges(keys=True)):
        _add_edge(graph, known.shown(waiting), known.shown(awaited), told[iri])
    return graph


def _add_node(graph: "nx.MultiDiGraph[str]", links: Links, iri: str) -> None:
    found = links[iri]
    ministry = expand("qs:Ministry") if iri in links.known.ministries else ""
    classes = (table.class_iri for table in tables() if table.kind == found.kind)
    name = ministry or max(classes, default="")
    graph.add_node(
        iri,
        label_de=found.label.de,
        label_en=found.label.en,
        abbreviation=found.abbreviation,
        kind=found.kind,
        key=found.key,
        **{"class": compact(name).partition(":")[2]},
    )


def _add_edge(graph: "nx.MultiDiGraph[str]", waiting: str, awaited: str, told: Dependency) -> None:
    label = told.kind.label if told.kind else terms()[RELATION].label
    graph.add_edge(
        waiting,
        awaited,
        key=told.reference.iri,
        label_de=label.de,
        label_en=label.en,
        inferred=told.inferred,
        claims=told.claims,
        due=told.due,
    )
