"""Things and concepts as something to point at: their labels, abbreviations, kinds and keys."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.model import Reference
from graph.selection import one_of
from graph.store import Row, Store
from graph.terms import Term
from ontology.statement import Literal
from ontology.tables import tables
from ontology.terms import CURRENT, expand, kind_and_key
from ontology.vocabulary import Text, concept_labels, terms

LABELS = ("skos:prefLabel", "qs:seatGroup", "dcterms:description", "oa:exact")
"""Where a name is looked for, best first; the last two are texts that serve where there is none."""

ABBREVIATION = "qs:abbreviation"
_QUERY = "SELECT ?thing ?relation ?value {{ GRAPH <{graph}> {{ {things} {relations} ?thing ?relation ?value }} }}"
LONGEST = 160


@dataclass(slots=True)
class _Names:
    labels: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    abbreviation: str = ""


class References(Mapping[str, Reference]):
    """References by IRI; whatever is asked for gets one, a stranger shows its own address."""

    def __init__(self, known: dict[str, Reference]) -> None:
        """Hold the references ``known``."""
        self._known = known

    def __getitem__(self, iri: str) -> Reference:
        return self._known.get(iri) or nameless(iri)

    def __iter__(self):  # noqa: D105
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)
