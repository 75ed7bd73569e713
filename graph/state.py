"""How certain a finding is: confirmed, presumed, or nothing was delivered at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.model import Reference, State
from graph.portfolio import Portfolio
from graph.references import Named
from graph.sentence import listed
from graph.store import Store
from graph.terms import engine_iri
from ontology.messages import both
from ontology.rules import Scope
from ontology.terms import concept_iri, expand
from ontology.vocabulary import Text, concept_labels

_DECLARED = """SELECT ?by ?covers ?field WHERE {
  ?declaration a qs:CompletenessDeclaration ; qs:declaredBy ?by ; qs:coversKind ?covers .
  OPTIONAL { ?declaration qs:field ?field }
}"""
EXCERPT = concept_iri("completeness", "excerpt")


@dataclass(frozen=True, slots=True)
class Silence:
    """What it would take for nothing on record to mean that there is nothing.

    ``responsible`` are IRIs of offices or identity lines; nobody means every co-responsible one.
    """

    scope: Scope
    responsible: tuple[str, ...]
    fields: tuple[str, ...]
    none_planned: bool
    excerpt: bool


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

    def state(self, silence: Silence, named: Named) -> tuple[State, Text]:
        """Return the state of a gap and why; ``named`` knows every office that may be named."""
        scope = silence.scope
        if silence.none_planned:
            return "confirmed", both("state.none_planned")
        kind = concept_labels()[concept_iri("covers", scope.covers)]
        if not self._any(scope.needs):
            return "no-data", _about("state.no_data", kind)
        responsible = self.responsible(silence)
        missing = self.undeclared(silence)
        if missing or not responsible:
            return "presumed", _about("state.undeclared", kind, [named[name] for name in missing])
        if silence.excerpt:
            return "presumed", both("state.excerpt")
        return "confirmed", _about("state.declared", kind, [named[name] for name in responsible])

    def responsible(self, silence: Silence) -> tuple[str, ...]:
        """Return the offices that would have to declare completeness, in official order."""
        offices = {self._offices.present(office) for office in silence.responsible}
        return tuple(sorted(offices, key=self._offices.rank)) or self._offices.co_responsible

    def undeclared(self, silence: Silence) -> list[str]:
        """Return the responsible offices that have not declared all of the scope complete."""
        covers = concept_iri("covers", silence.scope.covers)
        return [
            office
            for office in self.responsible(silence)
            if not self._complete(self._offices.identity(office), covers, silence.fields)
        ]

    def _complete(self, line: str, covers: str, fields: Iterable[str]) -> bool:
        if (line, covers, "") in self._declared:
            return True
        wanted = list(fields)
        return bool(wanted) and all((line, covers, name) in self._declared for name in wanted)

    def _any(self, relations: Iterable[str]) -> bool:
        return any(self._is_delivered(relation) for relation in relations)

    def _is_delivered(self, relation: str) -> bool:
        if relation not in self._delivered:
            name = engine_iri(expand(relation))
            self._delivered[relation] = self._store.ask(f"ASK {{ ?subject {name} ?object }}")
        return self._delivered[relation]


def of_evidence(*, inferred: bool) -> tuple[State, Text]:
    """Return the state of what rests on statements instead of silence, and why."""
    if inferred:
        return "presumed", both("state.inferred")
    return "confirmed", both("state.stated")


def _about(key: str, kind: Text, offices: Sequence[Reference] = ()) -> Text:
    german = both(key, list=kind.de, offices=listed(offices, "de"))
    english = both(key, list=kind.en, offices=listed(offices, "en"))
    return Text(german.de, english.en)
