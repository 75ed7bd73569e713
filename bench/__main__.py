"""How fast the headline questions are, beside rdflib in the same run: ``make bench``."""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.generator import generate
from graph.claims import difference
from graph.current import Vocabulary, refresh
from graph.embedded import EmbeddedStore
from graph.store import VIEWS
from ingest.builtin import builtin_folders
from ingest.reading import read
from ontology.rules import rule_named
from ontology.source import read_text
from ontology.statement import Claim

PEER_SECONDS = 60
REPEATS = 5
DAY = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the result: seconds here (median) and of rdflib, ``None`` if it was ended."""

    data: str
    step: str
    rows: int
    ours: float
    peer: float | None
    peer_rows: int

    @property
    def agrees(self) -> bool:
        """Return whether both found as many rows, as far as the peer came to an end."""
        return self.peer is None or self.rows == self.peer_rows

    def line(self) -> str:
        """Return the figure as a line of the printed table."""
        if self.peer is None:
            theirs, ratio = f"> {PEER_SECONDS} s", f"> {PEER_SECONDS / self.ours:,.0f}×"
        else:
            theirs, ratio = f"{self.peer * 1000:,.1f} ms", f"{self.peer / self.ours:,.1f}×"
        agrees = "" if self.agrees else "  rows differ!"
        ours = f"{self.ours * 1000:,.1f} ms"
        name = f"{self.data:<10} {self.step:<8} {self.rows:>7,}"
        return f"{name} {ours:>14} {theirs:>16} {ratio:>10}{agrees}"


def builtin_claims() -> list[Claim]:
    """Return the claims of the built-in data."""
    return [claim for folder in builtin_folders().values() for claim in read([folder], ()).claims]


def queries() -> dict[str, str]:
    """Return the SPARQL of the headline questions by name."""
    found = {name: rule for name in ("G02", "O03") if (rule := rule_named(name))}
    return {name: rule.query for name, rule in found.items()} | {"matrix": read_text("matrix.rq")}


def median_seconds(action: Callable[[], object]) -> float:
    """Return the median of ``REPEATS`` runs after one that does not count."""
    action()
    taken = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def peer(folder: Path, step: str) -> tuple[float | None, int]:
    """Return rdflib's seconds and rows for ``step``; no seconds if it had to be ended."""
    command = [sys.executable, "-m", "bench.peer", str(folder), step]
    reading = 0 if step == "load" else PEER_SECONDS  # reading its file does not count
    try:
        done = subprocess.run(  # noqa: S603 - our own module with our own arguments
            command, capture_output=True, text=True, check=True, timeout=PEER_SECONDS + reading
        )
    except subprocess.TimeoutExpired:
        return None, 0
    seconds, rows = done.stdout.split()
    return (float(seconds), int(rows)) if float(seconds) <= PEER_SECONDS else (None, 0)


def measure(name: str, claims: Iterable[Claim], folder: Path) -> list[Figure]:
    """Return the figures of one data set; ``folder`` takes the files for the peer."""
    lines = difference(EmbeddedStore(), claims).added
    (folder / "claims.nq").write_text("\n".join(lines) + "\n", encoding="utf-8")
    seconds = median_seconds(lambda: EmbeddedStore.of_lines(lines))
    figures = [Figure(name, "load", len(lines), seconds, *_peer_load(folder, len(lines)))]
    store = EmbeddedStore.of_lines(lines)
    store.load_lines(Vocabulary.built_in().lines)
    refresh(store, Vocabulary.built_in(), DAY)
    (folder / "default.nt").write_bytes(store.dump("nt", VIEWS))
    for step, query in queries().items():
        (folder / step).write_text(query, encoding="utf-8")
        rows = len(store.select(query))
        seconds = median_seconds(lambda text=query: store.select(text))  # type: ignore[misc]  # mypy cannot infer a lambda's default
        theirs, their_rows = peer(folder, step)
        figures.append(Figure(name, step, rows, seconds, theirs, their_rows))
    return figures


def _peer_load(folder: Path, rows: int) -> tuple[float | None, int]:
    seconds, _ = peer(folder, "load")
    return seconds, rows


def main() -> None:
    """Print the table of figures."""
    print(f"{'data':<10} {'step':<8} {'rows':>7} {'here':>14} {'rdflib':>16} {'ratio':>10}")
    for name, claims in (("built-in", builtin_claims()), ("scale 16", generate(16))):
        with tempfile.TemporaryDirectory() as folder:
            figures = measure(name, claims, Path(folder))
            print("\n".join(figure.line() for figure in figures), flush=True)
            if not all(figure.agrees for figure in figures):
                sys.exit("The two engines do not give the same number of rows.")


if __name__ == "__main__":
    main()
