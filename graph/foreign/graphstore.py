"""Whole graphs, read and written (SPARQL 1.1 Graph Store HTTP Protocol)."""

from collections.abc import Iterator

import pyoxigraph as engine

from graph.embedded import GRAPH_FORMS
from graph.errors import QueryError
from graph.foreign.evaluation import Setting, graph_outcome
from graph.foreign.revision import patch
from graph.foreign.work import Limits, Outcome, Task
from graph.terms import engine_iri, lines_in


def graph_answer(store: engine.Store, task: Task, limits: Limits, setting: Setting) -> Outcome:
    """Return the graph that ``task`` names; without a name the default graph."""
    names: list[engine.NamedNode | engine.DefaultGraph] = [_name(task)]
    if not task.graph and setting.usual is not None:
        names = [engine_iri(view) for view in setting.usual]
    elif task.graph and not _is_there(store, names[0]):
        return Outcome(problem="api.no_such_graph", values={"found": task.graph})
    form = task.forms.get("graph", "")
    if not form:
        return Outcome(kind="graph", problem="api.not_acceptable")
    found = (quad.triple for name in names for quad in _quads(store, name))
    return graph_outcome(found, form, limits, setting.prefixes)


def revised_graph(store: engine.Store, task: Task) -> Outcome:
    """Return what ``task`` changes: an RDF Patch. ``values`` say whether the graph was there.

    ``put`` replaces the graph, ``post`` adds to it, ``delete`` removes it; ``store`` is changed.
    Raises ``QueryError`` for a text that is no RDF.
    """
    name = _name(task)
    there = _is_there(store, name) or not task.graph
    before = set(lines_in(store))
    if task.act != "post":
        for quad in list(_quads(store, name)):
            store.remove(quad)
    for triple in _triples(task):
        store.add(engine.Quad(triple.subject, triple.predicate, triple.object, name))
    values = {"existed": "yes"} if there else {}
    return Outcome(patch(before, set(lines_in(store))), kind="change", values=values)


def _triples(task: Task) -> Iterator[engine.Triple]:
    for form, text in task.parts:
        try:
            yield from (
                quad.triple
                for quad in engine.parse(
                    text,
                    format=GRAPH_FORMS[form],
                    base_iri=task.graph or task.base,
                    rename_blank_nodes=True,
                    without_named_graphs=True,
                )
            )
        except SyntaxError as error:
            raise QueryError("graph.no_rdf", form=form, reason=error.msg) from error
        except ValueError as error:
            raise QueryError("graph.no_rdf", form=form, reason=error) from error


def _name(task: Task) -> engine.NamedNode | engine.DefaultGraph:
    return engine_iri(task.graph) if task.graph else engine.DefaultGraph()


def _is_there(store: engine.Store, name: engine.NamedNode | engine.DefaultGraph) -> bool:
    return next(_quads(store, name), None) is not None


def _quads(
    store: engine.Store, name: engine.NamedNode | engine.DefaultGraph
) -> Iterator[engine.Quad]:
    return store.quads_for_pattern(None, None, None, name)
