"""rdflib on the same data: ``python -m bench.rdflib_peer FOLDER STEP`` prints the seconds taken.

Runs in a process of its own, so that a step that takes too long can be ended.
"""

import subprocess
import sys
import time
from pathlib import Path

import rdflib

LIMIT = 60
"""Seconds after which a step is ended; reading the file for a question may take as long again."""


def seconds_of(folder: Path, step: str) -> tuple[float | None, int]:
    """Return rdflib's seconds and rows for ``step``; no seconds if it had to be ended."""
    command = [sys.executable, "-m", "bench.rdflib_peer", str(folder), step]
    allowed = LIMIT if step == "load" else 2 * LIMIT
    try:
        done = subprocess.run(  # noqa: S603 - our own module with our own arguments
            command, capture_output=True, text=True, check=True, timeout=allowed
        )
    except subprocess.TimeoutExpired:
        return None, 0
    seconds, rows = done.stdout.split()
    return (float(seconds), int(rows)) if float(seconds) <= LIMIT else (None, 0)


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
