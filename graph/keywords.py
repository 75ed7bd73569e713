"""The parts of a SPARQL text: its bare words, variables and brackets, apart from all the rest."""

import re
from collections.abc import Iterator

from graph.errors import QueryError

REACHING_OUT = frozenset({"SERVICE", "LOAD"})
KINDS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_TOKEN = re.compile(
    r"""
      <[^<>"{}|^`\\\x00-\x20]*>                      # an IRI
    | \#[^\n\r]*                                     # a comment
    | \"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}              # strings: long ones first
    | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
    | "(?:[^"\\\n\r]|\\.)*"
    | '(?:[^'\\\n\r]|\\.)*'
    | [?$](?P<variable>\w+)
    | @\w+                                           # a language tag
    | [\w.-]*:(?:[\w.:%-]|\\[_~.\-!$&'()*+,;=/?\#@%])*                            # prefixed names
    | (?P<word>[A-Za-z]\w*)
    | (?P<bracket>[{}()])
    """,
    re.VERBOSE | re.DOTALL,
)


def tokens(text: str) -> Iterator[re.Match[str]]:
    """Return the parts of a SPARQL ``text``; a ``word``, ``variable`` or ``bracket`` is a group."""
    return _TOKEN.finditer(text)


def keywords(text: str) -> frozenset[str]:
    """Return the bare words of a SPARQL ``text`` in capitals, such as ``SELECT`` and ``FROM``."""
    words = (found["word"] for found in tokens(text))
    return frozenset(word.upper() for word in words if word)


def kind_of(query: str) -> str:
    """Return which kind of query it is: the first of ``KINDS`` in it, empty if there is none."""
    words = (found["word"].upper() for found in tokens(query) if found["word"])
    return next((word for word in words if word in KINDS), "")


def refuse_reaching_out(words: frozenset[str]) -> None:
    """Raise ``QueryError`` if one of the ``words`` would contact another machine."""
    if found := words & REACHING_OUT:
        raise QueryError("graph.query_reaches_out", found=", ".join(sorted(found)))
