"""Sentences from the templates of a rule: names joined as one speaks, words in their number."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from graph.model import Reference
from graph.notation import dated, numbered
from ontology.messages import message
from ontology.rules import COUNT
from ontology.vocabulary import Text

MOST = 6


def _quoted(name: str, language: str) -> str:
    return message("sentence.quoted", language, name=name)


WRITTEN: Mapping[str, Callable[[str, str], str]] = {
    "quoted": _quoted,
    "date": dated,
    "number": numbered,
}
"""What each of the forms in a rule makes of a text in a language."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names in a sentence, each once; one of ``WRITTEN`` says how each is written."""

    names: Sequence[str]
    language: str

    def __format__(self, form: str) -> str:
        names = list(dict.fromkeys(self.names))
        if form:
            names = [WRITTEN[form](name, self.language) for name in names]
        return enumerated(names, self.language)


class Count(int):
    """A number in a sentence; the format ``one|many`` gives the word that goes with it."""

    def __format__(self, form: str) -> str:
        if "|" not in form:
            return str(int(self))
        one, many = form.split("|")
        return one if self == 1 else many


def sentence(
    template: Text, members: Mapping[str, Sequence[Reference]], values: Mapping[str, Sequence[str]]
) -> Text:
    """Return ``template`` filled in both languages.

    ``{measure}`` stands for the names in ``members`` or ``values``, ``{n_measure}`` for how many
    different ones there are; offices are called by their abbreviation.
    """
    german = template.de.format_map(_filling("de", members, values))
    english = template.en.format_map(_filling("en", members, values))
    return Text(_capital(german), _capital(english))


def enumerated(names: Sequence[str], language: str) -> str:
    """Return ``names`` as one says them: commas, a last „und“; very many are cut short."""
    shown = list(names)
    if not shown:
        return message("sentence.nothing", language)
    if len(shown) > MOST:
        rest = len(shown) - (MOST - 1)
        shown = [*shown[: MOST - 1], message("sentence.more", language, number=rest)]
    if len(shown) == 1:
        return shown[0]
    return ", ".join(shown[:-1]) + message("sentence.and", language) + shown[-1]


def listed(found: Sequence[Reference], language: str) -> str:
    """Return the names of ``found`` as one says them, offices by their abbreviation."""
    return format(Names([called(part, language) for part in found], language), "")


def called(found: Reference, language: str) -> str:
    """Return the abbreviation of ``found``, or its label."""
    return found.abbreviation or found.label.in_language(language)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _filling(
    language: str, members: Mapping[str, Sequence[Reference]], values: Mapping[str, Sequence[str]]
) -> dict[str, Names | Count]:
    filling: dict[str, Names | Count] = {}
    for name, texts in values.items():
        filling[name] = Names(texts, language)
        filling[COUNT + name] = Count(len(set(texts)))
    for name, found in members.items():
        filling[name] = Names([called(part, language) for part in found], language)
        filling[COUNT + name] = Count(len({part.iri for part in found}))
    return filling
