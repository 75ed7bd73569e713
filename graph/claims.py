"""Claims as quads and back: each claim is a graph, its metadata stand in the graph of claims."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from graph.change import Change
from graph.errors import InputError
from graph.store import VIEWS, Place, Store
from graph.terms import Quad, normalised
from ontology.statement import Claim, Statement
from ontology.terms import CLAIMS, thing_iri

CLAIM_START = thing_iri("claim", "")
_VIEW_ENDS = tuple(f" <{view}> ." for view in VIEWS)


def difference(store: Store, claims: Iterable[Claim]) -> Change:
    """Return what has to change in ``store`` for ``claims`` to be said as given.

    Raises ``InputError`` for a claim given twice, an IRI that names no claim, metadata about
    something else, and blank nodes.
    """
    given = list(claims)
    quads: list[Quad] = []
    names: set[str] = set()
    for claim in given:
        if claim.iri in names:
            raise InputError("graph.claim_twice", found=claim.iri)
        names.add(claim.iri)
        quads.extend(quads_of_claim(claim))
    old = frozenset(store.lines_at(places_of(names)))
    return Change.between(old, normalised(quads))


def quads_of_claim(claim: Claim) -> Iterator[Quad]:
    """Return the quads that say ``claim``; raises ``InputError`` if its parts do not fit."""
    if not is_claim(claim.iri):
        raise InputError("graph.not_a_claim", found=claim.iri, expected=CLAIM_START)
    for said in claim.statements:
        yield Quad(said.subject, said.predicate, said.object, claim.iri)
    for said in claim.metadata:
        if said.subject != claim.iri:
            raise InputError("graph.foreign_metadata", claim=claim.iri, found=said.subject)
        yield Quad(said.subject, said.predicate, said.object, CLAIMS)


def claims_of_quads(quads: Iterable[Quad]) -> list[Claim]:
    """Return the claims that ``quads`` say, sorted by IRI.

    Raises ``InputError`` for a quad that neither stands in a claim nor is about one.
    """
    statements: dict[str, set[Statement]] = defaultdict(set)
    metadata: dict[str, set[Statement]] = defaultdict(set)
    for quad in quads:
        name, place = (quad.subject, metadata) if quad.graph == CLAIMS else (quad.graph, statements)
        if not is_claim(name):
            raise InputError("graph.not_a_claim", found=name, expected=CLAIM_START)
        place[name].add(quad.statement)
    return [
        Claim(name, frozenset(statements[name]), frozenset(metadata[name]))
        for name in sorted({*statements, *metadata})
    ]


def claim_lines(store: Store) -> list[str]:
    """Return all claims and their metadata as sorted lines of canonical N-Quads."""
    return sorted(line for line in store.lines() if not line.endswith(_VIEW_ENDS))


def is_claim(iri: str) -> bool:
    """Return whether ``iri`` names a claim."""
    return iri.startswith(CLAIM_START) and iri != CLAIM_START


def places_of(claims: Iterable[str]) -> Iterator[Place]:
    """Return where the statements and the metadata of ``claims`` stand."""
    for claim in claims:
        yield claim, None
        yield CLAIMS, claim
