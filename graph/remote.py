"""Any SPARQL 1.1 endpoint as a store, for who outgrows one machine."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar, cast

import httpx
import pyoxigraph as engine

from graph.binding import bound
from graph.capability import Capability, probe
from graph.change import Change
from graph.dialect import reading, without_repeats
from graph.embedded import GRAPH_FORMS, TABLE_FORMS, blocks, graph_text, serialised
from graph.endpoint import TABLE, TRIPLES, Endpoint
from graph.errors import QueryError, StoreError
from graph.keywords import keywords, kind_of, refuse_reaching_out
from graph.results import mended, parsed, rows, solutions
from graph.store import VIEWS, GraphForm, Place, Row, TableForm, Values
from graph.terms import (
    Quad,
    engine_iri,
    engine_quad,
    iri_of,
    line_of,
    normal_literal,
    quad_of,
    split_line,
    value_of,
)
from ontology.statement import Statement
from ontology.terms import BASE

Item = TypeVar("Item")
BATCH = 500
"""How many statements one request may carry; what one engine compiles at a time is bounded."""
KEEPING = f"{BASE}/graph/keeping"
"""The graph of the store's own books, which is no part of the data."""
OURS = f'FILTER(STRSTARTS(STR(?g), "{BASE}/") && ?g != <{KEEPING}>)'
_MIRROR = " ; ".join(
    ["DELETE WHERE { ?s ?p ?o }"]
    + [f"INSERT {{ ?s ?p ?o }} WHERE {{ GRAPH <{view}> {{ ?s ?p ?o }} }}" for view in VIEWS]
)
_VIEW_NAMES = frozenset(f"<{view}>" for view in VIEWS)


