"""How certain a finding is: confirmed, presumed, or nothing was delivered at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from graph.finding import State
from graph.portfolio import Portfolio
from graph.references import Named
from graph.rules import Hit
from graph.sentence import listed
from graph.store import Store
from graph.terms import engine_iri
from ontology.messages import both
from ontology.rules import Rule, Scope
from ontology.terms import concept_iri, expand
from ontology.vocabulary import Text, concept_labels

_DECLARED = """SELECT ?by ?covers ?field WHERE {
  ?declaration a qs:CompletenessDeclaration ; qs:declaredBy ?by ; qs:coversKind ?covers .
  OPTIONAL { ?declaration qs:field ?field }
}"""
EXCERPT = concept_iri("completeness", "excerpt")
COMPLETENESS = "completeness"
NONE_PLANNED = "none_planned"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A state, the key of the reason for it, and the IRIs of the offices the reason names."""

    state: State
    reason: str
    covers: str = ""
    offices: tuple[str, ...] = ()

    def text(self, named: Named) -> Text:
        """Return the reason in words; ``named`` has to know every office with a line."""
        kind = concept_labels().get(concept_iri("covers", self.covers), Text("", ""))
        offices = [named[office] for office in self.offices]
        german = both(self.reason, list=kind.de, offices=listed(offices, "de"))
        english = both(self.reason, list=kind.en, offices=listed(offices, "en"))
        return Text(german.de, english.en)


class Completeness:
    """Who has called which of their lists complete, and which kinds of lists exist at all."""

    def __init__(self, store: Store, offices: Portfolio) -> None:
        """Read the declarations in force."""
        self._store = store
        self._offices = offices
        self._declared = {
            (offices.identity(str(row["by"])), str(row["covers"]), str(row["field"] or ""))
            for row in store.select(_DECLARED)
        }
        self._delivered: dict[str, bool] = {}

    def delivers(self, rule: Rule) -> bool:
        """Return whether anything is on record by which ``rule`` can judge."""
        scopes = [rule.scope, *(each.scope for each in rule.variants.values() if each.scope)]
        needs = [name for scope in scopes for name in scope.needs]
        return not needs or any(map(self._is_delivered, needs))

    def judge(self, hit: Hit) -> Judgement:
        """Return what silence means in the case of ``hit``."""
        scope = hit.wording.scope or hit.rule.scope
        if NONE_PLANNED in hit.flags():
            return Judgement("confirmed", "state.none_planned")
        if not any(map(self._is_delivered, scope.needs)):
            return Judgement("no-data", "state.no_data", scope.covers)
        responsible = self._responsible(hit, scope)
        missing = self._undeclared(hit, scope, responsible)
        if missing or not responsible:
            return Judgement("presumed", "state.undeclared", scope.covers, missing)
        if EXCERPT in hit.iris(COMPLETENESS):
            return Judgement("presumed", "state.excerpt")
        return Judgement("confirmed", "state.declared", scope.covers, responsible)

    def _responsible(self, hit: Hit, scope: Scope) -> tuple[str, ...]:
        """Return the offices that would have to declare completeness, in official order."""
        named = chain.from_iterable(map(hit.iris, scope.responsible))
        offices = {self._offices.present(office) for office in named}
        return tuple(sorted(offices, key=self._offices.rank)) or self._offices.co_responsible

    def _undeclared(self, hit: Hit, scope: Scope, responsible: tuple[str, ...]) -> tuple[str, ...]:
        covers = concept_iri("covers", scope.covers)
        fields = set(chain.from_iterable(map(hit.iris, hit.rule.fields)))
        lines = {office: self._offices.identity(office) for office in responsible}
        return tuple(
            office for office, line in lines.items() if not self._complete(line, covers, fields)
        )

    def _complete(self, line: str, covers: str, fields: Iterable[str]) -> bool:
        if (line, covers, "") in self._declared:
            return True
        wanted = list(fields)
        return bool(wanted) and all((line, covers, name) in self._declared for name in wanted)

    def _is_delivered(self, relation: str) -> bool:
        if relation not in self._delivered:
            name = engine_iri(expand(relation))
            self._delivered[relation] = self._store.ask(f"ASK {{ ?subject {name} ?object }}")
        return self._delivered[relation]


def by_reply(office: str) -> Judgement:
    """Return the state of what an office concerned has called right."""
    return Judgement("confirmed", "state.replied", offices=(office,))


def of_evidence(*, inferred: bool) -> Judgement:
    """Return the state of what rests on statements instead of silence.

    Nothing is confirmed before somebody responsible has said so.
    """
    return Judgement("presumed", "state.inferred" if inferred else "state.stated")
