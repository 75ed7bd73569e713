"""What people say about pairs of things: whether two mean the same, and who says so.

A "no" is kept like a "yes": it is what keeps a pair from being proposed again and again.
"""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from graph.backing import text_of
from graph.errors import InputError
from graph.store import Store
from ontology.statement import XSD, Claim, Literal, Statement
from ontology.tables import table_named
from ontology.terms import concept_iri, expand, thing_iri
from ontology.vocabulary import schemes

TABLE = "judgements"
UNSURE = "unsure"
REVERSED = {"contains": "contained-in", "contained-in": "contains"}
_JUDGED = """SELECT ?first ?second ?verdict WHERE {
  ?judgement a qs:Judgement ; qs:firstItem ?first ; qs:secondItem ?second ; qs:verdict ?verdict
}"""

Pair = frozenset[str]
"""The IRIs of two things, whichever comes first."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What ``by`` says on ``day`` about the things ``first`` and ``second``, all three as IRIs.

    ``verdict`` is one of the list of verdicts; ``reason`` is in German, empty if none is given.
    """

    first: str
    second: str
    verdict: str
    by: str
    day: date
    reason: str = ""


def judged_pairs(store: Store) -> dict[Pair, bool]:
    """Return every pair with a verdict in force, and whether one of them decides it."""
    decided: dict[Pair, bool] = {}
    for row in store.select(_JUDGED):
        pair = frozenset((text_of(row["first"]), text_of(row["second"])))
        surely = row["verdict"] != concept_iri("verdict", UNSURE)
        decided[pair] = surely or decided.get(pair, False)
    return decided


def claim_of(judgement: Judgement, visibility: str = "internal") -> Claim:
    """Return the claim that records ``judgement``; a judge's new verdict on a pair replaces it.

    Raises ``InputError`` for a verdict that is not on the list and a pair of one thing.
    """
    said = _ordered(judgement)
    table = table_named(TABLE)
    if table is None:
        raise LookupError(TABLE)
    key = _key(said)
    thing = thing_iri(table.kind, key)
    cells: dict[str, str | Literal] = {
        "rdf:type": table.class_iri,
        "dcterms:identifier": Literal(key),
        "qs:firstItem": said.first,
        "qs:secondItem": said.second,
        "qs:verdict": concept_iri("verdict", said.verdict),
        "qs:judgedBy": said.by,
        "dcterms:date": Literal(said.day.isoformat(), f"{XSD}date"),
    }
    if said.reason:
        cells["qs:reasonText"] = Literal.text(said.reason, "de")
    name = thing_iri("claim", f"{TABLE}.{key}")
    metadata: dict[str, str | Literal] = {
        "rdf:type": expand("qs:Claim"),
        "qs:basis": concept_iri("basis", "stated"),
        "qs:modality": concept_iri("modality", "done"),
        "qs:visibility": concept_iri("visibility", visibility),
        "qs:table": Literal(TABLE),
        "qs:row": Literal(key),
        "qs:about": thing,
    }
    return Claim(name, _statements(thing, cells), _statements(name, metadata))


def _statements(subject: str, cells: dict[str, str | Literal]) -> frozenset[Statement]:
    return frozenset(Statement(subject, expand(name), value) for name, value in cells.items())


def _ordered(said: Judgement) -> Judgement:
    """Return ``said`` in the order of the IRIs, so that both directions are one judgement."""
    known = [choice.notation for choice in schemes()["verdict"]]
    if said.verdict not in known:
        raise InputError("graph.unknown_verdict", found=said.verdict, expected=", ".join(known))
    if said.first == said.second:
        raise InputError("graph.pair_of_one", found=said.first)
    if said.first < said.second:
        return said
    verdict = REVERSED.get(said.verdict, said.verdict)
    return Judgement(said.second, said.first, verdict, said.by, said.day, said.reason)


def _key(said: Judgement) -> str:
    """Return the row's identifier; a digest, because keys of things may hold any separator."""
    names = "\n".join((said.first, said.second, said.by))
    return f"J-{sha256(names.encode()).hexdigest()[:16]}"
