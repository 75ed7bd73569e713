"""How fast we are, beside peers: ``python -m bench [engine|snapshot|service]``.

All figures are medians of one run on one machine. Answers are compared before times are; a run
in which they differ ends with an error.
"""

import sys
from collections.abc import Iterator
from datetime import date

from bench import engine, service, snapshots
from bench.figures import HEAD, Figure
from bench.generator import generate

PARTS = ("engine", "snapshot", "service")
DAY = date(2026, 1, 1)


def figures(parts: set[str]) -> Iterator[list[Figure]]:
    """Return the figures of ``parts``, one list for each data set, as they are measured."""
    if "engine" in parts:
        yield engine.measured("built-in", engine.builtin_claims(), DAY)
        yield engine.measured("scale 16", generate(16), DAY)
    if "snapshot" in parts:
        yield from (snapshots.measured(scale, DAY) for scale in snapshots.SCALES)
    if "service" in parts:
        yield service.measured(16, DAY)


def main(arguments: list[str]) -> None:
    """Print the table of figures of the parts that ``arguments`` name, or of all."""
    parts = set(arguments) or set(PARTS)
    if parts - set(PARTS):
        sys.exit(f"There are the parts {', '.join(PARTS)}.")
    print(HEAD)
    known: list[Figure] = []
    for found in figures(parts):
        known += found
        print("\n".join(figure.line() for figure in found), flush=True)
    if "snapshot" in parts:
        print("\n".join(snapshots.growth(known)))


if __name__ == "__main__":
    main(sys.argv[1:])
