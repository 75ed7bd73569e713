"""The data set as a file: the same bytes for the same content, whenever and wherever made."""

from collections.abc import Collection, Iterable, Iterator
from io import BytesIO
from itertools import chain
from typing import BinaryIO
from typing import Literal as OneOf

import pyoxigraph as engine

from graph.claims import claim_lines
from graph.embedded import serialise
from graph.publication import passed_on
from graph.store import VIEWS, Store
from graph.terms import read_lines, split_line
from ontology.terms import CURRENT

ExportForm = OneOf["trig", "nq", "ttl", "jsonld"]
COMPLETE = ("trig", "nq")
BATCH = 10_000  # lines in the hands of the engine at a time


def export(store: Store, form: ExportForm, *, views: bool = False) -> bytes:
    """Return what ``store`` holds in ``form``, sorted.

    ``trig`` and ``nq`` hold all claims with their metadata and can be imported again; with
    ``views`` they also hold current, vocabulary and inferred statements. ``ttl`` and ``jsonld``
    hold the statements in force alone, without saying who claims them.
    """
    file = BytesIO()
    write(exported(store, form, views=VIEWS if views else ()), form, file)
    return file.getvalue()


def exported(
    store: Store, form: ExportForm, *, views: Collection[str] = (), open_only: bool = False
) -> list[str]:
    """Return the lines that an export in ``form`` holds, in no particular order.

    Complete forms hold the claims and the graphs ``views``, others what is in force. With
    ``open_only`` they hold no more than everybody may have and pass on.
    """
    claims = claim_lines(store)
    if open_only:
        claims = passed_on(claims)
    if form in COMPLETE:
        return claims + [line for view in views for line in store.lines(graph=view)]
    current = store.lines(graph=CURRENT)
    if not open_only:
        return current
    said = {split_line(line)[0] for line in claims}
    return [line for line in current if split_line(line)[0] in said]


def write(lines: Iterable[str], form: ExportForm, file: BinaryIO) -> None:
    """Write ``lines`` to ``file`` in ``form``, sorted, piece by piece."""
    if form == "nq":
        file.writelines(f"{line}\n".encode() for line in sorted(lines))
    else:
        serialise(_quads(sorted(lines, key=_by_graph)), form, file)


def _quads(lines: list[str]) -> Iterator[engine.Quad]:
    batches = (lines[start : start + BATCH] for start in range(0, len(lines), BATCH))
    return chain.from_iterable(map(read_lines, batches))


def _by_graph(line: str) -> tuple[str, str]:
    triple, graph = split_line(line)
    return graph, triple
