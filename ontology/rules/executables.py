"""The rules as SHACL executables, so that other tools can list and run them."""

from collections.abc import Iterable, Iterator

from ontology.questions.executables import words
from ontology.rules import Rule
from ontology.statement import XSD, Literal, Statement
from ontology.terms import BASE, expand


def executables(found: Iterable[Rule]) -> list[Statement]:
    """Return each of ``found`` as a ``sh:SPARQLSelectExecutable`` with its parameters.

    See https://www.w3.org/TR/shacl-af/#SPARQLExecutable; a parameter is the query's variable.
    """
    return [said for rule in found for said in _executable(rule)]


def _executable(rule: Rule) -> Iterator[Statement]:
    iri = f"{BASE}/rules/{rule.id}"
    yield Statement(iri, expand("rdf:type"), expand("sh:SPARQLSelectExecutable"))
    yield Statement(iri, expand("dcterms:identifier"), Literal(rule.id))
    yield Statement(iri, expand("schema:keywords"), Literal(rule.kind))
    yield from words(iri, "rdfs:label", rule.title)
    yield from words(iri, "rdfs:comment", rule.question)
    yield from words(iri, "dcterms:description", rule.definition)
    yield Statement(iri, expand("sh:select"), Literal(rule.sparql))
    for name, parameter in rule.parameters.items():
        own, number = f"{iri}#parameter-{name}", isinstance(parameter.default, int)
        kind = f"{XSD}integer" if number else f"{XSD}string"
        yield Statement(iri, expand("sh:parameter"), own)
        yield Statement(own, expand("rdf:type"), expand("sh:Parameter"))
        yield Statement(own, expand("sh:path"), f"{iri}#{name}")
        yield from words(own, "sh:description", parameter.meaning)
        yield Statement(own, expand("sh:optional"), Literal("true", f"{XSD}boolean"))
        yield Statement(own, expand("sh:datatype"), kind)
        yield Statement(own, expand("sh:defaultValue"), Literal(str(parameter.default), kind))
