"""Answers to foreign queries, made by the engine and cut where they grow too long."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import IO, cast

import pyoxigraph as engine

from graph.embedded import GRAPH_FORMS, TABLE_FORMS
from graph.errors import QueryError
from graph.foreign.text import SparqlText
from graph.foreign.work import Answer, Limits, Outcome, Task
from graph.terms import engine_iri
from ontology.terms import NAMESPACE

CHUNK = 1 << 16
ROW_SIGNS = {"json": b"}", "xml": b"<result>", "csv": b"\n", "tsv": b"\n"}
"""What stands at least once for each row in each form, quickly counted; data may hold it too."""
ROW_MARKS = {"json": (b"}},{", b"{}")}
"""What stands once for each row but the last, where the sign stands more often."""
_HEAD = {
    "json": (b'{"head":{', b'{"head":{"link":["%s"],'),
    "xml": (b"</head>", b'<link href="%s"/></head>'),
}
_UNKNOWN = re.compile(r"custom function <(.+)> is not supported")
CUT_LINK = NAMESPACE + "%sPerAnswer"
"""The limit that cut an answer, by its name in our ontology."""


@dataclass(frozen=True, slots=True)
class Graphs:
    """The data set of a query, as the engine takes it: ``None`` leaves it to the query's text."""

    default: list[engine.NamedNode | engine.BlankNode | engine.DefaultGraph] | None
    named: list[engine.NamedNode | engine.BlankNode] | None


Function = Callable[
    ..., engine.NamedNode | engine.BlankNode | engine.Literal | engine.Triple | None
]


class _FullError(Exception):
    """More bytes than may be given."""


class _Sheet:
    """Takes as many bytes and rows of a ``form`` as may be given; ``_FullError`` for more."""

    def __init__(self, limits: Limits, form: str = "") -> None:
        self.content = bytearray()
        self._limits, self._form = limits, form
        self._signs = 0

    def write(self, text: bytes) -> int:
        self.content += text
        if self._form:
            self._signs += text.count(ROW_SIGNS[self._form])
            if self._signs > self._limits.rows and self.rows > self._limits.rows:
                raise _FullError
        if len(self.content) > self._limits.bytes:
            raise _FullError
        return len(text)

    @property
    def rows(self) -> int:
        """Return how many rows there seem to be: as many as there are, or more."""
        if self._signs <= self._limits.rows or self._form not in ROW_MARKS:
            return self._signs
        return 1 + sum(map(self.content.count, ROW_MARKS[self._form]))

    def flush(self) -> None:
        """Do nothing: all is written."""


def evaluate(
    store: engine.Store,
    task: Task,
    limits: Limits,
    *,
    prefixes: Mapping[str, str],
    usual: Iterable[str] | None,
) -> Outcome:
    """Return the answer to a query on ``store``.

    ``usual`` is the default graph of a query that names no data set, ``None`` the store's own.
    Raises ``QueryError`` for a text that is refused, wrong, or wanted in no form there is.
    """
    text = SparqlText(task.text)
    text.refuse()
    asked = _Asked(store, task, prefixes, _graphs(task, text, usual))
    result = asked.result()
    kind = _kind(result)
    form = task.forms.get(kind, "")
    if not form:
        return Outcome(kind=kind, problem="api.not_acceptable")
    if isinstance(result, engine.QueryTriples):
        return graph_outcome(result, form, limits, prefixes)
    if isinstance(result, engine.QueryBoolean):
        return Outcome(cast("bytes", result.serialize(format=TABLE_FORMS[form])), kind, form)
    return _table(asked, result, form, limits)


class _Asked:
    """A query that can be put again."""

    def __init__(
        self,
        store: engine.Store,
        task: Task,
        prefixes: Mapping[str, str],
        graphs: Graphs,
    ) -> None:
        self.store, self.task, self.prefixes, self.graphs = store, task, prefixes, graphs
        self.unknown: dict[engine.NamedNode, Function] = {}

    def result(self) -> engine.QuerySolutions | engine.QueryBoolean | engine.QueryTriples:
        """Return the engine's result.

        A function that nobody knows has no value here (SPARQL 1.1 Query, 17.6), where the engine
        would refuse the query as a whole.
        """
        try:
            return self.store.query(
                self.task.text,
                base_iri=self.task.base,
                prefixes=dict(self.prefixes),
                default_graph=self.graphs.default,
                named_graphs=self.graphs.named,
                custom_functions=self.unknown,
            )
        except SyntaxError as error:
            raise QueryError("graph.query_syntax", reason=error.msg) from error
        except (RuntimeError, ValueError, OSError) as error:
            found = _UNKNOWN.search(str(error))
            if found is None or engine.NamedNode(found[1]) in self.unknown:
                raise QueryError("graph.query_failed", reason=error) from error
            self.unknown[engine.NamedNode(found[1])] = _no_value
            return self.result()


