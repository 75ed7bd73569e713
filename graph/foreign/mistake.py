"""Why a text is no SPARQL: where it stops being understood, and what is expected there."""

import re

from graph.errors import QueryError
from graph.foreign.text import SparqlText

CHANGING = frozenset(
    {"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"}
)
SHOWN = 20  # characters of what was found
_PLACED = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_CLASS = re.compile(r"\[[^\]]*(?:'\]'[^\]]*)*\]")
"""A class of characters, as the engine's parser writes it: nobody can read it."""
_INSIDE = frozenset({"IF", "TZ"})
"""What the parser names wherever a name may go on."""
_TOLD = {
    "IRI parsing failed": "graph.query_iri",
    "Prefix not found": "graph.query_prefix",
    "The SELECT contains a variable that is unbound": "graph.query_unbound",
}


def mistake(text: str, reason: str, *, update: bool = False) -> QueryError:
    """Return why the engine does not understand ``text``, from what it says itself."""
    if not text.strip():
        return QueryError("graph.query_empty")
    first = next((token for token in SparqlText(text).tokens if token.kind == "word"), None)
    if first and first.text in CHANGING and not update:
        return QueryError("graph.query_changes", found=first.text)
    if not (placed := _PLACED.match(reason)):
        return QueryError("graph.query_syntax", reason=reason)
    line, column = int(placed[1]), int(placed[2])
    whole = text.split("\n")[line - 1]
    before, after = whole[: column - 1].split(), whole[column - 1 :].strip()[:SHOWN]
    values = {"line": line, "column": column, "found": after}
    expected = [each.strip() for each in _CLASS.sub("", placed[3]).split(", ")]
    for words, key in _TOLD.items():
        if words in expected:
            return QueryError(key, **values | {"found": before[-1] if before else after})
    named = [each for each in expected if each and each not in _INSIDE and each != '","']
    key = "graph.query_expected" if after else "graph.query_ends"
    return QueryError(key if named else "graph.query_misplaced", **values, expected=" ".join(named))
