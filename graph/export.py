"""The data set as a file: the same bytes for the same content, whenever and wherever made."""

from typing import Literal as OneOf

from graph.claims import claim_lines
from graph.embedded import serialised
from graph.store import Store
from graph.terms import read_lines, split_line
from ontology.terms import CURRENT

ExportForm = OneOf["trig", "nq", "ttl", "jsonld"]
COMPLETE = ("trig", "nq")


def export(store: Store, form: ExportForm, *, views: bool = False) -> bytes:
    """Return what ``store`` holds in ``form``, sorted.

    ``trig`` and ``nq`` hold all claims with their metadata and can be imported again; with
    ``views`` they also hold current, vocabulary and inferred statements. ``ttl`` and ``jsonld``
    hold the statements in force alone, without saying who claims them.
    """
    if form not in COMPLETE:
        lines = store.lines(graph=CURRENT)
    elif views:
        lines = store.lines()
    else:
        lines = claim_lines(store)
    if form == "nq":
        return "".join(f"{line}\n" for line in sorted(lines)).encode("utf-8")
    return serialised(read_lines(sorted(lines, key=_by_graph)), form)


def _by_graph(line: str) -> tuple[str, str]:
    triple, graph = split_line(line)
    return graph, triple
