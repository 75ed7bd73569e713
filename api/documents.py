"""The description of the interface (OpenAPI), in the reader's language."""

from collections.abc import Callable
from functools import cache
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.offers import add_forms
from api.refusals import MEDIA_TYPE
from api.settings import Language
from api.sparql.reference import paths
from api.statuses import statuses_of
from ontology.messages import message

Document = dict[str, Any]
JSON = "application/json"


def description_of(app: FastAPI) -> Callable[[Language], Document]:
    """Return a function that returns the OpenAPI document of ``app`` in a language."""

    @cache
    def describe(language: Language) -> Document:
        document = get_openapi(
            title=message("api.title", language),
            version=app.version,
            description=message("api.about", language),
            routes=app.routes,
        )
        document["paths"] |= paths()
        for path, operations in document["paths"].items():
            for method, operation in operations.items():
                add_forms(operation)
                _add_problems(operation, method, path)
                _put_into_words(operation, language)
        return document

    return describe


def _put_into_words(operation: Document, language: Language) -> None:
    """Give an operation, its parameters and its problems their texts."""
    operation["summary"] = message(f"api.route.{operation['operationId']}", language)
    operation["tags"] = [message(f"api.group.{tag}", language) for tag in operation["tags"]]
    operation.pop("description", None)  # says the same in English
    for parameter in operation.get("parameters", ()):
        parameter["description"] = message(f"api.parameter.{parameter['name']}", language)
    for status, answer in operation["responses"].items():
        answer["description"] = message(f"api.status.{status}", language)


def _add_problems(operation: Document, method: str, path: str) -> None:
    """Name each status of a problem in place of the one description of all of them."""
    problem = operation["responses"].pop("default")
    told = {MEDIA_TYPE: problem["content"][JSON]}
    for status in statuses_of(operation, method, path):
        content = {"content": told} if status >= HTTPStatus.BAD_REQUEST else {}
        operation["responses"].setdefault(str(int(status)), {"description": "", **content})
    operation["responses"] = dict(sorted(operation["responses"].items()))
