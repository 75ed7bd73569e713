"""What a deployment may set: read once from the environment, overridden by arguments."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import Literal as OneOf
from typing import Self

from api.sparql.allowance import Allowance
from ontology.terms import BASE

Language = OneOf["de", "en"]
LANGUAGES: tuple[Language, ...] = ("de", "en")
PREFIX = "QUERSCHNITT_"
QUERY = "QUERY_"
# The licence that German administrations use most, as the list of DCAT-AP.de names it.
LICENSE = "http://dcat-ap.de/def/licenses/dl-by-de/2.0"
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`?#]*[^\s<>\"{}|\\^`?#/]")
_MAIL = re.compile(r"[^\s<>\"@/]+@[^\s<>\"@/]+")


class SettingError(ValueError):
    """A setting that cannot be used; ``name`` is the variable, ``value`` what it holds."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(name, value, expected)
        self.name, self.value, self.expected = name, value, expected


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run.

    ``hosts`` are further names that the server answers to; ``token`` is who writes; ``store`` is
    a SPARQL endpoint that keeps the data, one or two addresses, empty for a store in memory.
    ``base`` is what addresses in linked data begin with, ``license`` the address of the licence
    of the data, ``publisher`` who answers for them, ``contact`` an address where to ask.
    """

    data: Path = Path("data")
    language: Language = "de"
    host: str = "127.0.0.1"
    port: int = 8000
    hosts: tuple[str, ...] = ()
    author: str = "operator"
    token: str = ""
    store: str = ""
    allowance: Allowance = field(default_factory=Allowance)
    base: str = BASE
    license: str = LICENSE
    publisher: str = ""
    contact: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Return the settings of the variables ``QUERSCHNITT_*``; unset ones keep their default.

        Raises ``SettingError`` for a value that cannot be used.
        """
        given = {
            name.removeprefix(PREFIX): value.strip()
            for name, value in environment.items()
            if name.startswith(PREFIX) and value.strip()
        }
        return cls(
            data=Path(given.get("DATA", "data")),
            language=language_named(given.get("LANG", "de"), f"{PREFIX}LANG"),
            host=given.get("HOST", "127.0.0.1"),
            port=_port(given.get("PORT", "8000")),
            hosts=tuple(given.get("HOSTS", "").split()),
            author=given.get("AUTHOR", "operator"),
            token=given.get("TOKEN", ""),
            store=given.get("STORE", ""),
            allowance=_allowance(given),
            base=_address(given.get("BASE", BASE), "BASE").rstrip("/"),
            license=_address(given.get("LICENSE", LICENSE), "LICENSE"),
            publisher=given.get("PUBLISHER", ""),
            contact=_contact(given.get("CONTACT", "")),
        )


def language_named(value: str, name: str) -> Language:
    """Return the language that ``value`` names; the error blames the setting ``name``."""
    for language in LANGUAGES:
        if value == language:
            return language
    raise SettingError(name, value, " | ".join(LANGUAGES))


def _allowance(given: Mapping[str, str]) -> Allowance:
    """Return the limits of foreign queries: ``QUERY_SECONDS`` sets ``seconds``, and so on."""
    usual = Allowance()

    def limit(name: str, unset: float) -> float:
        key = f"{QUERY}{name.upper()}"
        return _positive(given[key], f"{PREFIX}{key}") if key in given else unset

    return Allowance(
        seconds=limit("seconds", usual.seconds),
        rows=int(limit("rows", usual.rows)),
        bytes=int(limit("bytes", usual.bytes)),
        memory=int(limit("memory", usual.memory)),
        at_once=int(limit("at_once", usual.at_once)),
        quick=int(limit("quick", usual.quick)),
        of_one=int(limit("of_one", usual.of_one)),
        waiting=int(limit("waiting", usual.waiting)),
        budget=limit("budget", usual.budget),
    )


def _positive(value: str, name: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = 0
    if number > 0 and isfinite(number):
        return number
    raise SettingError(name, value, "> 0")


def _address(value: str, name: str) -> str:
    if _ADDRESS.fullmatch(value.rstrip("/")):
        return value
    raise SettingError(f"{PREFIX}{name}", value, "http://… | https://…")


def _contact(value: str) -> str:
    if _MAIL.fullmatch(value):
        return f"mailto:{value}"
    if not value or _ADDRESS.fullmatch(value.rstrip("/")):
        return value
    raise SettingError(f"{PREFIX}CONTACT", value, "name@example.org | https://…")


def _port(value: str) -> int:
    if value.isascii() and value.isdigit() and int(value) < 2**16:
        return int(value)
    raise SettingError(f"{PREFIX}PORT", value, "0 – 65535")


def inherited(more: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of this process, with ``more`` where it says nothing else."""
    return {**more, **os.environ}
