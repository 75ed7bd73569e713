"""Any selection of the data as a NetworkX graph, and as GraphML or GEXF for other tools."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO
from itertools import chain

import networkx as nx

from graph.backing import Backing, text_of
from graph.claims import CLAIM_START
from graph.finding import Finding, FindingKind
from graph.model import NetworkEdge, NetworkNode, Reference
from graph.references import references
from graph.selection import one_of
from graph.statements import in_force, told
from graph.store import Store
from graph.terms import engine_iri
from ontology.tables import tables
from ontology.terms import BASE, CURRENT, INFERRED, compact, kind_and_key
from ontology.vocabulary import Text, terms

MARK_ORDER: tuple[FindingKind, ...] = ("gap", "overlap", "dependency")
_ALL = f"""SELECT ?graph ?subject ?relation ?object WHERE {{{{
  {{things}}
  GRAPH ?graph {{{{ ?subject ?relation ?object }}}}
  FILTER(STRSTARTS(STR(?object), "{BASE}/id/"))
  FILTER(?graph = <{INFERRED}> || STRSTARTS(STR(?graph), "{CLAIM_START}"))
}}}}"""
_NEAR = f"""SELECT ?subject ?object WHERE {{{{
  {{things}}
  ?subject ?relation ?object .
  FILTER(STRSTARTS(STR(?object), "{BASE}/id/"))
}}}}"""
_CLASSES = (
    f"SELECT ?thing ?class WHERE {{{{ {{things}} GRAPH <{CURRENT}> {{{{ ?thing a ?class }}}} }}}}"
)
_FIELD = f"""SELECT ?thing ?office ?field WHERE {{
  GRAPH <{CURRENT}> {{ ?thing qs:field ?field }}
  OPTIONAL {{ ?thing qs:involves|qs:contractParty|qs:addressee ?office }}
}}"""


def network(
    store: Store, *, day: date, around: Iterable[str] = (), steps: int = 1, field: str = ""
) -> "nx.MultiDiGraph[str]":
    """Return things (nodes, by IRI) and the relations in force on ``day`` between them.

    Without a selection the whole graph; else what is within ``steps`` of the IRIs ``around`` and,
    with ``field`` (an IRI), what belongs to that field and the offices involved. Nodes carry
    ``label_de``, ``label_en``, ``abbreviation``, ``class``, ``kind`` and ``key``; edges, one per
    relation, ``label_de``, ``label_en``, ``inferred`` and the keys of their ``claims``.
    """
    seeds = list(dict.fromkeys(around))
    if not seeds and not field:
        return _drawn(store, Backing(store, day), None)
    chosen = set(seeds)
    for _ in range(steps if seeds else 0):
        chosen |= _neighbours(store, chosen)
    if field:
        chosen |= _of_field(store, field)
    return _drawn(store, Backing(store, day), chosen)


def marks(found: Iterable[Finding]) -> dict[str, tuple[FindingKind, ...]]:
    """Return which kinds of findings each thing is part of, by IRI.

    A gap marks what it is about; overlaps and dependencies mark every thing involved, but not the
    fields it happens to belong to. Where nothing was delivered at all, nothing is marked.
    """
    kinds: dict[str, set[FindingKind]] = {}
    for finding in found:
        if finding.state == "no-data":
            continue
        members = set(chain.from_iterable(finding.members.values())) - set(finding.fields)
        involved = set() if finding.kind == "gap" else members
        for thing in involved | {finding.subject}:
            if thing.kind:
                kinds.setdefault(thing.iri, set()).add(finding.kind)
    return {iri: tuple(k for k in MARK_ORDER if k in own) for iri, own in kinds.items()}


def picture(
    graph: "nx.MultiDiGraph[str]", marked: Mapping[str, Sequence[FindingKind]] | None = None
) -> tuple[tuple[NetworkNode, ...], tuple[NetworkEdge, ...]]:
    """Return nodes and edges of ``graph`` as values, with the ``marks`` of findings if given."""
    found = marked or {}
    nodes = tuple(_node(iri, data, found.get(iri, ())) for iri, data in graph.nodes(data=True))
    edges = tuple(
        NetworkEdge(
            source=source,
            target=target,
            relation=relation,
            label=Text(data["label_de"], data["label_en"]),
            inferred=data["inferred"],
            claims=data["claims"],
        )
        for source, target, relation, data in graph.edges(keys=True, data=True)
    )
    return nodes, edges


def graphml(graph: "nx.MultiDiGraph[str]") -> bytes:
    """Return ``graph`` as GraphML: attributes are texts, the same graph gives the same bytes."""
    file = BytesIO()
    nx.write_graphml_xml(_as_texts(graph), file, encoding="utf-8", prettyprint=True)
    return file.getvalue()


def gexf(graph: "nx.MultiDiGraph[str]") -> bytes:
    """Return ``graph`` as GEXF 1.2: attributes are texts, the same graph gives the same bytes."""
    plain = _as_texts(graph)
    for _, data in plain.nodes(data=True):
        data["label"] = data["label_de"]
    writer = nx.readwrite.gexf.GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(plain)
    for meta in writer.xml.findall("meta"):
        writer.xml.remove(meta)  # it holds the day of writing
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def _drawn(store: Store, backing: Backing, chosen: set[str] | None) -> "nx.MultiDiGraph[str]":
    things = "" if chosen is None else one_of("subject", sorted(chosen))
    rows = store.select(_ALL.format(things=things))
    found = in_force(told(rows), backing)
    ends = {end for triple in found for end in (triple.subject, text_of(triple.object))}
    inside = ends if chosen is None else chosen
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    named = references(store, sorted(inside))
    classes = _classes(store, inside)
    for iri in sorted(inside):
        if kind_and_key(iri):
            graph.add_node(iri, **_attributes(named[iri], classes.get(iri, "")))
    for triple in sorted(found, key=str):
        target = text_of(triple.object)
        if triple.subject in graph and target in graph:
            claims = found[triple]
            label = terms()[triple.relation].label
            graph.add_edge(
                triple.subject,
                target,
                key=compact(triple.relation),
                label_de=label.de,
                label_en=label.en,
                inferred=all(map(backing.is_inferred, claims)),
                claims=tuple(sorted(claim.removeprefix(CLAIM_START) for claim in claims)),
            )
    return graph


def _attributes(found: Reference, class_iri: str) -> dict[str, str]:
    return {
        "label_de": found.label.de,
        "label_en": found.label.en,
        "abbreviation": found.abbreviation,
        "class": compact(class_iri).partition(":")[2],
        "kind": found.kind,
        "key": found.key,
    }


def _classes(store: Store, iris: Iterable[str]) -> dict[str, str]:
    rows = store.select(_CLASSES.format(things=one_of("thing", sorted(iris))))
    return {text_of(row["thing"]): text_of(row["class"]) for row in rows}


def _neighbours(store: Store, around: Iterable[str]) -> set[str]:
    out = store.select(_NEAR.format(things=one_of("subject", sorted(around))))
    into = store.select(_NEAR.format(things=one_of("object", sorted(around))))
    return {text_of(row["object"]) for row in out} | {text_of(row["subject"]) for row in into}


def _of_field(store: Store, field: str) -> set[str]:
    rows = store.select(_FIELD, {"field": engine_iri(field).value})
    found = {text_of(row[end]) for row in rows for end in ("thing", "office")}
    return (found | {field}) - {""}


def _node(iri: str, data: Mapping[str, str], marked: Sequence[FindingKind]) -> NetworkNode:
    name = data["class"]
    label = Text(data["label_de"], data["label_en"])
    found = Reference(iri, label, data["kind"], data["key"], data["abbreviation"])
    return NetworkNode(found, name, _class_label(name), tuple(marked))


def _class_label(name: str) -> Text:
    for table in tables():
        if table.class_iri.endswith(f"#{name}"):
            return terms()[table.class_iri].label
    return Text(name, name)


def _as_texts(graph: "nx.MultiDiGraph[str]") -> "nx.MultiDiGraph[str]":
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, data in graph.nodes(data=True):
        plain.add_node(iri, **{name: _text(value) for name, value in data.items()})
    for source, target, key, data in graph.edges(keys=True, data=True):
        texts = {name: _text(value) for name, value in data.items()}
        plain.add_edge(source, target, key=key, relation=key, **texts)
    return plain


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = " ".join(value) if isinstance(value, tuple) else str(value)
    return "".join(sign for sign in text if sign in "\t\n" or sign >= " ")
