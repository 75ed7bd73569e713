"""Oxigraph inside the process: the store in memory, or in a folder for large data."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Self, cast

import pyoxigraph as engine

from graph.change import Change
from graph.errors import QueryError
from graph.keywords import keywords, refuse_reaching_out
from graph.store import VIEWS, GraphForm, Place, Row, TableForm, Values
from graph.terms import (
    Quad,
    Term,
    engine_iri,
    engine_quad,
    engine_term,
    iri_of,
    line_of,
    lines_in,
    quad_of,
    read_lines,
    split_line,
    value_of,
)
from ontology.statement import Statement
from ontology.terms import PREFIXES

TABLE_FORMS = {
    "json": engine.QueryResultsFormat.JSON,
    "xml": engine.QueryResultsFormat.XML,
    "csv": engine.QueryResultsFormat.CSV,
    "tsv": engine.QueryResultsFormat.TSV,
}
GRAPH_FORMS = {
    "nq": engine.RdfFormat.N_QUADS,
    "trig": engine.RdfFormat.TRIG,
    "nt": engine.RdfFormat.N_TRIPLES,
    "ttl": engine.RdfFormat.TURTLE,
    "jsonld": engine.RdfFormat.JSON_LD,
    "rdfxml": engine.RdfFormat.RDF_XML,
}
WITH_GRAPHS = ("nq", "trig")
Result = engine.QuerySolutions | engine.QueryBoolean | engine.QueryTriples


class EmbeddedStore:
    """A ``Store`` kept by Oxigraph; reading from several threads is safe."""

    def __init__(self, folder: Path | None = None) -> None:
        """Open the store in ``folder``, or an empty one in memory."""
        self._engine = engine.Store(folder) if folder else engine.Store()

    @classmethod
    def of_lines(cls, lines: Iterable[str]) -> Self:
        """Return a store in memory that holds the canonical ``lines``."""
        store = cls()
        store.load_lines(lines)
        return store

    @property
    def bare(self) -> engine.Store:
        """Return the engine's own store, for what only ``graph`` asks of it."""
        return self._engine

    def load_lines(self, lines: Iterable[str]) -> None:
        """Add canonical ``lines``, all or nothing."""
        self._engine.load("\n".join(lines), format=engine.RdfFormat.N_QUADS)

    def select(
        self, query: str, values: Values | None = None, *, default: Sequence[str] = VIEWS
    ) -> list[Row]:
        """Return the rows of a ``SELECT`` in the query's order; an unbound cell is ``None``."""
        with _explained():
            result = self._result(query, values, default)
            if not isinstance(result, engine.QuerySolutions):
                raise QueryError("graph.query_kind", expected="SELECT")
            names = [variable.value for variable in result.variables]
            return [dict(zip(names, map(_cell, row), strict=True)) for row in result]

    def ask(
        self, query: str, values: Values | None = None, *, default: Sequence[str] = VIEWS
    ) -> bool:
        """Return the answer of an ``ASK``."""
        with _explained():
            result = self._result(query, values, default)
            if not isinstance(result, engine.QueryBoolean):
                raise QueryError("graph.query_kind", expected="ASK")
            return bool(result)

    def construct(
        self, query: str, values: Values | None = None, *, default: Sequence[str] = VIEWS
    ) -> list[Statement]:
        """Return the statements of a ``CONSTRUCT`` or ``DESCRIBE``, each once."""
        with _explained():
            result = self._result(query, values, default)
            if not isinstance(result, engine.QueryTriples):
                raise QueryError("graph.query_kind", expected="CONSTRUCT, DESCRIBE")
            return list(dict.fromkeys(map(_statement, result)))

    def answer(
        self,
        query: str,
        form: TableForm | GraphForm,
        values: Values | None = None,
        *,
        default: Sequence[str] = VIEWS,
    ) -> bytes:
        """Return the answer of any query in ``form``, made by the engine itself."""
        with _explained():
            result = self._result(query, values, default)
            forms = GRAPH_FORMS if isinstance(result, engine.QueryTriples) else TABLE_FORMS
            if form not in forms:
                raise QueryError("graph.answer_form", form=form, expected=", ".join(forms))
            if isinstance(result, engine.QueryTriples):
                return graph_text(result, form)
            return cast("bytes", result.serialize(format=TABLE_FORMS[form]))

    def update(self, text: str) -> None:
        """Carry out a SPARQL update, all of it or nothing."""
        refuse_reaching_out(keywords(text))
        with _explained():
            self._engine.update(text, prefixes=PREFIXES)

    def apply(self, change: Change) -> None:
        """Remove and add the change's quads, all or nothing."""
        if not change.removed:
            self.load_lines(change.added)  # all or nothing too, and thrice as fast
            return
        with _explained():
            self._engine.update(
                f"DELETE DATA {{ {blocks(change.removed)} }} ;"
                f"INSERT DATA {{ {blocks(change.added)} }}"
            )

    def insert(self, quads: Iterable[Quad]) -> None:
        """Add ``quads``; those already there stay."""
        self._engine.extend(map(engine_quad, quads))

    def quads(self, graph: str | None = None, subject: str | None = None) -> Iterator[Quad]:
        """Return the quads of ``graph`` and about ``subject``, or of all, in no order."""
        return map(quad_of, self._matching(graph, subject))

    def lines_at(self, places: Iterable[Place]) -> list[str]:
        """Return the lines of the quads in each of ``places``: a graph, or a subject in it."""
        return [line for graph, subject in places for line in self.lines(graph, subject)]

    def lines(self, graph: str | None = None, subject: str | None = None) -> list[str]:
        """Return the same quads as lines of canonical N-Quads, in no order."""
        if graph is None and subject is None:
            return lines_in(self._engine)
        return [line_of(quad) for quad in self._matching(graph, subject)]

    def holds(self, lines: Iterable[str]) -> Iterator[bool]:
        """Return for each canonical line whether its quad is in the store."""
        return (quad in self._engine for quad in read_lines(lines))

    def dump(self, form: GraphForm, graphs: Iterable[str] | None = None) -> bytes:
        """Return the quads of ``graphs``, or of all, in ``form``, in no order."""
        names = [None] if graphs is None else graphs
        found = (quad for name in names for quad in self._matching(name, None))
        return serialised(found, form)

    def count(self, graph: str | None = None) -> int:
        """Return how many quads ``graph``, or the whole store, holds."""
        if graph is None:
            return len(self._engine)
        return sum(1 for _ in self._matching(graph, None))

    def _matching(self, graph: str | None, subject: str | None) -> Iterator[engine.Quad]:
        about = None if subject is None else engine_iri(subject)
        inside = None if graph is None else engine_iri(graph)
        return self._engine.quads_for_pattern(about, None, None, inside)

    def _result(self, query: str, values: Values | None, default: Sequence[str]) -> Result:
        words = keywords(query)
        refuse_reaching_out(words)
        return self._engine.query(
            query,
            prefixes=PREFIXES,
            default_graph=None if "FROM" in words else [engine_iri(name) for name in default],
            substitutions={
                engine.Variable(name): engine_term(value) for name, value in (values or {}).items()
            },
        )


