"""What a cell may point at: things by identifier, label or abbreviation, of the right class."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ingest.faults import CellError, worded
from ingest.words import folded, nearest, plain
from ontology.known import KnownThing
from ontology.terms import kind_and_key
from ontology.vocabulary import Text, superclasses, terms

IN_BRACKETS = re.compile(r".*\(([A-Za-z0-9][A-Za-z0-9._-]*)\)")
SUGGESTIONS = 500  # after so many wrong names the reader needs no further ones, but an answer
CANDIDATES = 5
SEVERAL = 2


@cache
def class_label(class_iri: str) -> Text:
    """Return the label of a class in both languages."""
    return terms()[class_iri].label


@cache
def _belongs(class_iri: str, wanted: str) -> bool:
    return wanted in superclasses().get(class_iri, frozenset({class_iri}))


class Names:
    """All things that can be referred to, found by what people write.

    ``incomplete`` is true when a file could not be read: then an unknown name may be defined in
    it and is no fault of its own.
    """

    def __init__(self, things: Iterable[KnownThing] = ()) -> None:
        self.incomplete = False
        self._classes: dict[str, set[str]] = {}
        self._by_key: dict[str, list[str]] = {}
        self._by_name: dict[str, dict[str, None]] = {}
        self._written: dict[str, dict[str, str]] = {}
        self._nearest: dict[tuple[str, str], str] = {}
        self._choices: dict[str, dict[str, str]] = {}
        for thing in things:
            self.add(thing)

    def add(self, thing: KnownThing) -> None:
        """Make ``thing`` known; one that is known already gains its names and class."""
        classes = self._classes.setdefault(thing.iri, set())
        if not classes:
            self._by_key.setdefault(thing.key, []).append(thing.iri)
        classes.add(thing.class_iri)
        written = self._written.setdefault(thing.iri, {})
        for name in filter(None, (thing.key, *thing.names)):
            self._by_name.setdefault(folded(name), {})[thing.iri] = None
            written[plain(name)] = name

    def find(self, text: str, class_iri: str) -> str:
        """Return the IRI of the thing that ``text`` means, an item of ``class_iri``.

        Raises ``CellError`` when there is none or more than one.
        """
        known = False
        for found in self._meant(text):
            known = known or bool(found)
            fitting = [iri for iri in found if self._is(iri, class_iri)]
            if len(fitting) == 1:
                return fitting[0]
            if fitting:
                raise self._ambiguous(text, fitting)
        key = "ingest.wrong_kind" if known else "ingest.unknown_reference"
        suggestion = self._suggestion(text, class_iri)
        expected = worded("ingest.expected.reference")
        raise CellError(key, text, expected, suggestion, kind=class_label(class_iri))

    def _meant(self, text: str) -> Iterator[list[str]]:
        """Yield the things that ``text`` may mean, the surest way of reading it first."""
        yield self._by_key.get(text, [])
        yield [text] if text in self._classes else []
        yield list(self._by_name.get(folded(text), ()))
        kind, _, key = text.partition("/")
        yield [iri for iri in self._by_key.get(key, []) if kind_and_key(iri) == (kind, key)]
        bracketed = IN_BRACKETS.fullmatch(text)
        yield self._by_key.get(bracketed[1], []) if bracketed else []

    def _is(self, iri: str, class_iri: str) -> bool:
        return any(_belongs(known, class_iri) for known in self._classes[iri])

    def _ambiguous(self, text: str, fitting: list[str]) -> CellError:
        expected, candidates = worded("ingest.expected.identifier"), self._listed(fitting)
        return CellError("ingest.ambiguous_reference", text, expected, candidates=candidates)

    def _suggestion(self, text: str, class_iri: str) -> str:
        known = self._nearest.get((text, class_iri))
        if known is None and len(self._nearest) < SUGGESTIONS:
            known = self._sure(nearest(text, self._names_of(class_iri)), class_iri)
            self._nearest[text, class_iri] = known
        return known or ""

    def _sure(self, name: str, class_iri: str) -> str:
        """Return ``name``, or identifiers where several of the class have that name."""
        having = self._by_name.get(folded(name), ())
        fitting = [iri for iri in having if self._is(iri, class_iri)]
        return name if len(fitting) < SEVERAL else self._listed(fitting)

    def _names_of(self, class_iri: str) -> dict[str, str]:
        """Return the names of the class as written, by their plain form."""
        if class_iri not in self._choices:
            self._choices[class_iri] = {
                short: name
                for iri, names in self._written.items()
                if self._is(iri, class_iri)
                for short, name in names.items()
            }
        return self._choices[class_iri]

    def _listed(self, iris: list[str]) -> str:
        return ", ".join(self._short(iri) for iri in iris[:CANDIDATES])

    def _short(self, iri: str) -> str:
        """Return the key of a thing, with its kind before it where the key alone is not enough."""
        kind, key = kind_and_key(iri) or ("", iri)
        return f"{kind}/{key}" if len(self._by_key.get(key, ())) >= SEVERAL else key
