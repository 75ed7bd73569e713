"""A worker: a process that answers one foreign text after the other, and nothing else."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import pyoxigraph as engine

from graph.errors import GraphError
from graph.foreign.evaluation import Setting, evaluate
from graph.foreign.graphstore import graph_answer, revised_graph
from graph.foreign.revision import revise
from graph.foreign.work import (
    READING,
    ClosedError,
    Limits,
    Outcome,
    Task,
    read_message,
    send_part,
)
from graph.store import VIEWS
from ontology.terms import PREFIXES


@dataclass(frozen=True, slots=True)
class Shelf:
    """A store to ask, and how: ``plain`` ones know no views and no prefixes but a text's own.

    ``facts`` has what the views hold in its default graph.
    """

    store: engine.Store
    plain: bool
    facts: engine.Store | None = None

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Return the prefixes that need not be declared."""
        return {} if self.plain else PREFIXES

    @property
    def views(self) -> tuple[str, ...] | None:
        """Return the graphs that make the default graph; ``None`` for the store's own."""
        return None if self.plain else VIEWS


def work(
    connection: socket.socket, shelves: Mapping[str, Shelf], limits: Limits, *, offline: bool
) -> None:
    """Answer what comes over ``connection`` until it closes, or until an update was tried out.

    Where nothing keeps the process ``offline``, words that reach out are refused everywhere.
    """
    out = partial(send_part, connection)
    settings = {
        name: Setting(shelf.prefixes, shelf.views, shelf.facts, out, strictly=not offline)
        for name, shelf in shelves.items()
    }
    while True:
        try:
            task = Task.of(*read_message(connection))
        except ClosedError:
            return
        send_part(connection, _outcome(task, shelves[task.view].store, limits, settings[task.view]))
        if task.act not in READING:
            return  # the store is no longer what the others have


def _outcome(task: Task, store: engine.Store, limits: Limits, setting: Setting) -> Outcome:
    try:
        return _done(task, store, limits, setting)
    except GraphError as error:
        values = {name: str(value) for name, value in error.values.items()}
        return Outcome(problem=error.key, values=values)
    except MemoryError:
        return Outcome(problem="graph.out_of_memory")
    except (RuntimeError, ValueError, OSError) as error:  # what the engine says in the middle
        return Outcome(problem="graph.query_failed", values={"reason": str(error)})


def _done(task: Task, store: engine.Store, limits: Limits, setting: Setting) -> Outcome:
    if task.act == "query":
        return evaluate(store, task, limits, setting)
    if task.act == "update":
        return revise(store, task, setting)
    if task.act == "get":
        return graph_answer(store, task, limits, setting)
    return revised_graph(store, task)
