"""What an endpoint answers (SPARQL 1.1 results as JSON), as values in the form of our engine."""

import json

import pyoxigraph as engine

from graph.errors import QueryError
from graph.store import Row
from graph.terms import Term, engine_iri, normal_literal, value_of


def parsed(content: bytes) -> engine.QuerySolutions | engine.QueryBoolean:
    """Return the results of a ``SELECT`` or ``ASK``; raises ``QueryError`` if they are none."""
    try:
        return engine.parse_query_results(content, format=engine.QueryResultsFormat.JSON)
    except SyntaxError as error:
        raise QueryError("graph.query_failed", reason=error.msg) from error


def solutions(content: bytes) -> engine.QuerySolutions:
    """Return the results of a ``SELECT``; raises ``QueryError`` for anything else."""
    found = parsed(content)
    if isinstance(found, engine.QueryBoolean):
        raise QueryError("graph.query_kind", expected="SELECT")
    return found


def rows(content: bytes) -> list[Row]:
    """Return the rows of a ``SELECT`` with literals as our engine keeps them."""
    found = solutions(content)
    names = [variable.value for variable in found.variables]
    return [dict(zip(names, map(_cell, row), strict=True)) for row in found]


def mended(content: bytes) -> bytes:
    """Return the results (JSON) with every literal as our engine writes it."""
    document = json.loads(content)
    for row in document.get("results", {}).get("bindings", ()):
        for cell in row.values():
            if cell["type"] == "typed-literal" or "datatype" in cell:
                datatype = engine_iri(cell["datatype"])
                literal = normal_literal(engine.Literal(cell["value"], datatype=datatype))
                cell |= {"type": "literal", "value": literal.value}
                cell["datatype"] = literal.datatype.value
    return json.dumps(document).encode("utf-8")


def _cell(term: object) -> Term | None:
    if term is None:
        return None
    return value_of(normal_literal(term) if isinstance(term, engine.Literal) else term)
