"""What a class or relation has to do with others, and where it is used."""

import re
from dataclasses import dataclass
from functools import cache

from rdflib import OWL, RDFS, SDO, SKOS, URIRef

from ontology.questions import Question, questions
from ontology.rules import Rule, rules
from ontology.source import read_graph
from ontology.tables import Table, tables
from ontology.terms import compact

BESIDE = {
    "above": (RDFS.subClassOf, RDFS.subPropertyOf),
    "domain": (SDO.domainIncludes, RDFS.domain),
    "range": (SDO.rangeIncludes, RDFS.range),
    "alike": (SKOS.closeMatch, SKOS.exactMatch, OWL.equivalentClass, RDFS.seeAlso),
}


@dataclass(frozen=True, slots=True)
class Usage:
    """A term among others: IRIs by ``above``, ``below``, ``domain``, ``range`` and ``alike``.

    And the tables, rules and questions in which it is used.
    """

    beside: dict[str, tuple[str, ...]]
    tables: tuple[Table, ...]
    rules: tuple[Rule, ...]
    questions: tuple[Question, ...]


@cache
def usage_of(iri: str) -> Usage:
    """Return how the class or relation ``iri`` is used; empty for what is neither."""
    graph, term = read_graph("querschnitt.ttl"), URIRef(iri)
    beside = {
        name: tuple(sorted({str(o) for each in relations for o in graph.objects(term, each)}))
        for name, relations in BESIDE.items()
    }
    below = {str(s) for each in BESIDE["above"] for s in graph.subjects(each, term)}
    said = re.compile(rf"(?<![\w:-]){re.escape(compact(iri))}(?![\w-])")
    return Usage(
        beside=beside | {"below": tuple(sorted(below))},
        tables=tuple(each for each in tables() if _holds(each, iri)),
        rules=tuple(each for each in rules() if said.search(each.query)),
        questions=tuple(each for each in questions() if said.search(each.query)),
    )


def _holds(table: Table, iri: str) -> bool:
    """Return whether rows of ``table`` are of the class ``iri``, or say or name something by it."""
    named = {name for each in table.columns for name in (each.path, each.class_iri)}
    # The table for single statements takes every relation; that says nothing.
    chosen = {name for each in table.columns for name in each.relations}
    return iri in {table.class_iri, *named} or (iri in chosen and table.name != "statements")
