"""Results and graphs compared by what they say: rows in any order, numbers by their value.

The engine keeps numbers, dates and language tags by value: ``1.0`` is ``1``, ``en-US`` ``en-us``.
"""

import csv
import io
from decimal import Decimal, InvalidOperation
from pathlib import Path

from rdflib import XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import to_isomorphic
from rdflib.query import Result
from rdflib.term import Node

RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
ROW = URIRef("urn:row")
PARSERS = {".srx": "xml", ".srj": "json", ".tsv": "tsv"}


INTEGERS = {
    *(XSD.byte, XSD.int, XSD.integer, XSD.long, XSD.short),
    *(XSD.unsignedByte, XSD.unsignedInt, XSD.unsignedLong, XSD.unsignedShort),
    *(XSD.negativeInteger, XSD.nonNegativeInteger, XSD.nonPositiveInteger, XSD.positiveInteger),
}
NUMBERS = INTEGERS | {XSD.decimal, XSD.double, XSD.float}


def graph_of(file: Path) -> Graph:
    """Return what ``file`` says."""
    form = "xml" if file.suffix == ".rdf" else "turtle"
    return Graph().parse(file, format=form, publicID=file.as_uri())


def alike(one: Graph, other: Graph) -> bool:
    """Return whether both graphs say the same."""
    return bool(to_isomorphic(_by_value(one)) == to_isomorphic(_by_value(other)))


def _by_value(graph: Graph) -> Graph:
    found = Graph()
    for subject, relation, value in graph:
        found.add((subject, relation, _plain(value)))
    return found


def _plain(node: Node) -> Node:
    if not isinstance(node, Literal):
        return node
    if node.language:
        return Literal(str(node), lang=node.language.lower())
    if node.datatype not in NUMBERS:
        return Literal(str(node)) if node.datatype == XSD.string else node
    kind = XSD.integer if node.datatype in INTEGERS else node.datatype
    return Literal(_number(str(node)), datatype=kind, normalize=False)


def _number(text: str) -> str:
    try:
        return f"{Decimal(text).normalize():f}"
    except (InvalidOperation, ValueError):
        return text


def rows_of_file(file: Path) -> bool | Graph:
    """Return a truth value, or the rows of a table as a graph."""
    if file.suffix in PARSERS:
        with file.open("rb") as content:
            return rows_of(Result.parse(content, format=PARSERS[file.suffix]))
    graph = graph_of(file)
    found = next(graph.objects(None, RS.boolean), None)
    if found is not None:
        return str(found) == "true"
    rows = Graph()
    for solution in graph.objects(None, RS.solution):
        row = BNode()
        rows.add((ROW, ROW, row))
        for binding in graph.objects(solution, RS.binding):
            name, value = graph.value(binding, RS.variable), graph.value(binding, RS.value)
            rows.add((row, _name(str(name)), value or BNode()))
    return rows


def rows_of_answer(body: bytes) -> bool | Graph:
    """Return a truth value or rows from SPARQL's JSON."""
    return rows_of(Result.parse(io.BytesIO(body), format="json"))


def rows_of(result: Result) -> bool | Graph:
    """Return a truth value, or the rows of a table as a graph: equal rows stay apart."""
    if result.type == "ASK":
        return bool(result.askAnswer)
    rows = Graph()
    for binding in result.bindings:
        row = BNode()
        rows.add((ROW, ROW, row))
        for variable, value in binding.items():
            if isinstance(value, Node):
                rows.add((row, _name(str(variable)), value))
    return rows


def cells(text: str, form: str = "csv") -> list[dict[str, str]]:
    """Return the sorted rows of CSV or TSV by the names of their columns; blank nodes are alike."""
    dialect = {"csv": csv.excel, "tsv": _Tabs}[form]
    head, *rows = csv.reader(io.StringIO(text, newline=""), dialect)
    found = [dict(zip(head, map(_cell, row), strict=True)) for row in rows]
    return sorted(found, key=lambda row: sorted(row.items()))


class _Tabs(csv.excel_tab):
    quoting = csv.QUOTE_NONE


def _cell(text: str) -> str:
    return "_:" if text.startswith("_:") else _number(text)


def _name(variable: str) -> URIRef:
    return URIRef(f"urn:variable:{variable}")
