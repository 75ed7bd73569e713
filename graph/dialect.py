"""What becomes of a query's text for engines that do not do all that the standard asks for."""

import re

from graph.keywords import kind_of, tokens

_PATH = re.compile(r"[\w>)][*+](?=[\s/|)])")
_MODIFIERS = frozenset({"DISTINCT", "REDUCED"})


def without_repeats(query: str) -> str:
    """Return a ``SELECT`` with a path of any length such that it gives each row once.

    By the standard such a path has each end once; some engines have one for each way there.
    """
    if not _PATH.search(query):
        return query
    parts = list(tokens(query))
    for place, part in enumerate(parts):
        if (part["word"] or "").upper() == "SELECT":
            following = parts[place + 1]["word"] or ""
            if following.upper() in _MODIFIERS:
                return query
            return f"{query[: part.end()]} DISTINCT{query[part.end() :]}"
    return query


def reading(query: str, default: list[str], named: list[str]) -> str:
    """Return ``query`` with its data set named by ``FROM`` and ``FROM NAMED``."""
    clauses = [f"FROM <{name}>" for name in default] + [f"FROM NAMED <{name}>" for name in named]
    place = _pattern(query)
    return f"{query[:place]} {' '.join(clauses)} {query[place:]}"


def _pattern(query: str) -> int:
    """Return where the pattern of ``query`` begins, ``WHERE`` included."""
    templates = kind_of(query) == "CONSTRUCT"
    depth = 0
    for part in tokens(query):
        if part["bracket"] == "{":
            if not depth and not templates:
                return part.start()
            depth += 1
        elif part["bracket"] == "}":
            depth -= 1
            templates = False
        elif not depth and (part["word"] or "").upper() == "WHERE":
            return part.start()
    return len(query)
