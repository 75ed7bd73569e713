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
from graph.foreign.mistake import mistake
from graph.foreign.sheet import FullError, Lines, Out, Sheet, Way
from graph.foreign.text import SparqlText
from graph.foreign.work import Answer, Limits, Outcome, Task
from graph.terms import engine_iri
from ontology.terms import NAMESPACE

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


@dataclass(frozen=True, slots=True)
class Setting:
    """How queries are read and answered: the prefixes they need not declare, and what they see.

    ``usual`` is the default graph of a query that names no data set, ``None`` the store's own.
    ``facts`` has that default graph alone, for queries that name no graph: they are answered from
    it sooner, since no claims lie between. ``out`` takes pieces of a long table; an empty one says
    that all before do not count.
    """

    prefixes: Mapping[str, str]
    usual: Iterable[str] | None
    facts: engine.Store | None = None
    out: Out | None = None
    strictly: bool = False


def evaluate(store: engine.Store, task: Task, limits: Limits, setting: Setting) -> Outcome:
    """Return the answer to a query on ``store``, or its end if ``out`` got the beginning.

    Raises ``QueryError`` for a text that is refused, wrong, or wanted in no form there is.
    """
    text = SparqlText(task.text)
    text.refuse(strictly=setting.strictly)
    if setting.facts is not None and _names_no_graph(task, text):
        store, graphs = setting.facts, Graphs(None, None)
    else:
        graphs = _graphs(task, text, setting.usual)
    asked = _Asked(store, task, setting.prefixes, graphs)
    result = asked.result()
    kind = _kind(result)
    form = task.forms.get(kind, "")
    if not form:
        return Outcome(kind=kind, problem="api.not_acceptable")
    if isinstance(result, engine.QueryTriples):
        return graph_outcome(result, form, limits, setting.prefixes)
    if isinstance(result, engine.QueryBoolean):
        return Outcome(cast("bytes", result.serialize(format=TABLE_FORMS[form])), kind, form)
    way = Way(setting.out, text if task.early else None, form, limits) if setting.out else None
    return _table(asked, result, form, limits, way)


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
            raise mistake(self.task.text, error.msg) from error
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


def _names_no_graph(task: Task, text: SparqlText) -> bool:
    """Return whether nothing names a graph, and nothing may do so in escaped letters."""
    in_text = "\\" in text.text or text.words & {"GRAPH", "FROM"}
    return not in_text and task.default is None and task.named is None


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
    asked: _Asked, result: engine.QuerySolutions, form: str, limits: Limits, way: Way | None
) -> Outcome:
    sheet = Sheet(limits, form, way.send if way else None)
    try:
        result.serialize(cast("IO[bytes]", sheet), format=TABLE_FORMS[form])
        return Outcome(sheet.rest(), "table", form)
    except FullError:
        if way and not way.can_return():
            return Outcome(problem="graph.answer_broken_off")
        return _cut_table(asked, form, limits)


def _cut_table(asked: _Asked, form: str, limits: Limits) -> Outcome:
    """Return the first rows that fit, put anew in the form in which rows are lines."""
    sheet = Lines(limits)
    with suppress(FullError):
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
        sheet = Sheet(limits)
        target = cast("IO[bytes]", sheet)
        try:
            engine.serialize(triples, target, GRAPH_FORMS[form], prefixes=dict(prefixes))
        except FullError:
            cut, triples = "bytes", triples[: len(triples) // 2]
        else:
            return Outcome(sheet.rest(), "graph", form, cut=cut)
