"""The description of the interface (OpenAPI), in the reader's language."""

from collections.abc import Callable
from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.refusals import MEDIA_TYPE
from api.settings import Language
from api.sparql.reference import paths
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
        for operations in document["paths"].values():
            for operation in operations.values():
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
    problem = operation["responses"]["default"]
    problem["description"] = message("api.problem", language)
    problem["content"] = {MEDIA_TYPE: problem["content"].pop(JSON)}
    for status, answer in operation["responses"].items():
        if status in {"200", "201", "204"}:
            answer["description"] = message("api.answer", language)
