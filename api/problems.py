"""Why somebody who asks gets no answer, and what may help instead."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus

from rapidfuzz import fuzz, process

from api.settings import Language
from graph.errors import GraphError
from graph.notation import dated
from ontology.messages import catalogue, message
from ontology.vocabulary import Text

SIMILAR = 50.0  # per cent; below, a hint confuses more than it helps
HINTS = 5


@dataclass(eq=False)
class ProblemError(Exception):
    """Why a request has no answer: a message key and its values.

    ``members`` are further members of the problem document, ``headers`` go with the response.
    """

    key: str
    status: HTTPStatus
    values: Mapping[str, object] = field(default_factory=dict)
    members: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def title(self, language: Language) -> str:
        """Return the name of this kind of problem."""
        named = f"api.status.{self.status.value}"
        return message(named if named in catalogue() else "api.status.other", language)

    def detail(self, language: Language) -> str:
        """Return the sentence that says what is wrong and what is expected."""
        values = {name: _said(value, language) for name, value in self.values.items()}
        return message(self.key, language, **values)


def _said(value: object, language: Language) -> object:
    if isinstance(value, GraphError):
        return value.text(language)
    if isinstance(value, date):
        return dated(value.isoformat(), language)
    return value.in_language(language) if isinstance(value, Text) else value


def unknown(key: str, name: str, known: Iterable[str]) -> ProblemError:
    """Return the problem that nothing is called ``name``, with the nearest of ``known``."""
    hints = nearest(name, known)
    values = {"name": name, "nearest": ", ".join(hints) or "–"}
    return ProblemError(key, HTTPStatus.NOT_FOUND, values, {"nearest": hints})


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """Return the texts of ``known`` most similar to ``name``; if none is, the first of them."""
    names = list(known)
    found = process.extract(name, names, scorer=fuzz.WRatio, limit=HINTS, score_cutoff=SIMILAR)
    return [text for text, _, _ in found] or names[:HINTS]


def expect(parameter: str, value: str, known: Iterable[str]) -> None:
    """Raise the problem that ``value`` is none of ``known``; an empty value asks for nothing."""
    names = list(known)
    if value and value not in names:
        hints = nearest(value, names)
        raise ProblemError(
            "api.unknown_value",
            HTTPStatus.UNPROCESSABLE_ENTITY,
            {"parameter": parameter, "found": value, "nearest": ", ".join(hints) or "–"},
            {"parameter": parameter, "nearest": hints},
        )
