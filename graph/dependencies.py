"""Who waits for whom: recorded dependencies as graphs of things and of offices."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import networkx as nx

from graph.backing import Backing, Triple, text_of
from graph.model import Dependency, Reference, Wait, WaitMatrix
from graph.portfolio import Portfolio, portfolio
from graph.references import Named, references
from graph.store import Store
from ontology.terms import concept_iri, expand

MINIMUM = 3
DEPENDENT, PREREQUISITE = expand("qs:dependent"), expand("qs:prerequisite")
ENDED = frozenset({concept_iri("status", "dropped"), concept_iri("status", "completed")})
COMPLETED = frozenset({concept_iri("status", "completed")})
_RECORDED = """SELECT ?dependency ?item ?prerequisite ?kind ?text ?words ?due WHERE {
  ?dependency qs:dependent ?item .
  OPTIONAL { ?dependency qs:prerequisite ?prerequisite }
  OPTIONAL { ?dependency qs:dependencyKind ?kind }
  OPTIONAL { ?dependency dcterms:description ?text }
  OPTIONAL { ?dependency qs:prerequisiteText ?words }
  OPTIONAL { ?dependency qs:dueDate ?due }
} ORDER BY ?dependency ?item ?prerequisite"""
_OWNERS = "SELECT ?item ?owner WHERE { ?item qs:lead|qs:partyState|qs:attachedTo ?owner }"
_OFFICES = "SELECT DISTINCT ?office WHERE { ?office a qs:Organisation }"
_LINED = "SELECT DISTINCT ?office WHERE { ?office a qs:Ministry }"
_ENDS = "SELECT ?item ?end WHERE { ?item schema:endDate ?end }"
_STATES = "SELECT ?item ?state WHERE { ?item qs:status ?state }"


@dataclass(frozen=True, slots=True)
class Recorded:
    """One dependency as it stands in the store; ``prerequisite`` is empty if told in words."""

    iri: str
    item: str
    prerequisite: str
    kind: str
    text: str
    words: str
    due: str


@dataclass(slots=True)
class Reliance:
    """All recorded dependencies, who is responsible for what, and what has ended.

    ``things`` leads from what waits to what it waits for, one edge per dependency.
    """

    recorded: list[Recorded]
    things: "nx.MultiDiGraph[str]"
    owners: "nx.DiGraph[str]"
    offices: frozenset[str]
    ministries: frozenset[str]
    portfolio: Portfolio
    day: date
    ends: Mapping[str, list[str]] = field(default_factory=dict)
    states: Mapping[str, set[str]] = field(default_factory=dict)

    def responsible(self, item: str) -> set[str]:
        """Return ``item`` and whatever is responsible for it, directly or through others."""
        return {item} | (nx.descendants(self.owners, item) if item in self.owners else set())

    def waiting(self, item: str) -> set[str]:
        """Return the identity lines of the ministries responsible for ``item``."""
        found = self.responsible(item) & self.ministries & self.portfolio.lines.keys()
        return {self.portfolio.lines[office] for office in found}

    def awaited(self, item: str) -> set[str]:
        """Return the identities of the offices responsible for ``item``."""
        return {self.portfolio.identity(o) for o in self.responsible(item) & self.offices}

    def at_rest(self, item: str) -> bool:
        """Return whether ``item`` waits no more: ended, dropped or completed."""
        return self._past(item) or bool(self.states.get(item, set()) & ENDED)

    def is_over(self, prerequisite: str) -> bool:
        """Return whether nobody waits for ``prerequisite`` any more; offices go on in others."""
        lasting = prerequisite in self.portfolio.lines
        completed = bool(self.states.get(prerequisite, set()) & COMPLETED)
        return completed or (not lasting and self._past(prerequisite))

    def _past(self, item: str) -> bool:
        return any(has_passed(end, self.day) for end in self.ends.get(item, ()))


def reliance(store: Store, *, day: date) -> Reliance:
    """Return what the store records about dependencies, judged on ``day``."""
    ends: dict[str, list[str]] = defaultdict(list)
    for row in store.select(_ENDS):
        ends[text_of(row["item"])].append(text_of(row["end"]))
    states: dict[str, set[str]] = defaultdict(set)
    for row in store.select(_STATES):
        states[text_of(row["item"])].add(text_of(row["state"]))
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
        ends=ends,
        states=states,
    )


def waiting_graph(known: Reliance) -> "nx.MultiDiGraph[str]":
    """Return who waits for whom: from identity line to office, one edge per dependency.

    The same as rule D01 finds; ministries without a wait are nodes of their own.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(known.portfolio.lines[office] for office in known.portfolio.ministries)
    for found in known.recorded:
        if not found.prerequisite or _resting(found, known):
            continue
        for waiting in sorted(known.waiting(found.item)):
            for awaited in sorted(known.awaited(found.prerequisite) - {waiting}):
                graph.add_edge(waiting, awaited, key=found.iri)
    return graph


