"""Every text a reader sees exists in both languages with the same placeholders."""

import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest

from ontology.messages import catalogue, message

ROOT = Path(__file__).parents[2]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_a_text_says_the_same_things_in_both_languages(key: str) -> None:
    text = catalogue()[key]
    assert text.de.strip()
    assert text.en.strip()
    assert placeholders(text.de) == placeholders(text.en)


def test_no_text_stands_twice() -> None:
    files = sorted((ROOT / "ontology" / "messages").glob("*.toml"))
    keys = [key for file in files for key in tomllib.loads(file.read_text(encoding="utf-8"))]
    assert len(keys) == len(set(keys)) == len(catalogue())


def test_an_unknown_text_is_an_error() -> None:
    with pytest.raises(KeyError):
        message("no.such.text", "de")


def test_every_text_is_used_somewhere() -> None:
    sources = "\n".join(
        file.read_text(encoding="utf-8")
        for folder in ("api", "graph", "ingest", "viz", "ontology")
        for pattern in ("*.py", "*.html", "*.rq")
        for file in (ROOT / folder).rglob(pattern)
    )
    starts = {
        found.rsplit(".", 1)[0] + "." for found in re.findall(r'["\'`]([a-z_.]+\.)\{', sources)
    }
    unused = [
        key
        for key in catalogue()
        if key not in sources and not any(key.startswith(start) for start in starts)
    ]
    assert unused == []