class RemoteStore:
    """A ``Store`` kept by an endpoint; reading from several threads is safe.

    Where the endpoint's own default graph is a graph apart, the views stand in it a second time,
    so that queries need not name a data set, which would hide all other graphs from ``GRAPH``.
    The whole store are the graphs whose names begin with our base address; foreign ones stay out.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        """Try what ``endpoint`` can do; raises ``StoreError`` if that is too little."""
        self._endpoint = endpoint
        self.able: Capability = probe(endpoint)
        self._known: list[str] | None = None  # the names of all graphs, where they must be listed

    def select(
        self, query: str, values: Values | None = None, *, default: Sequence[str] = VIEWS
    ) -> list[Row]:
        """Return the rows of a ``SELECT`` in the query's order; an unbound cell is ``None``."""
        _expect(query, "SELECT")
        return rows(self._table(query, values, default))

    def ask(
        self, query: str, values: Values | None = None, *, default: Sequence[str] = VIEWS
    ) -> bool:
        """Return the answer of an ``ASK``."""
        _expect(query, "ASK")
        return bool(parsed(self._table(query, values, default)))

    def construct(
        self, query: str, values: Values | None = None, *, default: Sequence[str] = VIEWS
    ) -> list[Statement]:
        """Return the statements of a ``CONSTRUCT`` or ``DESCRIBE``, each once."""
        _expect(query, "CONSTRUCT", "DESCRIBE")
        return list(map(_statement, self._triples(query, values, default)))

    def answer(
        self,
        query: str,
        form: TableForm | GraphForm,
        values: Values | None = None,
        *,
        default: Sequence[str] = VIEWS,
    ) -> bytes:
        """Return the answer of any query in ``form``, the same bytes as of the embedded store."""
        tabular = kind_of(query) not in {"CONSTRUCT", "DESCRIBE"}
        forms = TABLE_FORMS if tabular else GRAPH_FORMS
        if form not in forms:
            raise QueryError("graph.answer_form", form=form, expected=", ".join(forms))
        if tabular:
            found = parsed(self._table(query, values, default))
            return cast("bytes", found.serialize(format=TABLE_FORMS[form]))
        return graph_text(self._triples(query, values, default), form)

    def update(self, text: str) -> None:
        """Carry out a SPARQL update, as a whole if the endpoint does so."""
        refuse_reaching_out(keywords(text))
        self._change(text if self.able.union else f"{text} ; {_MIRROR}")

    def apply(self, change: Change) -> None:
        """Remove and add the change's quads, in batches if they are many; may be done again."""
        steps = [" ; ".join(_removals(part)) for part in batches(change.removed)]
        steps += [f"INSERT DATA {{ {blocks(part)} }}" for part in batches(change.added)]
        touched = {split_line(line)[1] for line in (*change.removed, *change.added)}
        if touched & _VIEW_NAMES and not self.able.union:
            steps.append(_MIRROR)
        if len(change.removed) + len(change.added) <= BATCH:
            steps = [" ; ".join(steps)] if steps else []
        for step in steps:
            self._change(step)

    def insert(self, quads: Iterable[Quad]) -> None:
        """Add ``quads``; those already there stay."""
        self.apply(Change(added=tuple(line_of(engine_quad(quad)) for quad in quads)))

    def load_lines(self, lines: Iterable[str]) -> None:
        """Add canonical ``lines``."""
        self.apply(Change(added=tuple(lines)))

    def quads(self, graph: str | None = None, subject: str | None = None) -> Iterator[Quad]:
        """Return the quads of ``graph`` and about ``subject``, or of all, in no order."""
        return map(quad_of, self._matching(graph, subject))

    def lines(self, graph: str | None = None, subject: str | None = None) -> list[str]:
        """Return the same quads as lines of canonical N-Quads, in no order."""
        return list(map(line_of, self._matching(graph, subject)))

    def lines_at(self, places: Iterable[Place]) -> list[str]:
        """Return the lines of the quads in each of ``places``, in no order."""
        return [line_of(quad) for part in batches(places) for quad in self._quads(_within(part))]

    def holds(self, lines: Iterable[str]) -> Iterator[bool]:
        """Return for each canonical line whether its quad is in the store."""
        for part in batches(lines):
            places = {(_named(split_line(line)[1]), _named(line.split(" ", 1)[0])) for line in part}
            found = set(self.lines_at(places))
            yield from (line in found for line in part)

    def dump(self, form: GraphForm, graphs: Iterable[str] | None = None) -> bytes:
        """Return the quads of ``graphs``, or of all, in ``form``, in no order."""
        names = [None] if graphs is None else graphs
        return serialised((quad for name in names for quad in self._matching(name, None)), form)

    def count(self, graph: str | None = None) -> int:
        """Return how many quads ``graph``, or the whole store, holds."""
        inside = "?g" if graph is None else f"<{engine_iri(graph).value}>"
        only = OURS if graph is None else ""
        query = f"SELECT (COUNT(*) AS ?n) {{ GRAPH {inside} {{ ?s ?p ?o }} {only} }}"
        (row,) = solutions(self._endpoint.query(query, TABLE).content)
        return int(row["n"].value)

    def graphs(self) -> list[str]:
        """Return the names of all graphs of the store."""
        query = f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} {OURS} }}"
        return [iri_of(row["g"]) for row in solutions(self._endpoint.query(query, TABLE).content)]

    def drop(self, graphs: Iterable[str]) -> None:
        """Remove ``graphs`` with all that they hold."""
        for part in batches(graphs):
            steps = [f"DELETE WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}" for name in part]
            if not self.able.union and not set(VIEWS).isdisjoint(part):
                steps.append(_MIRROR)
            self._change(" ; ".join(steps))

    def foreign(self) -> str:
        """Return what stands where our data would, apart from our books; empty if nothing does."""
        if graphs := self.graphs():
            return graphs[0]
        if self.able.union:
            return ""
        content = self._endpoint.query("SELECT ?s { ?s ?p ?o } LIMIT 1", TABLE).content
        return next((str(row["s"]) for row in solutions(content)), "")

    def note(self, text: str) -> None:
        """Carry out an update that concerns our books alone."""
        self._endpoint.update(text)

    @property
    def name(self) -> str:
        """Return the endpoint's address, without a password."""
        return self._endpoint.name

    def _change(self, text: str) -> None:
        self._known = None
        self._endpoint.update(text)

    def _table(self, query: str, values: Values | None, default: Sequence[str]) -> bytes:
        if self.able.repeats:
            query = without_repeats(query)
        content = self._asked(query, TABLE, values, default).content
        return mended(content) if self.able.rewrites else content

    def _triples(
        self, query: str, values: Values | None, default: Sequence[str]
    ) -> list[engine.Triple]:
        answer = self._asked(query, TRIPLES, values, default)
        media_type = answer.headers.get("content-type", "").split(";")[0]
        form = engine.RdfFormat.from_media_type(media_type)
        if form is None:
            raise StoreError("graph.endpoint_form", endpoint=self._endpoint.name, found=media_type)
        found = engine.parse(answer.content, format=form)
        return list(dict.fromkeys(_normal(quad).triple for quad in found))

    def _asked(
        self, query: str, accept: str, values: Values | None, default: Sequence[str]
    ) -> httpx.Response:
        words = keywords(query)
        refuse_reaching_out(words)
        query = bound(query, values or {})
        if "FROM" in words or (tuple(default) == VIEWS and not self.able.union):
            return self._endpoint.query(query, accept)
        names = [engine_iri(name).value for name in default]
        named = self._all_graphs() if "GRAPH" in words and not self.able.reaches else []
        if self.able.clauses:
            return self._endpoint.query(reading(query, names, named), accept)
        return self._endpoint.query(query, accept, default=names, named=named)

    def _all_graphs(self) -> list[str]:
        if self._known is None:
            self._known = self.graphs()
        return self._known

    def _matching(self, graph: str | None, subject: str | None) -> Iterator[engine.Quad]:
        if graph is not None:
            return self._quads(_within([(graph, subject)]))
        about = "" if subject is None else _one_of("s", [subject])
        return self._quads([f"{about} GRAPH ?g {{ ?s ?p ?o }} {OURS}"])

    def _quads(self, patterns: Iterable[str]) -> Iterator[engine.Quad]:
        for pattern in patterns:
            content = self._endpoint.query(f"SELECT ?s ?p ?o ?g {{ {pattern} }}", TABLE).content
            for row in solutions(content):
                yield _normal(engine.Quad(row["s"], row["p"], row["o"], row["g"]))


def batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """Return ``items`` in lists of at most ``size``."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def _within(places: Sequence[Place]) -> Iterator[str]:
    """Return patterns that find the quads in ``places``."""
    whole = [graph for graph, subject in places if subject is None]
    parts = [(graph, subject) for graph, subject in places if subject is not None]
    if whole:
        yield f"{_one_of('g', whole)} GRAPH ?g {{ ?s ?p ?o }}"
    if parts:
        pairs = " ".join(f"(<{engine_iri(g).value}> <{engine_iri(s).value}>)" for g, s in parts)
        yield f"VALUES (?g ?s) {{ {pairs} }} GRAPH ?g {{ ?s ?p ?o }}"


def _one_of(name: str, iris: Iterable[str]) -> str:
    return f"VALUES ?{name} {{ {' '.join(f'<{engine_iri(iri).value}>' for iri in iris)} }}"


def _expect(query: str, *kinds: str) -> None:
    if (found := kind_of(query)) and found not in kinds:
        raise QueryError("graph.query_kind", expected=", ".join(kinds))


def _normal(quad: engine.Quad) -> engine.Quad:
    found = quad.object
    if not isinstance(found, engine.Literal):
        return quad
    return engine.Quad(quad.subject, quad.predicate, normal_literal(found), quad.graph_name)


def _statement(triple: engine.Triple) -> Statement:
    return Statement(iri_of(triple.subject), iri_of(triple.predicate), value_of(triple.object))


def _named(term: str) -> str:
    return term[1:-1]


def _removals(lines: Iterable[str]) -> Iterator[str]:
    """Return an operation for each graph: Virtuoso passes over one with several ``GRAPH``."""
    parted: dict[str, list[str]] = {}
    for triple, graph in map(split_line, lines):
        parted.setdefault(graph, []).append(triple)
    return (
        f"DELETE DATA {{ GRAPH {graph} {{ {' . '.join(triples)} }} }}"
        for graph, triples in parted.items()
    )
