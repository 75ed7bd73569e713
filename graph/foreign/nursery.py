"""The nursery: a process with one thread that holds the stores and forks workers from itself.

A program of its own (``python -m graph.foreign.nursery``), because a server with threads must not
fork. It is told what to do over a socket it inherits; when that closes it ends, and so do its
workers.
"""

import gc
import os
import secrets
import signal
import socket
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

import pyoxigraph as engine

from graph.dataset import Dataset
from graph.embedded import EmbeddedStore
from graph.foreign.confinement import confine
from graph.foreign.revision import carry_out
from graph.foreign.work import ClosedError, Limits, packed, read_message
from graph.foreign.worker import Shelf, work
from graph.moment import internal_claims, view
from graph.store import VIEWS
from graph.terms import engine_iri

PUBLIC, INSIDE = "public", "inside"


class _Stock(Protocol):
    """What the nursery holds, and how it keeps up."""

    def shelves(self) -> dict[str, Shelf]:
        """Return the stores by the name of their view."""
        ...

    def follow(self, described: dict[str, object], body: bytes) -> None:
        """Bring the stores up to date."""
        ...


class Claims:
    """The data set of a folder: everything, and what everybody may see."""

    def __init__(self, folder: Path, day: date) -> None:
        self._dataset = Dataset.open(folder, clock=_now, salt=secrets.token_bytes, valid_on=day)
        self._shelves = self._stocked()

    def shelves(self) -> dict[str, Shelf]:
        """Return the stores by the name of their view."""
        return self._shelves

    def follow(self, described: dict[str, object], body: bytes) -> None:
        """Take in what was recorded since, and turn to the day."""
        del body
        if self._dataset.catch_up(date.fromisoformat(str(described["day"]))):
            self._shelves.clear()  # not both of them in memory
            self._shelves = self._stocked()

    def _stocked(self) -> dict[str, Shelf]:
        inside = public = _shelf(self._dataset.store)
        if internal_claims(self._dataset.store):
            public = _shelf(view(self._dataset, valid_on=self._dataset.valid_on, public=True))
        return {INSIDE: inside, PUBLIC: public}


class Plain:
    """A scratch store without claims, views and shapes: graphs as they are."""

    def __init__(self) -> None:
        self._store = engine.Store()

    def shelves(self) -> dict[str, Shelf]:
        """Return the store under both names."""
        shelf = Shelf(self._store, plain=True)
        return {INSIDE: shelf, PUBLIC: shelf}

    def follow(self, described: dict[str, object], body: bytes) -> None:
        """Carry out a patch."""
        del described
        carry_out(self._store, body.decode("utf-8"))


def tend(control: socket.socket, stock: _Stock, limits: Limits, memory: int) -> None:
    """Do what is asked over ``control`` until it closes: fork a worker, or follow the data."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever ends is gone at once
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server says when to end
    while True:
        try:
            described, body = read_message(control)
        except ClosedError:
            return
        if described["do"] == "follow":
            stock.follow(described, body)
            control.sendall(packed({"done": True}, b""))
        else:
            gc.freeze()  # what is there stays in memory that all share
            _fork(control, stock.shelves(), limits, memory)


def _fork(control: socket.socket, shelves: dict[str, Shelf], limits: Limits, memory: int) -> None:
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        try:
            control.close()
            ours.close()
            work(theirs, shelves, limits, offline=confine(memory))
        finally:
            os._exit(0)
    theirs.close()
    socket.send_fds(control, [packed({"pid": pid}, b"")], [ours.fileno()])
    ours.close()


def _shelf(store: object) -> Shelf:
    if not isinstance(store, EmbeddedStore):
        raise TypeError(store)
    found = [
        engine.Quad(each.subject, each.predicate, each.object)
        for name in VIEWS
        for each in store.bare.quads_for_pattern(None, None, None, engine_iri(name))
    ]
    # What has one predicate is mostly read together; it then lies together, too.
    found.sort(key=lambda quad: quad.predicate.value)
    facts = engine.Store()
    facts.extend(found)
    return Shelf(store.bare, plain=False, facts=facts)


def _now() -> datetime:
    return datetime.now(UTC)


def main(arguments: list[str]) -> None:
    """Run the nursery: descriptor, rows, bytes, memory, day, and the folder unless it is plain."""
    descriptor, rows, size, memory, day, *folder = arguments
    stock: _Stock = Claims(Path(folder[0]), date.fromisoformat(day)) if folder else Plain()
    with socket.socket(fileno=int(descriptor)) as control:
        tend(control, stock, Limits(int(rows), int(size)), int(memory))


if __name__ == "__main__":
    main(sys.argv[1:])
