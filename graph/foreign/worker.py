"""A worker: a process that answers one foreign text after the other, and nothing else."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import pyoxigraph as engine

from graph.errors import QueryError
from graph.foreign.evaluation import Out, Setting, evaluate
from graph.foreign.graphstore import graph_answer, revised_graph
from graph.foreign.revision import revise
from graph.foreign.work import (
    READING,
    ClosedError,
    Limits,
    Outcome,
    Task,
    read_message,
    send_message,
    send_piece,
)
from graph.store import VIEWS
from ontology.terms import PREFIXES


@dataclass(frozen=True, slots=True)
class Shelf:
    """A store to ask, and how: ``plain`` ones know no views and no prefixes but a text's own."""

    store: engine.Store
    plain: bool

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Return the prefixes that need not be declared."""
        return {} if self.plain else PREFIXES

    @property
    def views(self) -> tuple[str, ...] | None:
        """Return the graphs that make the default graph; ``None`` for the store's own."""
        return None if self.plain else VIEWS


def work(connection: socket.socket, shelves: Mapping[str, Shelf], limits: Limits) -> None:
    """Answer what comes over ``connection`` until it closes, or until an update was tried out."""
    while True:
        try:
            task = Task.of(*read_message(connection))
        except ClosedError:
            return
        outcome = _outcome(task, shelves[task.view], limits, partial(send_piece, connection))
        send_message(connection, outcome.described(), outcome.body)
        if task.act not in READING:
            return  # the store is no longer what the others have


def _outcome(task: Task, shelf: Shelf, limits: Limits, out: Out) -> Outcome:
    try:
        if task.act == "query":
            return evaluate(shelf.store, task, limits, Setting(shelf.prefixes, shelf.views, out))
        if task.act == "update":
            return revise(shelf.store, task, prefixes=shelf.prefixes, views=shelf.views)
        if task.act == "get":
            return graph_answer(shelf.store, task, limits, shelf.prefixes, shelf.views)
        return revised_graph(shelf.store, task)
    except QueryError as error:
        values = {name: str(value) for name, value in error.values.items()}
        return Outcome(problem=error.key, values=values)
    except MemoryError:
        return Outcome(problem="graph.out_of_memory")
