"""A small world to import into: a few known things, and files written as people write them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ontology.known import KnownThing
from ontology.terms import expand, thing_iri

Written = Callable[..., Path]


def thing(kind: str, key: str, class_name: str, *names: str) -> KnownThing:
    return KnownThing(thing_iri(kind, key), key, expand(f"qs:{class_name}"), names)


@pytest.fixture
def known() -> list[KnownThing]:
    return [
        thing("organisation", "O-1", "Ministry", "Ministerium für Soziales", "HMSI"),
        thing("organisation", "O-2", "Ministry", "Kultusministerium", "HKM"),
        thing("organisation", "O-9", "Organisation", "Verband der Vereine"),
        thing("body", "B-1", "Body", "Beirat"),
        thing("field", "F-1", "FieldOfAction", "Sprache und Bildung", "Language and education"),
        thing("field", "F-2", "FieldOfAction", "Arbeit"),
        thing("measure", "M-1", "Measure", "Sprachkurse"),
        thing("recommendation", "E-1", "Recommendation", "Sprachförderung ausbauen"),
        thing("document", "D-1", "Document", "Bericht"),
        thing("document", "D-2", "Document", "Antwort"),
    ]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Return a function that writes a file of this name and text and returns its path."""

    def write(name: str, text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write
