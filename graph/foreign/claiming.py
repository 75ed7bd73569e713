"""What an update of somebody makes of his claims: what it adds is a new one, nobody else's goes."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256

from graph.change import Change
from graph.claims import is_claim
from graph.errors import QueryError
from graph.foreign.revision import ADDED, REMOVED
from graph.store import Store
from graph.terms import Quad, engine_iri, quad_of, read_lines
from ontology.statement import Claim, Statement
from ontology.terms import (
    CLAIMS,
    NAMESPACE,
    VOCABULARY,
    concept_iri,
    expand,
    kind_and_key,
    thing_iri,
)
from ontology.vocabulary import terms

_THERE = "ASK { ?thing a ?class }"
_DIGEST = re.compile("[0-9a-f]{16}")


def claims_of_patch(store: Store, patch: str, by: str) -> list[Claim]:
    """Return the claims of the office ``by`` that carry out ``patch`` on the default graph.

    What is added becomes one new claim. What is removed must stand in earlier claims of the same
    office made this way, which get shorter or go. Raises ``QueryError`` naming a claim of
    somebody else, and ``InputError`` for blank nodes.
    """
    own = thing_iri("claim", f"update.{_key(by)}-")
    found = list(_shortened(store, _said(patch, REMOVED), own))
    added = frozenset(_said(patch, ADDED))
    if added:
        digest = sha256("\n".join(sorted(map(str, added))).encode("utf-8")).hexdigest()[:16]
        name = own + digest
        found.append(Claim(name, added, frozenset(_metadata(name, by))))
    return found


def misplaced(after: Store, change: Change) -> tuple[str, str] | None:
    """Return why a statement that ``change`` adds says nothing, and the IRI; ``None`` if none does.

    It is about a thing that is not among the data ``after``, or uses a word of our vocabulary that
    there is not. Shapes only look at what has a class.
    """
    added = [quad.statement for quad in _values(change.added) if is_claim(quad.graph)]
    for relation in sorted({said.predicate for said in added}):
        if relation.startswith(NAMESPACE) and relation not in terms():
            return "graph.unknown_relation", relation
    for subject in sorted({said.subject for said in added if kind_and_key(said.subject)}):
        if not after.ask(_THERE, {"thing": engine_iri(subject).value}):
            return "graph.about_nothing", subject
    return None


def _shortened(store: Store, removed: Iterable[Statement], own: str) -> Iterator[Claim]:
    gone: dict[str, set[Statement]] = defaultdict(set)
    for said in removed:
        graphs = {
            quad.graph for quad in store.quads(subject=said.subject) if quad.statement == said
        }
        claims = {graph for graph in graphs if is_claim(graph)}
        if not claims:
            named = next(iter(graphs - {CLAIMS}), VOCABULARY)
            raise QueryError("graph.not_claimed", found=_shown(said), graph=named)
        if other := sorted(claim for claim in claims if not _is_own(claim, own)):
            raise QueryError("graph.not_your_claim", found=_shown(said), claim=other[0])
        for claim in claims:
            gone[claim].add(said)
    for claim, statements in sorted(gone.items()):
        kept = frozenset(quad.statement for quad in store.quads(graph=claim)) - statements
        about = store.quads(graph=CLAIMS, subject=claim) if kept else iter(())
        yield Claim(claim, kept, frozenset(quad.statement for quad in about))


def _is_own(claim: str, own: str) -> bool:
    return claim.startswith(own) and bool(_DIGEST.fullmatch(claim.removeprefix(own)))


def _said(patch: str, prefix: str) -> list[Statement]:
    lines = [line[len(prefix) :] for line in patch.split("\n") if line.startswith(prefix)]
    placed = (line.removesuffix(".") + f"<{VOCABULARY}> ." for line in lines)
    return [quad.statement for quad in _values(placed)]


def _values(lines: Iterable[str]) -> Iterator[Quad]:
    return map(quad_of, read_lines(lines))


def _metadata(name: str, by: str) -> Iterator[Statement]:
    said = {
        "rdf:type": expand("qs:Claim"),
        "qs:basis": concept_iri("basis", "stated"),
        "qs:modality": concept_iri("modality", "done"),
        "qs:visibility": concept_iri("visibility", "public"),
    } | ({"prov:wasAttributedTo": by} if by else {})
    return (Statement(name, expand(relation), value) for relation, value in said.items())


def _key(office: str) -> str:
    found = kind_and_key(office)
    return found[1] if found else "coordinator"


def _shown(said: Statement) -> str:
    return f"{said.subject} {said.predicate} {said.object}"
