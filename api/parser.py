"""The parser of the command line, speaking the reader's language in help and errors."""

import argparse
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any, NoReturn

from api.settings import LANGUAGES, Language
from ontology.messages import message

# What argparse says in English, and the key of our own sentence for it.
COMPLAINTS = {
    r"the following arguments are required: (?P<names>.+)": "cli.parser.required",
    r"unrecognized arguments: (?P<names>.+)": "cli.parser.unknown",
    r"argument (?P<names>\S+): invalid choice: (?P<found>'[^']*').*choose from (?P<known>.+)\)": (
        "cli.parser.choice"
    ),
    r"argument (?P<names>\S+): invalid \w+ value: (?P<found>.+)": "cli.parser.value",
    r"argument (?P<names>\S+): expected .*argument.*": "cli.parser.argument",
    r"argument (?P<names>\S+): not allowed with argument (?P<other>.+)": "cli.parser.together",
}


class UsageError(Exception):
    """A command line that cannot be followed; its text is for the reader, usage included."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option or argument of a command; its help is the text ``cli.option.<topic>``."""

    names: tuple[str, ...]
    topic: str
    details: dict[str, Any] = field(default_factory=dict)


def option(*names: str, topic: str = "", **details: Any) -> Option:
    """Return the option ``names``, with the ``details`` that argparse takes.

    A ``metavar`` is named by its topic: the text ``cli.place.<topic>``.
    """
    return Option(names, topic or names[-1].lstrip("-").replace("-", "_"), details)


def positive(text: str) -> int:
    """Return the whole number above zero that ``text`` is; raises ``ValueError``."""
    if (number := int(text)) < 1:
        raise ValueError(text)
    return number


def day(text: str) -> date:
    """Return the day that ``text`` is, such as 2017-06-01; raises ``ValueError``."""
    return date.fromisoformat(text)


class Parser(argparse.ArgumentParser):
    """A parser whose help and complaints are in ``language``."""

    def __init__(self, *, language: Language, description: str, prog: str | None = None) -> None:
        super().__init__(prog=prog, description=description, add_help=False, allow_abbrev=False)
        self.language: Language = language
        self._positionals.title = message("cli.parser.arguments", language)
        self._optionals.title = message("cli.parser.options", language)
        self.add_argument("-h", "--help", action="help", help=message("cli.option.help", language))

    def take(self, options: Iterable[Option]) -> None:
        """Add ``options`` with their help texts."""
        for each in options:
            text = message(f"cli.option.{each.topic}", self.language).replace("%", "%%")
            details = dict(each.details)
            if place := details.get("metavar"):
                details["metavar"] = message(f"cli.place.{place}", self.language)
            self.add_argument(*each.names, help=text, **details)

    def format_usage(self) -> str:
        """Return the usage line in the reader's language."""
        return self._translated(super().format_usage())

    def format_help(self) -> str:
        """Return the help in the reader's language."""
        return self._translated(super().format_help())

    def _translated(self, text: str) -> str:
        return text.replace("usage: ", f"{message('cli.parser.usage', self.language)}: ", 1)

    def error(self, message: str) -> NoReturn:
        """Raise ``UsageError`` in the reader's language."""
        raise UsageError(f"{self.format_usage()}{_in_words(message, self.language)}")


def _in_words(complaint: str, language: Language) -> str:
    for pattern, key in COMPLAINTS.items():
        if found := re.fullmatch(pattern, complaint):
            return message(key, language, **found.groupdict())
    return complaint


def language_asked(arguments: list[str], default: Language) -> Language:
    """Return the language that ``--lang`` asks for; needed before there can be a help text."""
    for language in LANGUAGES:
        if f"--lang={language}" in arguments:
            return language
        if ("--lang", language) in pairwise(arguments):
            return language
    return default