def hubs(known: Reliance, *, minimum: int = MINIMUM) -> dict[str, set[str]]:
    """Return the offices that at least ``minimum`` running things of others rely on, with these.

    Directly or through further dependencies; the same as rule D09 finds.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for prerequisite in [name for name in known.things if known.things.in_degree(name)]:
        relying = nx.ancestors(known.things, prerequisite)
        if _on_cycle(known, prerequisite):
            relying = relying | {prerequisite}
        running = [item for item in relying if not known.at_rest(item)]
        for office in known.awaited(prerequisite):
            found[office] |= {item for item in running if office not in _identities(known, item)}
    return {office: items for office, items in sorted(found.items()) if len(items) >= minimum}


def dependants(known: Reliance, item: str) -> list[str]:
    """Return what relies on ``item``, directly or through others: what slips when it slips."""
    return sorted(nx.ancestors(known.things, item)) if item in known.things else []


def prerequisites(known: Reliance, item: str) -> list[str]:
    """Return what ``item`` relies on, directly or through others."""
    return sorted(nx.descendants(known.things, item)) if item in known.things else []


def waits(store: Store, *, day: date) -> WaitMatrix:
    """Return who relies on whom on ``day``, ministries in official order; no waits, no rows."""
    known = reliance(store, day=day)
    backing = Backing(store, day)
    named = references(store, _mentioned(known))
    views = {found.iri: _view(found, backing, named) for found in known.recorded}
    graph = waiting_graph(known)
    pairs = {(waiting, awaited) for waiting, awaited in graph.edges()}
    found = [_wait(pair, graph, known, views, named) for pair in pairs]
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
        outside=tuple(views[f.iri] for f in known.recorded if not f.prerequisite),
        over=tuple(views[f.iri] for f in known.recorded if f.prerequisite and _resting(f, known)),
    )


def has_passed(end: str, day: date) -> bool:
    """Return whether ``end`` (a date of any precision, or a range) lies before ``day``.

    A year or month has passed when all of it has; an open end never does.
    """
    if end.endswith("/"):
        return False
    return f"{end.partition('/')[2] or end}-99" < day.isoformat()


def _recorded(store: Store) -> list[Recorded]:
    found: dict[tuple[str, str, str], Recorded] = {}
    for row in store.select(_RECORDED):
        iri, item, prerequisite = (
            text_of(row[name]) for name in ("dependency", "item", "prerequisite")
        )
        kind, text, words, due = (text_of(row[name]) for name in ("kind", "text", "words", "due"))
        recorded = Recorded(iri, item, prerequisite, kind, text, words, due)
        found.setdefault((iri, item, prerequisite), recorded)
    return list(found.values())


def _resting(found: Recorded, known: Reliance) -> bool:
    return known.at_rest(found.item) or known.is_over(found.prerequisite)


def _on_cycle(known: Reliance, item: str) -> bool:
    return any(
        item in nx.descendants(known.things, n) or n == item for n in known.things.successors(item)
    )


def _identities(known: Reliance, item: str) -> set[str]:
    found = known.responsible(item)
    return found | {known.portfolio.identity(office) for office in found}


def _mentioned(known: Reliance) -> Iterable[str]:
    for found in known.recorded:
        yield from (
            name for name in (found.iri, found.item, found.prerequisite, found.kind) if name
        )
    yield from known.offices
    yield from known.portfolio.lines.values()


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
    waiting, awaited = (named[_shown(office, known)] for office in pair)
    found = tuple(views[key] for key in sorted(graph[pair[0]][pair[1]]))
    return Wait(waiting, awaited, found, inferred=all(part.inferred for part in found))


def _shown(office: str, known: Reliance) -> str:
    """Return the ministry of the period on a line, or the latest one there is, or the office."""
    present = known.portfolio.present(office)
    if present != office:
        return present
    return max((n for n, line in known.portfolio.lines.items() if line == office), default=office)


def _place(office: Reference, offices: Portfolio) -> tuple[int, str]:
    return offices.rank(office.iri)
