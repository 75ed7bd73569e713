"""The bare words of a SPARQL text, apart from strings, names and comments."""

import re

_TOKEN = re.compile(
    r"""
      <[^<>"{}|^`\\\x00-\x20]*>                      # an IRI
    | \#[^\n\r]*                                     # a comment
    | \"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}              # strings: long ones first
    | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
    | "(?:[^"\\\n\r]|\\.)*"
    | '(?:[^'\\\n\r]|\\.)*'
    | [?$@]\w+                                       # variables and language tags
    | [\w.-]*:[\w.:%\\-]*                            # prefixed names
    | (?P<word>[A-Za-z]\w*)
    """,
    re.VERBOSE | re.DOTALL,
)


def keywords(text: str) -> frozenset[str]:
    """Return the bare words of a SPARQL ``text`` in capitals, such as ``SELECT`` and ``FROM``."""
    words = (found["word"] for found in _TOKEN.finditer(text))
    return frozenset(word.upper() for word in words if word)
