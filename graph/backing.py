"""Which claims are behind a statement in force, and whether one of them states it outright."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from graph.claims import CLAIM_START
from graph.span import first_day, last_day
from graph.store import Store
from graph.terms import Term, engine_iri
from ontology.statement import Literal
from ontology.terms import CLAIMS, concept_iri

_MARKED = f"SELECT ?claim {{{{ GRAPH <{CLAIMS}> {{{{ ?claim {{relation}} {{value}} }}}} }}}}"
_DATED = f"SELECT ?claim ?date {{{{ GRAPH <{CLAIMS}> {{{{ ?claim {{relation}} ?date }}}} }}}}"
_SAID = "SELECT ?claim ?subject ?object {{ GRAPH ?claim {{ ?subject {relation} ?object }} }}"


class Triple(NamedTuple):
    """A statement as it is looked up: subject, relation, object."""

    subject: str
    relation: str
    object: Term


@dataclass(frozen=True, slots=True)
class Backed:
    """A statement in force with the keys of the claims behind it, sorted."""

    triple: Triple
    claims: tuple[str, ...]
    inferred: bool


class Backing:
    """The claims behind the statements of a store on one day; relations are read when needed."""

    def __init__(self, store: Store, day: date) -> None:
        """Look into ``store`` for what is in force on ``day``."""
        self._store = store
        self._day = day
        self._relations: dict[str, _Index] = {}

    def matching(
        self, subject: Term | None, relations: Iterable[str], target: Term | None
    ) -> Iterator[Backed]:
        """Return the statements of ``relations`` about ``subject`` and ``target``, if given."""
        for relation in relations:
            yield from self._index(relation).matching(subject, target)

    def claims(self, triple: Triple) -> tuple[str, ...]:
        """Return the keys of the claims in force that say ``triple``, sorted."""
        return tuple(
            claim
            for found in self.matching(triple.subject, [triple.relation], triple.object)
            for claim in found.claims
        )

    def every(self, relation: str) -> Iterator[Backed]:
        """Return every statement of ``relation`` that a claim in force says."""
        return self._index(relation).matching(None, None)

    def in_force(self, claim: str) -> bool:
        """Return whether the claim's statements count: not merely demanded, valid on the day."""
        return claim not in self._out

    def is_inferred(self, claim: str) -> bool:
        """Return whether the editors concluded what the claim says."""
        return claim in self._inferred

    @cached_property
    def _inferred(self) -> frozenset[str]:
        return self._marked("basis", "inferred")

    @cached_property
    def _out(self) -> frozenset[str]:
        early = self._dated("validFrom")
        late = self._dated("validTo")
        outside = {claim for claim, text in early if first_day(text) > self._day}
        outside |= {claim for claim, text in late if last_day(text) < self._day}
        return self._marked("modality", "demanded") | outside

    def _marked(self, scheme: str, notation: str) -> frozenset[str]:
        value = engine_iri(concept_iri(scheme, notation))
        rows = self._store.select(_MARKED.format(relation=f"qs:{scheme}", value=value))
        return frozenset(str(row["claim"]) for row in rows)

    def _dated(self, name: str) -> list[tuple[str, str]]:
        rows = self._store.select(_DATED.format(relation=f"qs:{name}"))
        return [(str(row["claim"]), text_of(row["date"])) for row in rows]

    def _index(self, relation: str) -> "_Index":
        if relation not in self._relations:
            self._relations[relation] = _Index(self._read(relation))
        return self._relations[relation]

    def _read(self, relation: str) -> list[Backed]:
        found: dict[Triple, list[str]] = defaultdict(list)
        for row in self._store.select(_SAID.format(relation=engine_iri(relation))):
            claim, target = str(row["claim"]), row["object"]
            if claim.startswith(CLAIM_START) and self.in_force(claim) and target is not None:
                found[Triple(str(row["subject"]), relation, target)].append(claim)
        return [self._backed(triple, claims) for triple, claims in found.items()]

    def _backed(self, triple: Triple, claims: list[str]) -> Backed:
        inferred = all(map(self.is_inferred, claims))
        return Backed(triple, tuple(sorted(map(claim_key, claims))), inferred)


class _Index:
    """The statements of one relation by subject and by object."""

    def __init__(self, found: list[Backed]) -> None:
        self._all = found
        self._by_subject: dict[str, list[Backed]] = defaultdict(list)
        self._by_object: dict[Term, list[Backed]] = defaultdict(list)
        for backed in found:
            self._by_subject[backed.triple.subject].append(backed)
            self._by_object[backed.triple.object].append(backed)

    def matching(self, subject: Term | None, target: Term | None) -> Iterator[Backed]:
        if subject is None:
            yield from self._all if target is None else self._by_object.get(target, ())
            return
        for backed in self._by_subject.get(str(subject), ()):
            if target is None or backed.triple.object == target:
                yield backed


def claim_key(iri: str) -> str:
    """Return the key of the claim ``iri``."""
    return iri.removeprefix(CLAIM_START)


def text_of(term: Term | None) -> str:
    """Return the text of a literal, an IRI as it is, and nothing for ``None``."""
    if isinstance(term, Literal):
        return term.value
    return term or ""
