"""The statements about things with the claims behind them, as values to be read."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from graph.backing import Backing, Triple, claim_key
from graph.claims import is_claim
from graph.model import Reference, Value
from graph.references import Named
from graph.store import Row
from graph.terms import Term
from ontology.statement import Literal
from ontology.terms import INFERRED


class Told(NamedTuple):
    """A statement and the graph that tells it: a claim or a view."""

    triple: Triple
    graph: str


def told(rows: Iterable[Row]) -> Iterator[Told]:
    """Return what rows of subject, relation, object and graph say."""
    for row in rows:
        target = row["object"]
        if target is not None:
            triple = Triple(str(row["subject"]), str(row["relation"]), target)
            yield Told(triple, str(row["graph"]))


def in_force(found: Iterable[Told], backing: Backing) -> dict[Triple, list[str]]:
    """Return each statement in force with the IRIs of the claims that say it.

    What a rule derived has none; a derived statement is left out where a claim already joins the
    same two, since it would only repeat that in more general words.
    """
    claimed: dict[Triple, list[str]] = defaultdict(list)
    derived: list[Triple] = []
    for triple, graph in found:
        if is_claim(graph):
            if backing.in_force(graph):
                claimed[triple].append(graph)
        elif graph == INFERRED:
            derived.append(triple)
    joined = {(triple.subject, triple.object) for triple in claimed}
    for triple in derived:
        if isinstance(triple.object, str) and (triple.subject, triple.object) not in joined:
            claimed.setdefault(triple, [])
    return claimed


def value(target: Term, claims: list[str], backing: Backing, named: Named) -> Value:
    """Return ``target`` as a value with the keys of its claims."""
    keys = tuple(sorted(map(claim_key, claims)))
    inferred = all(map(backing.is_inferred, claims))
    if isinstance(target, Literal):
        language = target.language
        return Value(target.value, keys, language, target.datatype, inferred=inferred)
    return pointing(named[target], keys, inferred=inferred)


def pointing(target: Reference, claims: tuple[str, ...], *, inferred: bool) -> Value:
    """Return a value that points at ``target``; its text is the German label."""
    return Value(target.label.de, claims, reference=target, inferred=inferred)
