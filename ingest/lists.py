"""The drop-downs of a workbook: what a column offers to choose from."""

from collections.abc import Iterable

from ingest.cells import CONTROL
from ontology.known import KnownThing
from ontology.messages import message
from ontology.tables import Column
from ontology.vocabulary import superclasses, terms

LONGEST_LIST = 32_000  # entries that a spreadsheet offers
LONGEST_NAME = 100  # characters; the identifier behind it counts


class DropDowns:
    """The lists that columns offer, in one language, each kept once."""

    def __init__(self, known: Iterable[KnownThing], language: str) -> None:
        self._known = sorted(known, key=lambda thing: (thing.names[:1], thing.key))
        self._language = language
        self._of_class: dict[tuple[str, str], tuple[str, ...]] = {}
        self._numbers: dict[tuple[str, ...], int] = {}

    @property
    def lists(self) -> list[tuple[str, ...]]:
        """Return the lists that some column offers, in the order of their numbers."""
        return list(self._numbers)

    def number_for(self, column: Column) -> int | None:
        """Return the number of the list that ``column`` offers, or ``None``."""
        entries = self._entries(column)
        if not 0 < len(entries) <= LONGEST_LIST:
            return None
        return self._numbers.setdefault(entries, len(self._numbers))

    def _entries(self, column: Column) -> tuple[str, ...]:
        if column.role == "relation":
            labels = [terms()[relation].label for relation in column.relations]
            return tuple(sorted(label.in_language(self._language) for label in labels))
        if column.kind == "reference":
            return self._things(column.class_iri, column.separator)
        if column.kind == "boolean":
            texts = (message(f"ingest.word.{name}", self._language) for name in ("true", "false"))
            return tuple(text.split(",")[0] for text in texts)
        return tuple(choice.label.in_language(self._language) for choice in column.choices)

    def _things(self, class_iri: str, separator: str) -> tuple[str, ...]:
        if (class_iri, separator) not in self._of_class:
            found = (
                _entry(thing, separator)
                for thing in self._known
                if class_iri in superclasses().get(thing.class_iri, frozenset({thing.class_iri}))
            )
            self._of_class[class_iri, separator] = tuple(found)
        return self._of_class[class_iri, separator]


def _entry(thing: KnownThing, separator: str) -> str:
    """Return a name to recognise a thing by, with its identifier in brackets."""
    name = CONTROL.sub("", " ".join(thing.names[0].split())) if thing.names else ""
    if not name or (separator and separator in name):
        return thing.key
    shown = name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"
    return f"{shown} ({thing.key})"
