"""The questions as SHACL executables, so that other tools can list and run them."""

from collections.abc import Iterable, Iterator

from ontology.questions import Parameter, Question
from ontology.statement import XSD, Literal, Statement
from ontology.terms import expand
from ontology.vocabulary import Text

DATATYPES = {"date": "date", "number": "integer", "text": "string"}


def executables(found: Iterable[Question]) -> list[Statement]:
    """Return each of ``found`` as a ``sh:SPARQLSelectExecutable`` with its parameters.

    The prefixes stand in the query; see https://www.w3.org/TR/shacl-af/#SPARQLExecutable.
    """
    return [said for question in found for said in _executable(question)]


def _executable(question: Question) -> Iterator[Statement]:
    def say(relation: str, value: str | Literal) -> Statement:
        return Statement(question.iri, expand(relation), value)

    yield say("rdf:type", expand("sh:SPARQLSelectExecutable"))
    yield from words(question.iri, "rdfs:label", question.title)
    yield from words(question.iri, "rdfs:comment", question.question)
    yield from words(question.iri, "dcterms:description", question.description)
    yield say("schema:keywords", Literal(question.group))
    yield say("sh:select", Literal(question.sparql))
    for name in question.parameters:
        yield say("sh:parameter", f"{question.iri}#parameter-{name}")
    for name, parameter in question.parameters.items():
        yield from _parameter(question, name, parameter)


def _parameter(question: Question, name: str, parameter: Parameter) -> Iterator[Statement]:
    iri = f"{question.iri}#parameter-{name}"

    def say(relation: str, value: str | Literal) -> Statement:
        return Statement(iri, expand(relation), value)

    yield say("rdf:type", expand("sh:Parameter"))
    yield say("sh:path", f"{question.iri}#{name}")
    yield from words(iri, "sh:name", parameter.label)
    yield say("sh:optional", Literal(str(not parameter.required).lower(), f"{XSD}boolean"))
    if datatype := DATATYPES.get(parameter.type):
        yield say("sh:datatype", f"{XSD}{datatype}")
    else:
        named = parameter.table.class_iri if parameter.table else expand("qs:Organisation")
        yield say("sh:class", named)
    if parameter.default is not None:
        yield say("sh:defaultValue", Literal(str(parameter.default), f"{XSD}integer"))


def words(subject: str, relation: str, text: Text) -> Iterator[Statement]:
    """Return that ``subject`` has the wording ``text``, in both languages."""
    for language in ("de", "en"):
        yield Statement(
            subject, expand(relation), Literal.text(text.in_language(language), language)
        )
