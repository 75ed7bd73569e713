"""Questions that are asked again and again: their list, and each with its answer."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.datastructures import QueryParams

from api.answers import Page, page_json
from api.asked import Asked
from api.frames import Framed, Here, Known
from api.linked import statement_forms
from api.negotiation import CSV, HTML, JSON, XLSX
from api.problems import ProblemError
from api.questions import (
    QuestionAnswer,
    answer_json,
    answer_table,
    answer_to,
    choices,
    question_for,
    told_of,
)
from api.representation import represented
from api.tabular import csv_text, xlsx
from graph.answering import Answer, statements
from ontology.questions import questions
from ontology.questions.executables import executables
from viz import questionnaire

router = APIRouter()


@router.get("/api/v1/questions", response_model=Page[QuestionAnswer], tags=["linked"])
def list_questions(request: Request, _: Annotated[Asked, Query()]) -> Response:
    """Return all questions with their parameters and queries."""
    return represented(request, {JSON: _listed})


@router.get("/query", include_in_schema=False)
def questions_page(request: Request, here: Here, frame: Framed) -> Response:
    """Return the page of all questions; as linked data they are SHACL executables."""
    return represented(
        request,
        {
            HTML: lambda: questionnaire.questions(frame, questions()),
            JSON: _listed,
            **statement_forms(lambda: executables(questions()), here),
        },
    )


@router.get("/query/{key}", tags=["linked"])
def one_question(request: Request, known: Known, here: Here, frame: Framed, key: str) -> Response:
    """Return a question with its answer; its parameters are those of the address."""
    question = question_for(key)
    asked = _once(request.query_params)
    waiting = [n for n, p in question.parameters.items() if p.required and not asked.get(n)]

    def as_page() -> str:
        found = None if waiting else answer_to(known, question, asked)
        return questionnaire.question(frame, question, found, choices(known, question))

    def answered() -> Answer:
        return answer_to(known, question, asked)

    return represented(
        request,
        {
            HTML: as_page,
            JSON: lambda: answer_json(answered()),
            CSV: lambda: csv_text(answer_table(answered())),
            XLSX: lambda: xlsx(answer_table(answered())),
            **statement_forms(lambda: statements(answered()), here),
        },
    )


def _once(given: QueryParams) -> dict[str, str]:
    """Return the parameters of the address; raises ``ProblemError`` for one that stands twice."""
    for name in given:
        if len(given.getlist(name)) > 1:
            values = {"parameter": name}
            raise ProblemError("api.sparql_twice", HTTPStatus.UNPROCESSABLE_ENTITY, values, values)
    return dict(given)


def _listed() -> str:
    found = questions()
    return page_json(map(told_of, found), following=None, total=len(found))
