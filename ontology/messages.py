"""The texts that readers see, in German and English, by key."""

import tomllib
from functools import cache
from importlib.resources import files

from ontology.vocabulary import Text


@cache
def catalogue() -> dict[str, Text]:
    """Return every text by key, from all files of ``ontology/messages``."""
    found: dict[str, Text] = {}
    for file in sorted(files("ontology").joinpath("messages").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            for key, wording in tomllib.loads(file.read_text(encoding="utf-8")).items():
                found[key] = Text(wording["de"], wording["en"])
    return found


def both(key: str, **values: object) -> Text:
    """Return the text ``key`` in both languages; raises ``KeyError`` for an unknown key."""
    text = catalogue()[key]
    return Text(text.de.format(**values), text.en.format(**values))


def message(key: str, language: str, **values: object) -> str:
    """Return the text ``key`` in ``language``, its placeholders filled with ``values``."""
    return both(key, **values).in_language(language)
