"""DuckDB and SciPy on the snapshot's own columns: the same questions, answered by others."""

from collections.abc import Callable

import duckdb
import numpy as np
from scipy import sparse

from graph.columns import Column, Ints
from graph.snapshot import Snapshot

TABLES = "Measure", "dropped", "completed", "startDate", "endDate", "partOf", "field", "targetGroup"
_OVERLAP = """WITH running AS (
  SELECT led.s, led.o AS line FROM led SEMI JOIN Measure USING (s)
  ANTI JOIN dropped USING (s) ANTI JOIN completed USING (s)
  ANTI JOIN startDate USING (s) ANTI JOIN endDate USING (s)
  ANTI JOIN (SELECT o AS s FROM partOf) USING (s)
), placed AS (
  SELECT field.o AS field, targetGroup.o AS grp, line, s AS measure
  FROM running JOIN field USING (s) JOIN targetGroup USING (s)
)
SELECT placed.* FROM placed SEMI JOIN (
  SELECT field, grp FROM placed GROUP BY field, grp
  HAVING min(line) <> max(line) AND min(measure) <> max(measure)
) USING (field, grp)"""
Rows = dict[str, Ints]


def overlap_in_duckdb(snapshot: Snapshot, *, threads: int | None) -> Callable[[], Rows]:
    """Return a call for DuckDB's rows of the overlap, in no order, on that many threads or all."""
    base = duckdb.connect()
    if threads:
        base.execute(f"SET threads = {threads}")
    for name in TABLES:
        _table(base, name, snapshot.columns[name])
    _table(base, "led", snapshot.led)
    return lambda: base.execute(_OVERLAP).fetchnumpy()


def closure_in_scipy(links: Column, led: Column, size: int) -> Callable[[], tuple[Ints, Ints]]:
    """Return a call for who relies on whom: a semi-naive closure of sparse matrices.

    ``links`` lead from what still waits to what it waits for, ``led`` to leading lines. The
    matrices are there before; finding out what still waits is not its work either.
    """
    steps = _matrix(links.firsts, links.seconds, size, size)
    lines, places = np.unique(led.seconds, return_inverse=True)
    leads = _matrix(led.firsts, places.astype(np.int32), size, len(lines))

    def closed() -> tuple[Ints, Ints]:
        reached = news = steps
        while news.nnz:
            news = (news @ steps) > reached
            reached = reached + news
        found = (leads.T @ (reached @ leads)).tocoo()
        others = found.row != found.col
        return lines[found.row[others]], lines[found.col[others]]

    return closed


def _table(base: "duckdb.DuckDBPyConnection", name: str, column: Column) -> None:
    base.register("given", {"s": column.firsts, "o": column.seconds})
    base.execute(f"CREATE TABLE {name} AS SELECT * FROM given")  # noqa: S608 - our own names
    base.unregister("given")


def _matrix(rows: Ints, columns: Ints, height: int, width: int) -> "sparse.csr_array":
    return sparse.csr_array((np.ones(len(rows), np.bool_), (rows, columns)), shape=(height, width))
