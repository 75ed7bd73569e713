"""Everything that things are or were called, so that they can be found by any of it."""

from collections import defaultdict
from dataclasses import dataclass

from graph.backing import text_of
from graph.claims import CLAIM_START
from graph.model import Reference
from graph.references import references
from graph.store import Store
from ontology.terms import CURRENT, kind_and_key

_THINGS = f"SELECT DISTINCT ?thing ?class WHERE {{ GRAPH <{CURRENT}> {{ ?thing a ?class }} }}"
_NAMES = f"""SELECT DISTINCT ?thing ?name WHERE {{
  GRAPH ?claim {{
    ?thing skos:prefLabel|skos:altLabel|skos:notation|qs:abbreviation|qs:documentNumber ?name
  }}
  FILTER(STRSTARTS(STR(?claim), "{CLAIM_START}"))
}}"""
_LINES = "SELECT DISTINCT ?thing ?line WHERE { ?thing qs:identityLine ?line }"


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with its names, also those of other days; a line has those of all that is on it.

    ``related`` is what its predecessors and successors on the line are called.
    """

    reference: Reference
    class_iri: str
    names: tuple[str, ...]
    related: tuple[str, ...]


def named_things(store: Store) -> list[Named]:
    """Return every thing that is in force with all its names, its key first; by IRI."""
    classes = {text_of(row["thing"]): text_of(row["class"]) for row in store.select(_THINGS)}
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for row in store.select(_NAMES):
        names[text_of(row["thing"])][text_of(row["name"])] = None
    lines = {text_of(row["thing"]): text_of(row["line"]) for row in store.select(_LINES)}
    for thing, line in lines.items():
        names[line] |= names[thing]
    found = references(store, sorted(iri for iri in classes if kind_and_key(iri)))
    return [
        Named(
            each,
            classes[iri],
            tuple(dict.fromkeys((each.key, *sorted(names[iri])))),
            tuple(sorted(set(names[lines.get(iri, iri)]) - set(names[iri]))),
        )
        for iri, each in found.items()
    ]