def serialised(quads: Iterable[engine.Quad], form: str) -> bytes:
    """Return the engine's ``quads`` in ``form``, in their order."""
    return graph_text(quads if form in WITH_GRAPHS else (quad.triple for quad in quads), form)


def serialise(quads: Iterable[engine.Quad], form: GraphForm, file: BinaryIO) -> None:
    """Write the engine's ``quads`` to ``file`` in ``form``, in their order, piece by piece."""
    found = quads if form in WITH_GRAPHS else (quad.triple for quad in quads)
    engine.serialize(found, output=file, format=GRAPH_FORMS[form], prefixes=PREFIXES)


def graph_text(found: Iterable[engine.Quad] | Iterable[engine.Triple], form: str) -> bytes:
    """Return the engine's statements in ``form``, with our prefixes."""
    text = engine.serialize(found, format=GRAPH_FORMS[form], prefixes=PREFIXES)
    return cast("bytes", text)  # None only if it were written to a file


def _cell(term: object) -> Term | None:
    return None if term is None else value_of(term)


def _statement(triple: engine.Triple) -> Statement:
    return Statement(iri_of(triple.subject), iri_of(triple.predicate), value_of(triple.object))


def blocks(lines: Iterable[str]) -> str:
    """Return canonical ``lines`` as the inside of ``INSERT DATA`` or ``DELETE DATA``."""
    return "\n".join(f"GRAPH {graph} {{ {triple} }}" for triple, graph in map(split_line, lines))


@contextmanager
def _explained() -> Iterator[None]:
    """Turn what the engine says about a query into our own error."""
    try:
        yield
    except SyntaxError as error:
        raise QueryError("graph.query_syntax", reason=error.msg) from error
    except (RuntimeError, ValueError, OSError) as error:
        raise QueryError("graph.query_failed", reason=error) from error
