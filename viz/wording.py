"""The words of the pages: texts by key, numbers and dates as the reader's language writes them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from markupsafe import Markup, escape

from graph.model import ClaimView, Reference, Value
from graph.notation import dated, numbered
from ontology.messages import catalogue, message
from ontology.terms import EDTF, NAMESPACE, expand
from ontology.vocabulary import Text, schemes, terms
from viz.frame import Language

DATES = {expand(f"xsd:{name}") for name in ("date", "gYearMonth", "gYear")} | {EDTF}
NUMBERS = {expand(f"xsd:{name}") for name in ("integer", "decimal", "nonNegativeInteger")}
BOOLEAN = expand("xsd:boolean")


@dataclass(frozen=True, slots=True)
class Wording:
    """All that a page says, in one language."""

    language: Language

    def text(self, key: str, **values: object) -> str:
        """Return the text ``viz.{key}``; raises ``KeyError`` for an unknown key."""
        return message(f"viz.{key}", self.language, **self._written(values))

    def rich(self, key: str, **values: object) -> Markup:
        """Return the text ``viz.{key}`` as HTML with its values emphasised; nothing else is."""
        raw = catalogue()[f"viz.{key}"].in_language(self.language)
        written = {name: self._strong(value) for name, value in self._written(values).items()}
        return Markup(escape(raw)).format(**written)  # noqa: S704 - it is escaped

    def count(self, key: str, number: int) -> str:
        """Return ``number`` with its noun in the right form: ``1 Maßnahme``, ``2 Maßnahmen``."""
        return self.text(f"{key}.{'one' if number == 1 else 'other'}", n=number)

    def rich_count(self, key: str, number: int) -> Markup:
        """Return what ``count`` returns as HTML with the number emphasised."""
        return self.rich(f"{key}.{'one' if number == 1 else 'other'}", n=number)

    def label(self, text: Text) -> str:
        """Return a wording of the data in the reader's language, else in the other one."""
        return text.in_language(self.language) or text.de or text.en

    def name(self, found: Reference) -> str:
        """Return what a thing is called, or its key when it has no label."""
        return self.label(found.label) or found.key or found.iri

    def short(self, found: Reference) -> str:
        """Return a thing's abbreviation, or its name when it has none."""
        return found.abbreviation or self.name(found)

    def choice(self, scheme: str, value: str) -> str:
        """Return what a value of a closed list is called; ``value`` is its notation or IRI."""
        wanted = value.rpartition("/")[2]
        for each in schemes().get(scheme, ()):
            if each.notation == wanted:
                return self.label(each.label)
        return value

    def choices(self, found: Iterable[Reference]) -> list[tuple[str, str]]:
        """Return keys and names to choose from; namesakes are told apart by their keys."""
        named = [(each.key, self.name(each)) for each in found]
        often = Counter(name for _, name in named)
        return [(key, f"{name} ({key})" if often[name] > 1 else name) for key, name in named]

    def role(self, column: str) -> str:
        """Return what a column of a rule is called: as a text, a class or a relation of ours."""
        if f"viz.role.{column}" in catalogue():
            return self.text(f"role.{column}")
        for name in (column[:1].upper() + column[1:], column):
            if term := terms().get(NAMESPACE + name):
                return self.label(term.label)
        return column.replace("_", " ")

    def group(self, tag: str) -> str:
        """Return what a group of addresses is called, or its tag if we have no word for it."""
        key = f"docs.group.{tag.replace(' ', '_')}"
        return self.text(key) if f"viz.{key}" in catalogue() else tag

    def claim_title(self, claim: ClaimView) -> str:
        """Return a claim in one line: which documents say it, and on which basis."""
        if claim.said_by and not claim.sources:
            return self.text("claim.said_by", office=self.name(claim.said_by))
        titles = [self._cited(source.document, source.date) for source in claim.sources]
        said = "; ".join(titles) or self.text("claim.no_source")
        return f"{said} – {self.choice('basis', claim.basis)}"

    def value(self, found: Value) -> str:
        """Return a value as the reader's language writes it."""
        if found.reference is not None:
            return self.name(found.reference)
        if found.datatype in DATES:
            return self.date(found.text)
        if found.datatype in NUMBERS:
            return self.number(found.text)
        if found.datatype == BOOLEAN:
            return self.text("yes" if found.text in {"true", "1"} else "no")
        return found.text

    def number(self, number: int | str) -> str:
        """Return a number with the language's marks: ``1.234,5`` or ``1,234.5``."""
        return numbered(str(number), self.language)

    def date(self, text: str) -> str:
        """Return a date with exactly the precision it has: day, month, season, year, interval."""
        return dated(text, self.language)

    def moment(self, text: str) -> str:
        """Return the day of an ISO 8601 time, and the text itself when it is none."""
        try:
            return self.date(datetime.fromisoformat(text).date().isoformat())
        except ValueError:
            return text

    def _cited(self, document: Reference, date: str) -> str:
        return self.name(document) + (f" ({self.date(date)})" if date else "")

    def _written(self, values: Mapping[str, object]) -> dict[str, object]:
        return {
            name: self.number(value) if isinstance(value, int) else value
            for name, value in values.items()
        }

    def _strong(self, value: object) -> Markup:
        if isinstance(value, Markup):
            return value
        return Markup("<strong>{}</strong>").format(value)


@cache
def wording(language: Language) -> Wording:
    """Return the words of ``language``."""
    return Wording(language)
