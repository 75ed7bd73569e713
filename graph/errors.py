"""What can be wrong with log, store, query or dump: a message key with its values."""

from dataclasses import dataclass, field
from datetime import date

from graph.notation import dated
from ontology.messages import message


def _sentence(key: str, values: dict[str, object], language: str) -> str:
    """Return the sentence; a value that is a day or itself an error speaks the same language."""
    return message(
        key, language, **{name: _said(value, language) for name, value in values.items()}
    )


def _said(value: object, language: str) -> object:
    if isinstance(value, date):
        return dated(value.isoformat(), language)
    return value.text(language) if isinstance(value, GraphError) else value


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know although work goes on: a message key and its values."""

    key: str
    values: dict[str, object] = field(default_factory=dict)

    def text(self, language: str = "en") -> str:
        """Return the sentence in ``language`` (``de`` or ``en``)."""
        return _sentence(self.key, self.values, language)

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
        return _sentence(self.key, self.values, language)

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


class StoreError(GraphError):
    """A store on another machine that does not answer, or cannot do what is needed of it."""
