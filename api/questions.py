"""Questions that are asked again and again: what readers may set, and the answers as data."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Annotated, Any

from fastapi.exceptions import RequestValidationError
from pydantic import Field, ValidationError, create_model

from api.answers import Answer as Told
from api.answers import page_json
from api.asked import Asked, Word
from api.knowledge import Knowledge
from api.places import office_named
from api.problems import ProblemError, expect, unknown
from api.refusals import problem_of
from api.reports import notation
from api.tabular import Sheet
from graph.answering import Answer, answer
from graph.model import Reference, Value
from graph.store import Values
from graph.terms import Term
from ontology.questions import MINISTRY, Group, Parameter, Question, View, question_named, questions
from ontology.statement import Literal
from ontology.terms import expand, thing_iri
from ontology.vocabulary import Text

MINISTRIES = "lines"
"""A reader picks a ministry by its identity line; every other name of it is taken, too."""
NUMBERS = {expand("xsd:integer"): int, expand("xsd:decimal"): float}
BOOLEAN = expand("xsd:boolean")


class QuestionAnswer(Told):
    """A question: its words, parameters and columns, its query, and where it is answered."""

    id: str
    group: Group
    view: View
    title: Text
    question: Text
    description: Text
    columns: Mapping[str, Text]
    parameters: Mapping[str, Parameter]
    query: str
    address: str


def question_for(slug: str) -> Question:
    """Return the question called ``slug``; raises ``ProblemError`` naming the nearest."""
    if found := question_named(slug):
        return found
    raise unknown("api.unknown_question", slug, [each.id for each in questions()])


def told_of(question: Question) -> QuestionAnswer:
    """Return what is told of ``question``."""
    told = question.model_dump(include=set(QuestionAnswer.model_fields) - {"query"})
    return QuestionAnswer(**told, query=question.sparql, address=f"/query/{question.id}")


def answer_to(known: Knowledge, question: Question, asked: Mapping[str, str]) -> Answer:
    """Return the answer with the parameters that ``asked`` sets; raises what ``given_to`` does."""
    given = given_to(known, question, asked)
    name = ("question", question.id, frozenset(given.items()))
    return known.kept(name, lambda: answer(known.store, question, given, day=known.day))


def given_to(known: Knowledge, question: Question, asked: Mapping[str, str]) -> Values:
    """Return the values of the parameters that ``asked`` sets, and defaults, as terms.

    Raises ``ProblemError`` naming parameter, found and expected.
    """
    told = {n: text for n, text in asked.items() if text or n not in question.parameters}
    try:
        checked = _asked_of(question.id).model_validate(told).model_dump()
    except ValidationError as error:
        faults = [{**fault, "loc": ("query", *fault["loc"])} for fault in error.errors()]
        raise problem_of(RequestValidationError(faults)) from error
    return {
        name: _term(known, name, parameter, checked[name])
        for name, parameter in question.parameters.items()
        if checked[name] is not None
    }


@cache
def _asked_of(slug: str) -> type[Asked]:
    """Return what the address of a question takes: its parameters beside what all take."""
    parameters = question_for(slug).parameters.items()
    own: dict[str, Any] = {name: _field(each) for name, each in parameters}  # as pydantic has it
    return create_model("QuestionAsked", __base__=Asked, page=(Word, ""), **own)


def _field(parameter: Parameter) -> tuple[object, object]:
    number = Annotated[int, Field(ge=parameter.least, le=parameter.most)]
    kinds: Mapping[str, Any] = {"date": date, "number": number}  # types are values here
    kind: object = kinds.get(parameter.type, Word) | None
    return kind, ... if parameter.required else parameter.default


def _term(known: Knowledge, name: str, parameter: Parameter, value: str | int | date) -> Term:
    if isinstance(value, int):
        return Literal(str(value), expand("xsd:integer"))
    if isinstance(value, date):
        return Literal(value.isoformat())
    if parameter.type == MINISTRY:
        return _office(known, name, value)
    if table := parameter.table:
        expect(name, value, known.keys(table.name))
        return thing_iri(table.kind, value)
    return Literal(value)


def _office(known: Knowledge, name: str, value: str) -> str:
    try:
        return office_named(known, value).iri
    except ProblemError as problem:
        raise replace(problem, members={"parameter": name, **problem.members}) from problem


def choices(known: Knowledge, question: Question) -> dict[str, list[Reference]]:
    """Return for each parameter that names a thing which things there are."""
    lists = {n: p.table.name for n, p in question.parameters.items() if p.table}
    lists |= {n: MINISTRIES for n, p in question.parameters.items() if p.type == MINISTRY}
    return {name: known.references(table) for name, table in lists.items()}


def answer_json(found: Answer) -> str:
    """Return the answer as a list: each row an object by column, things as references."""
    rows = [dict(zip(found.question.columns, map(_cell, row), strict=True)) for row in found.rows]
    return page_json(rows, following=None, total=len(rows))


def _cell(value: Value | None) -> object:
    if value is None or value.reference:
        return value and value.reference
    if value.datatype == BOOLEAN:
        return value.text in {"true", "1"}
    return NUMBERS.get(value.datatype, str)(value.text)


def answer_table(found: Answer) -> Sheet:
    """Return the answer as a table: things by their keys, with their labels in a column beside."""
    names = tuple(found.question.columns)
    named = {
        name
        for row in found.rows
        for name, value in zip(names, row, strict=True)
        if value and value.reference
    }
    heads = [head for n in names for head in ((n, f"{n}_label") if n in named else (n,))]
    rows = [
        [
            cell
            for name, value in zip(names, row, strict=True)
            for cell in _cells(value)[: 2 if name in named else 1]
        ]
        for row in found.rows
    ]
    return Sheet(found.question.id, heads, rows)


def _cells(value: Value | None) -> tuple[str, str]:
    if value is None or value.reference is None:
        return value.text if value else "", ""
    return notation(value.reference), value.reference.label.de
