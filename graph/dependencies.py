"""Who waits for whom: recorded dependencies as graphs of things and of offices."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

import networkx as nx

from graph.backing import Backing, Triple, text_of
from graph.model import Dependency, Reference, Wait, WaitMatrix
from graph.portfolio import Portfolio, portfolio
from graph.references import Named, references
from graph.reliance import Recorded, Reliance
from graph.store import Store
from graph.topology import ancestors
from ontology.terms import expand

MINIMUM = 3
DEPENDENT, PREREQUISITE = expand("qs:dependent"), expand("qs:prerequisite")
_RECORDED = """SELECT ?dependency ?item ?prerequisite ?kind ?text ?words ?due WHERE {
  ?dependency qs:dependent ?item .
  OPTIONAL { ?dependency qs:prerequisite ?prerequisite }
  OPTIONAL { ?dependency qs:dependencyKind ?kind }
  OPTIONAL { ?dependency dcterms:description ?text }
  OPTIONAL { ?dependency qs:prerequisiteText ?words }
  OPTIONAL { ?dependency qs:dueDate ?due }
} ORDER BY ?dependency ?item ?prerequisite ?kind ?text ?words ?due"""
_OWNERS = "SELECT ?item ?owner WHERE { ?item qs:lead|qs:partyState|qs:attachedTo ?owner }"
_OFFICES = "SELECT DISTINCT ?office WHERE { ?office a qs:Organisation }"
_LINED = "SELECT DISTINCT ?office WHERE { ?office a qs:Ministry }"
_ENDS = "SELECT ?item ?value WHERE { ?item schema:endDate ?value }"
_STATES = "SELECT ?item ?value WHERE { ?item qs:status ?value }"
_METS = "SELECT ?item ?value WHERE { ?item qs:metOn ?value }"


def reliance(store: Store, *, day: date) -> Reliance:
    """Return what the store records about dependencies, judged on ``day``."""
    recorded = _recorded(store)
    things: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for found in recorded:
        things.add_node(found.item)
        if found.prerequisite:
            things.add_edge(found.item, found.prerequisite, key=found.iri)
    pairs = [(text_of(row["item"]), text_of(row["owner"])) for row in store.select(_OWNERS)]
    return Reliance(
        recorded=recorded,
        things=things,
        owners=nx.DiGraph(sorted(pairs)),
        offices=frozenset(text_of(row["office"]) for row in store.select(_OFFICES)),
        ministries=frozenset(text_of(row["office"]) for row in store.select(_LINED)),
        portfolio=portfolio(store),
        day=day,
        ends=_values(store, _ENDS),
        states=_values(store, _STATES),
        mets=_values(store, _METS),
    )


def waiting_graph(known: Reliance) -> "nx.MultiDiGraph[str]":
    """Return who waits for whom: from identity line to office, one edge per dependency.

    The same as rule D01 finds; ministries without a wait are nodes of their own.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(known.portfolio.lines[office] for office in known.portfolio.ministries)
    for found in known.pending():
        for waiting in sorted(known.waiting(found.item)):
            for awaited in sorted(known.awaited(found.prerequisite) - {waiting}):
                graph.add_edge(waiting, awaited, key=found.iri)
    return graph


def hubs(known: Reliance, *, minimum: int = MINIMUM) -> dict[str, set[str]]:
    """Return the offices that at least ``minimum`` running things of others rely on, with these.

    Directly or through further dependencies none of which is met; the same as rule D09 finds.
    """
    unmet = [each for each in known.recorded if each.prerequisite and not known.is_met(each.iri)]
    relying = _relying(known)
    own = {item: known.identities(item) for item in known.things if not known.at_rest(item)}
    found: dict[str, set[str]] = defaultdict(set)
    for each in unmet:
        running = own.keys() & relying[each.item]
        for office in known.awaited(each.prerequisite):
            found[office] |= {item for item in running if office not in own[item]}
    return {office: items for office, items in sorted(found.items()) if len(items) >= minimum}


