"""The integer snapshot beside SPARQL, rdflib, bare NumPy, DuckDB and SciPy, on the same data."""

import math
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bench.columnar import closure_in_scipy, overlap_in_duckdb
from bench.figures import Figure, medians
from bench.generator import edited, generate
from bench.rdflib_peer import LIMIT, seconds_of
from graph.claims import difference
from graph.closure import closure
from graph.columns import Column
from graph.current import Vocabulary, refresh
from graph.embedded import EmbeddedStore
from graph.questions import Overlaps, gap, matrix, overlap
from graph.snapshot import MARKS, RELATIONS, Snapshot
from graph.store import VIEWS, Store
from ontology.rules import rule_named
from ontology.source import read_text
from ontology.terms import expand

SCALES = 4, 16, 64
FEW = 5
EXPONENTS = {"gap": 1.15, "matrix": 1.15, "overlap": 1.3, "closure": 1.15}
_LINKS = """SELECT DISTINCT ?item ?prerequisite WHERE {
  ?dependency qs:dependent ?item ; qs:prerequisite ?prerequisite .
  FILTER NOT EXISTS { ?item qs:status ?state }
  FILTER NOT EXISTS { ?prerequisite qs:status ?state FILTER(STRENDS(STR(?state), "completed")) }
  FILTER NOT EXISTS { ?item schema:endDate ?end FILTER(STR(?end) < "2026") }
  FILTER NOT EXISTS { ?prerequisite schema:endDate ?close FILTER(STR(?close) < "2026") }
}"""
"""What still waits; made-up measures have no other states and dates than these."""


def measured(scale: int, day: date) -> list[Figure]:
    """Return the figures of one scale; raises ``AssertionError`` where the answers differ."""
    store = EmbeddedStore.of_lines(difference(EmbeddedStore(), generate(scale)).added)
    store.load_lines(Vocabulary.built_in().lines)
    refresh(store, Vocabulary.built_in(), day)
    snapshot = Snapshot.of(store, day)
    name = f"scale {scale}"
    (build,) = medians(lambda: Snapshot.of(store, day), repeats=FEW)
    edges = sum(map(len, snapshot.columns.values()))
    figures = [
        Figure(name, "build", edges, build),
        *_gap(name, store, snapshot),
        *_matrix(name, store, snapshot),
        _overlap(name, snapshot),
        _closure(name, store, snapshot),
        _delta(name, store, snapshot),
    ]
    if scale == SCALES[0]:  # only where growth begins: fixed costs weigh too much for targets
        figures = [replace(figure, least=None, most=None) for figure in figures]
    return figures


def growth(figures: list[Figure]) -> list[str]:
    """Return a line for each question: with which power of the scale its time grows."""
    small, large = f"scale {SCALES[0]}", f"scale {SCALES[-1]}"
    first = {figure.question: figure.ours for figure in figures if figure.data == small}
    last = {figure.question: figure.ours for figure in figures if figure.data == large}
    lines = []
    for question, most in EXPONENTS.items():
        found = math.log(last[question] / first[question]) / math.log(SCALES[-1] / SCALES[0])
        missed = " MISSED" if found > most else ""
        lines.append(f"growth    {question:<9} {found:>8.2f}  ≤ {most}{missed}")
    return lines


def _gap(name: str, store: Store, snapshot: Snapshot) -> list[Figure]:
    query = _rule("G02")
    found = sorted({str(row["recommendation"]) for row in store.select(query)})
    assert sorted(snapshot.terms.texts(gap(snapshot))) == found
    ours, sparql = medians(lambda: gap(snapshot), lambda: store.answer(query, "tsv"))
    with TemporaryDirectory() as folder:
        _needed(store, Path(folder) / "default.nt")
        (Path(folder) / "G02").write_text(query, encoding="utf-8")
        theirs, rows = seconds_of(Path(folder), "G02")
    assert theirs is None or rows == len(store.select(query))
    return [
        Figure(name, "gap", len(found), ours, "SPARQL", sparql, least=30, most=0.001),
        Figure(name, "gap", len(found), ours, "rdflib", theirs, LIMIT, least=50),
    ]


