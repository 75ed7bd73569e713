"""What a foreign update would change, tried out on a store that is thrown away afterwards."""

from collections.abc import Set

import pyoxigraph as engine

from graph.errors import QueryError
from graph.foreign.evaluation import Setting
from graph.foreign.mistake import mistake
from graph.foreign.text import SparqlText
from graph.foreign.work import Outcome, Task
from graph.terms import lines_in, read_lines

ADDED, REMOVED = "A ", "D "
"""How a line of an RDF Patch (https://afs.github.io/rdf-delta/rdf-patch.html) begins."""


def revise(store: engine.Store, task: Task, setting: Setting) -> Outcome:
    """Return what the update ``task`` changes: an RDF Patch of quads, sorted.

    ``store`` is changed. With a usual default graph the update sees that as the default graph,
    and may change only that; without, it may change everything. Raises ``QueryError``.
    """
    views, prefixes = setting.usual, setting.prefixes
    text = SparqlText(task.text)
    text.refuse(strictly=setting.strictly)
    for name in views or ():
        store.update(f"ADD <{name}> TO DEFAULT")
    before = set(lines_in(store))
    asked = text.lenient().using(task.default or (), task.named or ())
    try:
        store.update(asked, base_iri=task.base, prefixes=dict(prefixes))
    except SyntaxError as error:
        raise mistake(task.text, error.msg, update=True) from error
    except (RuntimeError, ValueError, OSError) as error:
        raise QueryError("graph.query_failed", reason=error) from error
    after = set(lines_in(store))
    changed = after ^ before
    if views is not None and (named := [line for line in changed if _has_graph(line)]):
        raise QueryError("graph.update_names_graph", found=min(named))
    return Outcome(patch(before, after), kind="change")


def patch(before: Set[str], after: Set[str]) -> bytes:
    """Return the RDF Patch that leads from the lines ``before`` to those ``after``, sorted."""
    added, removed = sorted(after - before), sorted(before - after)
    lines = [*(ADDED + line for line in added), *(REMOVED + line for line in removed)]
    return "\n".join(lines).encode("utf-8")


def carry_out(store: engine.Store, patch: str) -> None:
    """Carry out on ``store`` what ``revise`` returned for its equal."""
    for prefix, act in ((REMOVED, store.remove), (ADDED, store.add)):
        lines = [line[len(prefix) :] for line in patch.split("\n") if line.startswith(prefix)]
        for quad in read_lines(lines):
            act(quad)


def _has_graph(line: str) -> bool:
    (quad,) = read_lines([line])
    return not isinstance(quad.graph_name, engine.DefaultGraph)