def waits(store: Store, *, day: date) -> WaitMatrix:
    """Return who relies on whom on ``day``, ministries in official order; no waits, no rows."""
    known = reliance(store, day=day)
    views = told(known, Backing(store, day), named := references(store, mentioned(known)))
    graph = waiting_graph(known)
    pairs = {(waiting, awaited) for waiting, awaited in graph.edges()}
    by_iri = {each.iri: view for each, view in views.items()}
    found = [_wait(pair, graph, known, by_iri, named) for pair in pairs]
    offices = known.portfolio
    shown = {wait.awaited.iri: wait.awaited for wait in found}
    shown |= {wait.waiting.iri: wait.waiting for wait in found}
    others = sorted(set(shown) - set(offices.ministries), key=offices.rank)
    return WaitMatrix(
        ministries=tuple(named[office] for office in offices.ministries),
        others=tuple(shown[office] for office in others),
        waits=tuple(
            sorted(found, key=lambda w: (_place(w.waiting, offices), _place(w.awaited, offices)))
        ),
        outside=tuple(views[e] for e in views if not (e.prerequisite or known.rests(e))),
        over=tuple(views[each] for each in views if known.rests(each)),
    )


def mentioned(known: Reliance) -> Iterable[str]:
    """Yield whatever an answer about ``known`` may have to name."""
    for found in known.recorded:
        yield from filter(None, (found.iri, found.item, found.prerequisite, found.kind))
    yield from known.offices
    yield from known.portfolio.lines.values()


def told(known: Reliance, backing: Backing, named: Named) -> dict[Recorded, Dependency]:
    """Return every recorded dependency as readers see it, with its claims."""
    return {found: _view(found, backing, named) for found in known.recorded}


def _relying(known: Reliance) -> dict[str, set[str]]:
    """Return for each thing itself and what relies on it with nothing met on any way between."""
    before = {node: found | {node} for node, found in ancestors(known.things, known.things).items()}
    met = [each for each in known.recorded if each.prerequisite and known.is_met(each.iri)]
    return {
        node: found.difference(*(before[e.item] for e in met if e.prerequisite in found))
        for node, found in before.items()
    }


def _values(store: Store, query: str) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in store.select(query):
        found[text_of(row["item"])].add(text_of(row["value"]))
    return found


def _recorded(store: Store) -> tuple[Recorded, ...]:
    found: dict[tuple[str, str, str], Recorded] = {}
    for row in store.select(_RECORDED):
        iri, item, prerequisite = (
            text_of(row[name]) for name in ("dependency", "item", "prerequisite")
        )
        kind, text, words, due = (text_of(row[name]) for name in ("kind", "text", "words", "due"))
        recorded = Recorded(iri, item, prerequisite, kind, text, words, due)
        found.setdefault((iri, item, prerequisite), recorded)
    return tuple(found.values())


def _view(found: Recorded, backing: Backing, named: Named) -> Dependency:
    triple = (
        Triple(found.iri, PREREQUISITE, found.prerequisite)
        if found.prerequisite
        else Triple(found.iri, DEPENDENT, found.item)
    )
    said = list(backing.matching(triple.subject, [triple.relation], triple.object))
    return Dependency(
        reference=named[found.iri],
        kind=named[found.kind] if found.kind else None,
        dependent=named[found.item],
        prerequisite=named[found.prerequisite] if found.prerequisite else None,
        prerequisite_text=found.words,
        text=found.text,
        due=found.due,
        inferred=all(backed.inferred for backed in said),
        claims=tuple(claim for backed in said for claim in backed.claims),
    )


def _wait(
    pair: tuple[str, str],
    graph: "nx.MultiDiGraph[str]",
    known: Reliance,
    views: Mapping[str, Dependency],
    named: Named,
) -> Wait:
    waiting, awaited = (named[known.shown(office)] for office in pair)
    found = tuple(views[key] for key in sorted(graph[pair[0]][pair[1]]))
    return Wait(waiting, awaited, found, inferred=all(part.inferred for part in found))


def _place(office: Reference, offices: Portfolio) -> tuple[int, str]:
    return offices.rank(office.iri)
