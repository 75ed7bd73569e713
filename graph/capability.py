"""What an endpoint can do: tried out at the start, before anything is entrusted to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

import pyoxigraph as engine

from graph.endpoint import TABLE, Endpoint
from graph.errors import QueryError, StoreError
from graph.results import solutions
from graph.terms import engine_literal, normal_literal
from ontology.statement import XSD, Literal
from ontology.terms import BASE, EDTF

PROBE = f"{BASE}/graph/probe"
OTHER = f"{PROBE}/other"
STEP, HELD = f"{PROBE}#step", f"{PROBE}#held"
ENDS = 3  # of the paths in the second graph
SIDE = 150
ROWS = SIDE * SIDE
"""More rows than an engine gives that keeps to a usual limit of 10,000."""
TEXTS = (Literal(""), Literal('ü “\n\t\\"'), Literal.text("ß", "de"))
VALUES = (
    Literal("true", f"{XSD}boolean"),
    Literal("12", f"{XSD}integer"),
    Literal("1.5", f"{XSD}decimal"),
    Literal("2.5E3", f"{XSD}double"),
    Literal("2014-11-24", f"{XSD}date"),
    Literal("2014-11-24T09:30:00Z", f"{XSD}dateTime"),
    Literal("2014", f"{XSD}gYear"),
    Literal("2014-11", f"{XSD}gYearMonth"),
    Literal("http://example.org/", f"{XSD}anyURI"),
    Literal("2014-11/..", EDTF),
)


TRIES = {
    "BOUND": (
        f"SELECT (BOUND(?s) AS ?x) {{ GRAPH <{OTHER}> {{ ?s <{STEP}> <{OTHER}/one> }} }}",
        {str(engine_literal(Literal("true", f"{XSD}boolean")))},
    ),
    "?s (path)+ ?x": (
        f"SELECT DISTINCT ?x {{ GRAPH <{OTHER}> {{ ?s <{STEP}>+ ?x }} }}",
        {f"<{OTHER}/{name}>" for name in ("one", "two", "end")},
    ),
}


@dataclass(frozen=True, slots=True)
class Capability:
    """How an endpoint behaves where engines differ.

    ``union``: without a data set named, a query reads all graphs as one. ``reaches``: ``GRAPH``
    finds every graph although only default graphs were named. ``clauses``: it passes over the
    data set in the request and wants ``FROM``. ``repeats``: a path gives a thing once for each way
    to it. ``rewrites``: literals come back in another form; ``loses`` are those that do not come
    back as what they were. ``errs`` are the tries whose answer is wrong; rules would be wrong, too.
    """

    union: bool = False
    reaches: bool = False
    clauses: bool = False
    repeats: bool = False
    rewrites: bool = False
    loses: tuple[str, ...] = ()
    errs: tuple[str, ...] = ()


def probe(endpoint: Endpoint) -> Capability:
    """Return what ``endpoint`` can do, after trying; nothing is left behind.

    Raises ``StoreError`` that names the endpoint and what it cannot do but has to.
    """
    _must(endpoint, "query", lambda: _count(endpoint, _pairs(1, 1)) == 1)
    _must(endpoint, "rows", lambda: _count(endpoint, _pairs(SIDE, SIDE)) == ROWS)
    with _written(endpoint):
        _must(endpoint, "named_graphs", lambda: _count(endpoint, _in_any("?s")) == 1 + 4)
        able = _telling(endpoint, _literals(endpoint))
        ways = _count(endpoint, f"SELECT ?x {{ GRAPH ?g {{ <{OTHER}> <{STEP}>+ ?x }} }}")
        able = replace(able, union=_count(endpoint, _at("?s")) > 0, repeats=ways > ENDS)
        able = replace(able, errs=tuple(name for name in TRIES if not _right(endpoint, name)))
        return _reading(endpoint, able)


def _telling(endpoint: Endpoint, found: list[engine.Literal]) -> Capability:
    """Return what follows from the literals that were ``found`` where all should be."""
    held = set(map(normal_literal, found))
    lost = [each for each in _expected(*TEXTS, *VALUES) if each not in held]
    if any(each in lost for each in _expected(*TEXTS)):
        raise _cannot(endpoint, "literals", found=", ".join(map(str, lost)))
    return Capability(rewrites=set(found) != held, loses=tuple(map(str, lost)))


def _expected(*literals: Literal) -> list[engine.Literal]:
    return [normal_literal(engine_literal(each)) for each in literals]


def _right(endpoint: Endpoint, name: str) -> bool:
    pattern, expected = TRIES[name]
    try:
        answer = endpoint.query(pattern, TABLE).content
        return {str(row["x"]) for row in solutions(answer)} == expected
    except QueryError:
        return False


def _reading(endpoint: Endpoint, able: Capability) -> Capability:
    """Return ``able`` with how a query can be told which graphs to read."""
    with suppress(QueryError):  # an endpoint may also refuse to be told
        if _count(endpoint, _at("?s"), PROBE) == 1:
            return replace(able, reaches=_count(endpoint, _in_any(f"<{OTHER}>"), PROBE) > 0)
    named = _at("?s").replace("{", f"FROM <{PROBE}> {{", 1)
    _must(endpoint, "dataset", lambda: _count(endpoint, named) == 1)
    reached = _in_any(f"<{OTHER}>").replace("{", f"FROM <{PROBE}> {{", 1)
    return replace(able, clauses=True, reaches=_count(endpoint, reached) > 0)


@contextmanager
def _written(endpoint: Endpoint) -> Iterator[None]:
    """Write two small graphs, and remove them at the end; raise if either does not work."""
    literals = " , ".join(str(engine_literal(each)) for each in (*TEXTS, *VALUES))
    one, two, end = (f"<{OTHER}/{name}>" for name in ("one", "two", "end"))
    data = (
        f"GRAPH <{PROBE}> {{ <{PROBE}> <{STEP}> <{PROBE}/next> ; <{HELD}> {literals} }} "
        f"GRAPH <{OTHER}> {{ <{OTHER}> <{STEP}> {one} , {two} . {one} <{STEP}> {end} . "
        f"{two} <{STEP}> {end} }}"
    )
    remove = " ; ".join(
        f"DELETE WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}" for graph in (PROBE, OTHER)
    )
    _must(endpoint, "update", lambda: _done(endpoint, f"INSERT DATA {{ {data} }}"))
    try:
        yield
    finally:
        endpoint.update(remove)
    _must(endpoint, "delete", lambda: _count(endpoint, _in_any("?s")) == 0)


def _done(endpoint: Endpoint, update: str) -> bool:
    endpoint.update(update)
    return True


def _must(endpoint: Endpoint, ability: str, works: Callable[[], bool]) -> None:
    try:
        if works():
            return
    except QueryError as error:
        raise _cannot(endpoint, ability, found=error) from error
    raise _cannot(endpoint, ability)


def _cannot(endpoint: Endpoint, ability: str, found: object = "–") -> StoreError:
    return StoreError(
        "graph.endpoint_cannot",
        endpoint=endpoint.name,
        ability=StoreError(f"graph.ability.{ability}"),
        found=found,
    )


def _count(endpoint: Endpoint, query: str, *default: str) -> int:
    return sum(1 for _ in solutions(endpoint.query(query, TABLE, default=default).content))


def _literals(endpoint: Endpoint) -> list[engine.Literal]:
    query = f"SELECT ?x {{ GRAPH <{PROBE}> {{ <{PROBE}> <{HELD}> ?x }} }}"
    return [row["x"] for row in solutions(endpoint.query(query, TABLE).content)]


def _pairs(one: int, two: int) -> str:
    """Return a query with ``one`` times ``two`` rows that needs no data."""
    first, second = (" ".join(map(str, range(number))) for number in (one, two))
    return f"SELECT ?x ?y {{ VALUES ?x {{ {first} }} VALUES ?y {{ {second} }} }}"


def _at(subject: str) -> str:
    return f"SELECT ?x {{ {subject} <{STEP}> ?x }}"


def _in_any(subject: str) -> str:
    return f"SELECT ?g ?x {{ GRAPH ?g {{ {subject} <{STEP}> ?x }} }}"
