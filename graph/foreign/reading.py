"""What the answer to a foreign query says, read back as values that a page can show."""

from dataclasses import dataclass

import pyoxigraph as engine

from graph.model import Value
from graph.references import nameless

TRIPLE = ("subject", "predicate", "object")
JSON, N_TRIPLES = "json", "nt"
"""The forms that can be read: tables and yes or no as JSON, graphs as N-Triples."""


@dataclass(frozen=True, slots=True)
class Found:
    """An answer: its rows by ``columns``; where a row has no value stands ``None``.

    A graph is a table of its triples. An answer that is yes or no is ``truth``, without rows.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Value | None, ...], ...] = ()
    truth: bool | None = None
    graph: bool = False


def read_answer(body: bytes, form: str) -> Found:
    """Return what ``body`` says; raises ``ValueError`` for what is no answer in that form."""
    if form == N_TRIPLES:
        triples = engine.parse(body, format=engine.RdfFormat.N_TRIPLES)
        rows = tuple((_value(t.subject), _value(t.predicate), _value(t.object)) for t in triples)
        return Found(TRIPLE, rows, graph=True)
    found = engine.parse_query_results(body, format=engine.QueryResultsFormat.JSON)
    if isinstance(found, engine.QueryBoolean):
        return Found(truth=bool(found))
    columns = tuple(variable.value for variable in found.variables)
    solutions = tuple(tuple(map(_value, solution)) for solution in found)
    return Found(columns, solutions)


def _value(term: object) -> Value | None:
    if isinstance(term, engine.NamedNode):
        return Value(term.value, (), reference=nameless(term.value))
    if isinstance(term, engine.Literal):
        return Value(term.value, (), term.language or "", term.datatype.value)
    return None if term is None else Value(str(term), ())
