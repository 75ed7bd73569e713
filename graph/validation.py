"""Whether the data are as the shapes of the ontology want them (SHACL)."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import chain
from typing import Literal as OneOf

import pyshacl
from rdflib import RDF, SH, BNode, Graph, Literal
from rdflib.term import Node

from graph.rdf import as_graph, value_of
from graph.store import VIEWS, Store
from graph.terms import Quad, Term
from ontology.source import read_graph
from ontology.terms import CLAIMS
from ontology.vocabulary import Text

Severity = OneOf["violation", "warning", "info"]
SEVERITIES: dict[Node, Severity] = {SH.Warning: "warning", SH.Info: "info"}
JUDGED = (*VIEWS, CLAIMS)


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is not as a shape wants it; ``path`` is empty if it is the thing itself."""

    focus: str
    path: str
    value: Term | None
    severity: Severity
    message: Text
    shape: str


def validate(
    store: Store, subjects: Set[str] | None = None, shapes: Graph | None = None
) -> tuple[Violation, ...]:
    """Return what in ``store`` is not as ``shapes`` want it, sorted; empty if all is well.

    Judged are the statements in force and the claims' metadata, or of these only what is said
    about ``subjects``: far quicker after a small change. Without ``shapes`` those of the
    ontology are taken.
    """
    quads = _everything(store) if subjects is None else _surroundings(store, subjects)
    _, report, _ = pyshacl.validate(
        as_graph(quads),
        shacl_graph=shapes if shapes is not None else read_graph("shapes.ttl"),
        inplace=True,  # the graph was made for this
    )
    if not isinstance(report, Graph):
        raise TypeError(report)
    found = (
        _violation(report, result) for result in report.subjects(RDF.type, SH.ValidationResult)
    )
    return tuple(
        sorted(found, key=lambda item: (item.focus, item.path, item.shape, str(item.value)))
    )


def _everything(store: Store) -> Iterator[Quad]:
    return chain.from_iterable(store.quads(graph=name) for name in JUDGED)


def _surroundings(store: Store, subjects: Iterable[str]) -> Iterator[Quad]:
    """Return what is said about ``subjects``, and of which classes the things they point at are."""
    pointed_at: set[str] = set()
    for quad in _judged(store, subjects):
        yield quad
        if isinstance(quad.object, str):
            pointed_at.add(quad.object)
    yield from (quad for quad in _judged(store, pointed_at) if quad.predicate == str(RDF.type))


def _judged(store: Store, subjects: Iterable[str]) -> Iterator[Quad]:
    quads = chain.from_iterable(store.quads(subject=subject) for subject in subjects)
    return (quad for quad in quads if quad.graph in JUDGED)


def _violation(report: Graph, result: Node) -> Violation:
    severity = report.value(result, SH.resultSeverity)
    value = report.value(result, SH.value)
    return Violation(
        focus=_name(report.value(result, SH.focusNode)),
        path=_name(report.value(result, SH.resultPath)),
        value=None if value is None or isinstance(value, BNode) else value_of(value),
        severity=SEVERITIES.get(severity, "violation") if severity else "violation",
        message=_message(report, result),
        shape=_name(report.value(result, SH.sourceShape)),
    )


def _message(report: Graph, result: Node) -> Text:
    """Return the shape's message; what has no language is said in both."""
    said = report.objects(result, SH.resultMessage)
    texts = {text.language: str(text) for text in said if isinstance(text, Literal)}
    plain = texts.get(None, next(iter(texts.values()), ""))
    return Text(texts.get("de", plain), texts.get("en", plain))


def _name(node: Node | None) -> str:
    return "" if node is None or isinstance(node, BNode) else str(node)
