"""Answers to foreign queries, made by the engine and cut where they grow too long."""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
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
PIECE = 1 << 18
"""Bytes of an answer that go out while the rest is still being made."""
ROW_MARKS = {"json": b'}},{"', "xml": b"<result>", "csv": b"\n", "tsv": b"\n"}
"""What stands for each row that has a value; in CSV a text of the data may hold it too.

Rows without any value are limited by their bytes alone.
"""
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


Out = Callable[[bytes], None]
Function = Callable[
    ..., engine.NamedNode | engine.BlankNode | engine.Literal | engine.Triple | None
]


class _FullError(Exception):
    """More bytes than may be given."""


class _Sheet:
    """Takes as many bytes and rows of a ``form`` as may be given; ``_FullError`` for more.

    What is whole so far goes to ``out`` piece by piece.
    """

    def __init__(self, limits: Limits, form: str = "", out: Out | None = None) -> None:
        self.content = bytearray()
        self._limits, self._out = limits, out
        self._mark = ROW_MARKS.get(form, b"")
        self._rows = self._size = 0
        self._end = b""

    def write(self, text: bytes) -> int:
        self.content += text
        self._size += len(text)
        if self._mark:
            seen = self._end + text  # a mark may lie across two pieces
            self._rows += seen.count(self._mark)
            self._end = seen[len(seen) - len(self._mark) + 1 :]
        if self._rows > self._limits.rows or self._size > self._limits.bytes:
            raise _FullError
        if self._out and len(self.content) >= PIECE:
            self._out(bytes(self.content))
            self.content.clear()
        return len(text)

    def flush(self) -> None:
        """Do nothing: all is written."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How queries are read and answered: the prefixes they need not declare, and what they see.

    ``usual`` is the default graph of a query that names no data set, ``None`` the store's own.
    ``out`` takes pieces of a long table; an empty one says that all before do not count.
    """

    prefixes: Mapping[str, str]
    usual: Iterable[str] | None
    out: Out | None = None
    strictly: bool = False


def evaluate(store: engine.Store, task: Task, limits: Limits, setting: Setting) -> Outcome:
    """Return the answer to a query on ``store``, or its end if ``out`` got the beginning.

    Raises ``QueryError`` for a text that is refused, wrong, or wanted in no form there is.
    """
    text = SparqlText(task.text)
    text.refuse(strictly=setting.strictly)
    asked = _Asked(store, task, setting.prefixes, _graphs(task, text, setting.usual))
    result = asked.result()
    kind = _kind(result)
    form = task.forms.get(kind, "")
    if not form:
        return Outcome(kind=kind, problem="api.not_acceptable")
    if isinstance(result, engine.QueryTriples):
        return graph_outcome(result, form, limits, setting.prefixes)
    if isinstance(result, engine.QueryBoolean):
        return Outcome(cast("bytes", result.serialize(format=TABLE_FORMS[form])), kind, form)
    return _table(asked, result, form, limits, setting.out)


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

    def solutions(self) -> engine.QuerySolutions:
        """Return the engine's result of a query that selects."""
        return cast("engine.QuerySolutions", self.result())


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


def _table(
    asked: _Asked, result: engine.QuerySolutions, form: str, limits: Limits, out: Out | None
) -> Outcome:
    sheet = _Sheet(limits, form, out)
    try:
        result.serialize(cast("IO[bytes]", sheet), format=TABLE_FORMS[form])
    except _FullError:
        if out:
            out(b"")
        return _cut_table(asked, form, limits)
    return Outcome(bytes(sheet.content), "table", form)


def _cut_table(asked: _Asked, form: str, limits: Limits) -> Outcome:
    """Return the first rows that fit, put anew in the form in which rows are lines."""
    sheet = _Lines(limits)
    with suppress(_FullError):
        asked.solutions().serialize(cast("IO[bytes]", sheet), format=TABLE_FORMS["tsv"])
    lines = bytes(sheet.content[: sheet.end])
    why, body = sheet.why, _put(lines, form)
    while len(body) > limits.bytes:  # in this form rows are longer
        rows = lines.split(b"\n")
        kept = max(1, len(rows) * limits.bytes // len(body) - 1)
        why, lines = "bytes", b"\n".join(rows[:kept]) + b"\n"
        body = _put(lines, form)
    return Outcome(_marked(body, form, why) if why else body, "table", form, cut=why)


def _put(lines: bytes, form: str) -> bytes:
    """Return a table given as TSV in another form."""
    if form == "tsv":
        return lines
    rows = engine.parse_query_results(lines, engine.QueryResultsFormat.TSV)
    return cast("bytes", cast("engine.QuerySolutions", rows).serialize(format=TABLE_FORMS[form]))


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
