"""rdflib on the same data: ``python -m bench.peer FOLDER STEP SECONDS`` prints the seconds taken.

Runs in a process of its own, so that a step that takes too long can be ended.
"""

import sys
import time
from pathlib import Path

import rdflib


def load(folder: Path) -> float:
    """Return the seconds that rdflib's own parser needs for all claims."""
    start = time.perf_counter()
    rdflib.Dataset().parse(folder / "claims.nq", format="nquads")
    return time.perf_counter() - start


def ask(folder: Path, query: Path) -> tuple[float, int]:
    """Return the seconds for ``query`` over what is in force, and the number of rows."""
    graph = rdflib.Graph().parse(folder / "default.nt", format="nt")
    text = query.read_text(encoding="utf-8")
    start = time.perf_counter()
    rows = len(list(graph.query(text)))
    return time.perf_counter() - start, rows


def main(arguments: list[str]) -> None:
    """Print the seconds, and for a query the rows, of the step that ``arguments`` name."""
    folder, step = Path(arguments[0]), arguments[1]
    if step == "load":
        print(load(folder), 0)
    else:
        print(*ask(folder, folder / step))


if __name__ == "__main__":
    main(sys.argv[1:])
