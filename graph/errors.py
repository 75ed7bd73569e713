"""What can be wrong with log, store, query or dump: a message key with its values."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files


@cache
def _wordings() -> dict[str, dict[str, str]]:
    path = files("ontology").joinpath("messages", "graph.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def wording(key: str, values: dict[str, object], language: str = "en") -> str:
    """Return the sentence of ``key`` in ``language`` (``de`` or ``en``) with its values."""
    return _wordings()[key][language].format_map(values)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know although work goes on: a message key and its values."""

    key: str
    values: dict[str, object] = field(default_factory=dict)

    def text(self, language: str = "en") -> str:
        """Return the sentence in ``language`` (``de`` or ``en``)."""
        return wording(self.key, self.values, language)

    def __str__(self) -> str:
        return self.text()


class GraphError(Exception):
    """Why ``graph`` cannot do what was asked; ``key`` names the sentence, ``values`` fill it."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def text(self, language: str = "en") -> str:
        """Return the sentence in ``language`` (``de`` or ``en``)."""
        return wording(self.key, self.values, language)

    def __str__(self) -> str:
        return self.text()


class DamageError(GraphError):
    """The change log is damaged or unreadable: restore it from a backup."""


class LockedError(GraphError):
    """Another process writes to this data folder."""


class WriteError(GraphError):
    """The disk or folder does not take what should be written; nothing half-written stays."""


class QueryError(GraphError):
    """A query or update that cannot be understood, is not allowed, or fails."""


class InputError(GraphError):
    """A statement, claim, change or dump that cannot be taken in."""
