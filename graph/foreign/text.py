"""What a foreign SPARQL text is made of, and why it may be refused before it reaches the engine."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from graph.errors import QueryError

MOST_CHARACTERS = 1_000_000
MOST_DEPTH = 200
"""Deeper brackets overflow the engine's stack; nobody writes them by hand."""
REACHING_OUT = frozenset({"SERVICE", "LOAD"})
_REACHING = re.compile(r"\b(SERVICE|LOAD)\b", re.IGNORECASE)
_IRI = re.compile(r"<[^<>\"{}|^`\\\x00-\x20]*>")
_COMPARED = re.compile(r"^<(?!https?://)[^)]*\).*\b(?:SERVICE|LOAD)\b", re.IGNORECASE)
"""What looks like an IRI and may be a comparison: ``FILTER(1<2)SERVICE#>``."""
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_COUNT = re.compile(r"\s*(\d{1,9})\b")
_TOKEN = re.compile(
    r"""
      (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<comment>\#[^\n\r]*)
    | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}
        | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<broken>["'].*)                             # never closed: the rest is no SPARQL
    | (?P<variable>[?$]\w+|@\w+)
    | (?P<name>[\w.-]*:(?:[\w.:%-]|\\[_~.\-!$&'()*+,;=/?\#@%])*)
    | (?P<word>[A-Za-z]\w*)
    | (?P<open>[{(\[])
    | (?P<close>[})\]])
    | (?P<end>;)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a text: its kind, its characters, where it starts, and how many brackets are open.

    ``kind`` is one of iri, comment, string, broken, variable, name, word, open, close and end; a
    word stands in capitals.
    """

    kind: str
    text: str
    start: int
    depth: int


@dataclass(frozen=True)
class SparqlText:
    """A text as its tokens, apart from comments."""

    text: str

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Return the tokens of the text without comments."""
        return tuple(token for token in _tokens(self.text) if token.kind != "comment")

    @cached_property
    def words(self) -> frozenset[str]:
        """Return the bare words, in capitals."""
        words = (found["word"] for found in _TOKEN.finditer(self.text))
        return frozenset(word.upper() for word in words if word)

    def refuse(self, *, strictly: bool = False) -> None:
        """Raise ``QueryError`` for a text that is too long, too deep, or would reach out.

        ``strictly`` also refuses the words that reach out wherever they stand, in strings too.
        """
        if len(self.text) > MOST_CHARACTERS:
            raise QueryError("graph.query_too_long", found=len(self.text), limit=MOST_CHARACTERS)
        if sum(map(self.text.count, "{([")) > MOST_DEPTH:
            self._refuse_depth()
        words = self.words
        if strictly or any(_COMPARED.search(iri) for iri in _IRI.findall(self.text)):
            words |= {word.upper() for word in _REACHING.findall(_unescaped(self.text))}
        if "\\" in self.text:  # an engine may resolve escapes before it looks for words
            words |= SparqlText(_unescaped(self.text)).words
        if found := words & REACHING_OUT:
            raise QueryError("graph.query_reaches_out", found=", ".join(sorted(found)))

    def _refuse_depth(self) -> None:
        depth = 0
        for found in _TOKEN.finditer(self.text):
            depth += (found.lastgroup == "open") - (found.lastgroup == "close")
            if depth > MOST_DEPTH:
                raise QueryError("graph.query_too_deep", limit=MOST_DEPTH)

    def graphs_asked_for(self) -> Iterator[str]:
        """Return the IRIs and prefixed names behind ``FROM``, as they stand in the text."""
        for one, other, third in zip(self.tokens, self.tokens[1:], self.tokens[2:], strict=False):
            if (one.kind, one.text) == ("word", "FROM"):
                yield third.text if other.text == "NAMED" else other.text

    @property
    def limit(self) -> int | None:
        """Return how many rows the query itself allows, where it says so plainly."""
        found = (token for token in self.tokens if (token.text, token.depth) == ("LIMIT", 0))
        limits = [_COUNT.match(self.text, token.start + len(token.text)) for token in found]
        return int(limits[0][1]) if len(limits) == 1 and limits[0] else None

    def lenient(self) -> "SparqlText":
        """Return the update in which a graph that is not there can be dropped and cleared.

        Stores that do not record empty graphs answer so (SPARQL 1.1 Update, 3.1.3 and 3.2.2).
        """
        parts, reached = [], 0
        for token, after in pairwise(self.tokens):
            clears = token.kind == "word" and token.text in {"DROP", "CLEAR"} and not token.depth
            if clears and after.text != "SILENT":
                end = token.start + len(token.text)
                parts += [self.text[reached:end], " SILENT"]
                reached = end
        return SparqlText("".join([*parts, self.text[reached:]]))

    def using(self, default: Sequence[str], named: Sequence[str]) -> str:
        """Return the update with ``USING`` these graphs in each operation that has a pattern.

        Raises ``QueryError`` for an update that names a data set itself (SPARQL 1.1 Protocol,
        2.2.3: that is a conflict).
        """
        if not (default or named):
            return self.text
        if found := self.words & {"USING", "WITH"}:
            raise QueryError("graph.two_datasets", found=", ".join(sorted(found)))
        clauses = "".join(
            [
                *(f"USING <{name}> " for name in default),
                *(f"USING NAMED <{name}> " for name in named),
            ]
        )
        parts, reached = [], 0
        for before, token in pairwise(self.tokens):
            if (token.kind, token.text, token.depth) != ("word", "WHERE", 0):
                continue
            pattern = f" {self._group(token)} " if before.text == "DELETE" else ""
            parts += [self.text[reached : token.start], pattern, clauses]
            reached = token.start
        return "".join([*parts, self.text[reached:]])

    def _group(self, where: Token) -> str:
        """Return the group that follows ``where``; of ``DELETE WHERE`` it is the template too."""
        after = [token for token in self.tokens if token.start > where.start and token.depth == 0]
        closing = next((token for token in after if token.kind == "close"), None)
        return self.text[where.start + len("WHERE") : closing.start + 1] if closing else ""


def _tokens(text: str) -> Iterator[Token]:
    depth = 0
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or ""
        depth -= kind == "close"
        shown = found.group().upper() if kind == "word" else found.group()
        yield Token(kind, shown, found.start(), depth)
        depth += kind == "open"


def _unescaped(text: str) -> str:
    def character(found: re.Match[str]) -> str:
        number = int(found[1] or found[2], 16)
        return chr(number) if number <= 0x10FFFF else found.group()  # noqa: PLR2004 - Unicode's last

    return _ESCAPE.sub(character, text)
