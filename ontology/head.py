"""Query files with a head: SPARQL whose lines ``#+`` hold TOML that says what its rows mean."""

import re
import tomllib
from collections.abc import Iterator
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Self, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

HEAD = "#+ "
SUFFIX = ".rq"
TODAY = "today"
"""The variable that holds the day asked about."""
_SELECTED = re.compile(r"^SELECT\s+(?:DISTINCT\s+)?(.+?)\s*^WHERE", re.MULTILINE | re.DOTALL)
_VARIABLE = re.compile(r"\([^?]*\(.*?\)\s+AS\s+\?(\w+)\)|\?(\w+)")

Kind = TypeVar("Kind", bound="Headed")


class HeadError(ValueError):
    """A query file that cannot be used; the message names the file and what is wrong."""


class Part(BaseModel):
    """A part of a head: frozen, and nothing in it goes unread."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Headed(Part):
    """A query with its head; ``id`` is the file's name without suffix."""

    id: str
    query: str

    @property
    def sparql(self) -> str:
        """Return the query without its head."""
        lines = self.query.splitlines(keepends=True)
        return "".join(line for line in lines if not line.startswith(HEAD))

    @model_validator(mode="after")
    def _reads_alike_everywhere(self) -> Self:
        if not self.selected:
            raise ValueError("the query has to begin with SELECT, its variables and WHERE")
        if "ORDER BY" not in self.query:
            raise ValueError("the query needs an ORDER BY, so that its answer is always the same")
        if re.search(r"^[^#]*\bMINUS\b", self.query, re.MULTILINE):
            raise ValueError("MINUS: write FILTER NOT EXISTS, which every engine reads alike")
        return self

    @cached_property
    def selected(self) -> tuple[str, ...]:
        """Return every variable that the query selects, in its order."""
        found = _SELECTED.search(self.query)
        names = _VARIABLE.findall(found[1]) if found else ()
        return tuple(computed or plain for computed, plain in names)


def read_headed(file: Traversable, kind: type[Kind]) -> Kind:
    """Return what ``file`` holds as a ``kind``; raises ``HeadError``."""
    query = file.read_text(encoding="utf-8")
    head = [line.removeprefix(HEAD) for line in query.splitlines() if line.startswith(HEAD)]
    try:
        given = tomllib.loads("\n".join(head))
        return kind.model_validate(given | {"id": file.name.removesuffix(SUFFIX), "query": query})
    except ValidationError as error:
        raise HeadError(f"{file.name}: {_problems(error)}") from error
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise HeadError(f"{file.name}: {error}") from error


def headed_in(package: str, kind: type[Kind]) -> Iterator[Kind]:
    """Yield every query file of ``package``, sorted by id; raises ``HeadError``."""
    found = [file for file in files(package).iterdir() if file.name.endswith(SUFFIX)]
    for file in sorted(found, key=lambda file: file.name):
        yield read_headed(file, kind)


def _problems(error: ValidationError) -> str:
    found = (
        (".".join(map(str, part["loc"])), part["msg"].removeprefix("Value error, "))
        for part in error.errors()
    )
    return "; ".join(f"{place}: {reason}" if place else reason for place, reason in found)
