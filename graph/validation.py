"""Whether the data are as the shapes of the ontology want them (SHACL)."""

from collections.abc import Collection, Iterable
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
    store: Store, subjects: Collection[str] | None = None, shapes: Graph | None = None
) -> tuple[Violation, ...]:
    """Return what in ``store`` is not as ``shapes`` want it, sorted; empty if all is well.

    Judged are the statements in force and the claims' metadata, or of these only what is said
    about ``subjects``: far quicker after a small change. Without ``shapes`` those of the
    ontology are taken.
    """
    if subjects is None:
        quads = chain.from_iterable(store.quads(graph=name) for name in JUDGED)
    else:
        quads = chain.from_iterable(_surroundings(store, subject) for subject in subjects)
    _, report, _ = pyshacl.validate(
        as_graph(quads),
        shacl_graph=shapes if shapes is not None else read_graph("shapes.ttl"),
        focus_nodes=None if subjects is None else sorted(subjects),
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


def _surroundings(store: Store, subject: str) -> Iterable[Quad]:
    """Return what is said about ``subject``, and of which classes the things it points at are."""
    about = [quad for quad in store.quads(subject=subject) if quad.graph in JUDGED]
    yield from about
    for name in {quad.object for quad in about if isinstance(quad.object, str)}:
        for quad in store.quads(subject=name):
            if quad.predicate == str(RDF.type) and quad.graph in JUDGED:
                yield quad


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