def _no_value(*arguments: object) -> None:
    del arguments


def _graphs(task: Task, text: SparqlText, usual: Iterable[str] | None) -> Graphs:
    """Return the data set: the protocol's, else the text's own, else the usual one."""
    if task.default is not None or task.named is not None:
        return Graphs(
            [engine_iri(name) for name in task.default or ()],
            [engine_iri(name) for name in task.named or ()],
        )
    if usual is None or "FROM" in text.words:
        return Graphs(None, None)
    return Graphs([engine_iri(name) for name in usual], None)


def _kind(result: engine.QuerySolutions | engine.QueryBoolean | engine.QueryTriples) -> Answer:
    if isinstance(result, engine.QueryTriples):
        return "graph"
    return "boolean" if isinstance(result, engine.QueryBoolean) else "table"


def _table(asked: _Asked, result: engine.QuerySolutions, form: str, limits: Limits) -> Outcome:
    sheet = _Sheet(limits, form)
    try:
        result.serialize(cast("IO[bytes]", sheet), format=TABLE_FORMS[form])
    except _FullError:
        return _cut_table(asked, form, limits)
    body = bytes(sheet.content)
    if sheet.rows > limits.rows:
        return _cut_table(asked, form, limits, whole=body)
    return Outcome(body, "table", form)


def _cut_table(asked: _Asked, form: str, limits: Limits, whole: bytes = b"") -> Outcome:
    """Return the first rows that fit, put anew in the form in which rows are lines.

    A text of the data may have looked like rows; then that is all of them.
    """
    sheet = _Lines(limits)
    try:
        cast("engine.QuerySolutions", asked.result()).serialize(
            cast("IO[bytes]", sheet), format=TABLE_FORMS["tsv"]
        )
    except _FullError:
        why = sheet.why
    else:
        why = ""
        if whole:
            return Outcome(whole, "table", form)
    head_and_rows = bytes(sheet.content[: sheet.end])
    if form == "tsv":
        return Outcome(head_and_rows, "table", form, cut=why)
    rows = engine.parse_query_results(head_and_rows, engine.QueryResultsFormat.TSV)
    body = cast("bytes", cast("engine.QuerySolutions", rows).serialize(format=TABLE_FORMS[form]))
    return Outcome(_marked(body, form, why) if why else body, "table", form, cut=why)


class _Lines:
    """Takes up to so many lines and bytes; ``end`` is where the last whole line ends."""

    def __init__(self, limits: Limits) -> None:
        self.content = bytearray()
        self.end = 0
        self.why = ""
        self._limits, self._lines = limits, 0

    def write(self, text: bytes) -> int:
        start = len(self.content)
        self.content += text
        place = self.content.find(b"\n", start)
        while place >= 0:
            if self._lines > self._limits.rows or place >= self._limits.bytes:
                self.why = "bytes" if place >= self._limits.bytes else "rows"
                raise _FullError
            self._lines, self.end = self._lines + 1, place + 1
            place = self.content.find(b"\n", place + 1)
        if len(self.content) > self._limits.bytes + CHUNK:
            self.why = "bytes"
            raise _FullError
        return len(text)

    def flush(self) -> None:
        """Do nothing: all is written."""


def _marked(body: bytes, form: str, why: str) -> bytes:
    """Return the body with a link in its head that says it was cut, where the form has a place."""
    if form not in _HEAD:
        return body
    before, after = _HEAD[form]
    return body.replace(before, after % (CUT_LINK % why).encode("ascii"), 1)


def graph_outcome(
    found: Iterable[engine.Triple], form: str, limits: Limits, prefixes: Mapping[str, str]
) -> Outcome:
    """Return the statements ``found`` in ``form``, as many as may be given."""
    cut, most = "", limits.rows
    triples = list(islice(found, most + 1))
    if len(triples) > most:
        cut, triples = "rows", triples[:most]
    while True:
        sheet = _Sheet(limits)
        target = cast("IO[bytes]", sheet)
        try:
            engine.serialize(triples, target, GRAPH_FORMS[form], prefixes=dict(prefixes))
        except _FullError:
            cut, triples = "bytes", triples[: len(triples) // 2]
        else:
            return Outcome(bytes(sheet.content), "graph", form, cut=cut)