def _needed(store: Store, file: Path) -> None:
    """Write what the snapshot is made of: rdflib need not read anything else."""
    wanted = {*RELATIONS.values(), *(relation for relation, _ in MARKS.values())}
    marks = tuple(f"<{expand(relation)}>" for relation in wanted)
    lines = store.dump("nt", VIEWS).decode("utf-8").split("\n")
    kept = [line for line in lines if line.split(" ", 2)[1:2] and line.split(" ", 2)[1] in marks]
    file.write_text("\n".join(kept) + "\n", encoding="utf-8")


def _matrix(name: str, store: Store, snapshot: Snapshot) -> list[Figure]:
    query, cells_of = read_text("matrix.rq"), snapshot.placement.cells

    def bare() -> object:
        return np.bincount(cells_of.seconds)

    cells = matrix(snapshot)
    columns = map(snapshot.terms.texts, (cells.fields, cells.lines))
    found = set(zip(*columns, map(str, cells.measures.tolist()), strict=True))
    table = store.answer(query, "csv").decode("utf-8").splitlines()[1:]
    assert found == {tuple(line.split(",")) for line in table}
    ours, counting, sparql = medians(
        lambda: matrix(snapshot), bare, lambda: store.answer(query, "tsv")
    )
    return [
        Figure(name, "matrix", len(found), ours, "bincount", counting, least=1 / 3),
        Figure(name, "matrix", len(found), ours, "SPARQL", sparql),
    ]


def _overlap(name: str, snapshot: Snapshot) -> Figure:
    single = overlap_in_duckdb(snapshot, threads=1)
    several = overlap_in_duckdb(snapshot, threads=None)
    rows = single()
    theirs = np.stack([rows[key] for key in ("field", "grp", "line", "measure")], axis=1)
    found = _rows(overlap(snapshot))
    assert np.array_equal(found, theirs[np.lexsort(theirs.T[::-1])])
    ours, one, more = medians(lambda: overlap(snapshot), single, several)
    peer = "DuckDB" if more < one else "DuckDB (1)"
    return Figure(name, "overlap", len(found), ours, peer, min(one, more), least=1 / 1.5)


def _rows(found: Overlaps) -> "np.ndarray[tuple[int, int], np.dtype[np.int32]]":
    keys = np.repeat(found.keys, np.diff(found.starts), axis=0)
    table = np.column_stack([keys, found.lines, found.measures])
    return table[np.lexsort(table.T[::-1])]


def _closure(name: str, store: Store, snapshot: Snapshot) -> Figure:
    rows = store.select(_LINKS)
    items, prerequisites = (
        snapshot.terms.numbers_of([str(row[column]) for row in rows])
        for column in ("item", "prerequisite")
    )
    links = Column.of(items, prerequisites)
    theirs = closure_in_scipy(links, snapshot.led, len(snapshot.terms))
    found = closure(snapshot)
    pairs = set(zip(found.firsts.tolist(), found.seconds.tolist(), strict=True))
    assert pairs == set(zip(*(part.tolist() for part in theirs()), strict=True))
    ours, scipy = medians(lambda: closure(snapshot), theirs)
    return Figure(name, "closure", len(found), ours, "SciPy", scipy, least=1)


def _delta(name: str, store: EmbeddedStore, snapshot: Snapshot) -> Figure:
    change = difference(store, [edited()])
    store.apply(change)
    refresh(store, Vocabulary.built_in(), snapshot.day)
    new, fresh = snapshot.after(store, change), Snapshot.of(store, snapshot.day)
    assert sorted(new.terms.texts(gap(new))) == sorted(fresh.terms.texts(gap(fresh)))
    assert _told(new) == _told(fresh) != _told(snapshot)
    (ours,) = medians(lambda: snapshot.after(store, change))
    return Figure(name, "one edit", len(change.added) + len(change.removed), ours, most=0.005)


def _told(snapshot: Snapshot) -> set[tuple[str, ...]]:
    """Return the rows of the overlap as IRIs: numbers differ from snapshot to snapshot."""
    rows = _rows(overlap(snapshot))
    return {tuple(snapshot.terms.texts(row)) for row in rows}


def _rule(name: str) -> str:
    rule = rule_named(name)
    if rule is None:
        raise LookupError(name)
    return rule.query
