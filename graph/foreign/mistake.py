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
_NOT_TOLD = frozenset({"", "IF", "TZ", "LATERAL", "SERVICE", '","'})
"""What the parser names wherever a name may go on, and what nobody should write here."""
MOST = 8  # things expected that a reader is told
_UNNAMED = ("graph.query_cut_off", "graph.query_misplaced")
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
    named = [each for each in expected if each not in _NOT_TOLD][:MOST]
    keys = ("graph.query_ends", "graph.query_expected") if named else _UNNAMED
    return QueryError(keys[bool(after)], **values, expected=" ".join(named))
