"""The built-in tables as the tests of this folder read them."""

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "ingest" / "data" / "hessen"
LEFT_OUT = "left_out"

Cells = dict[str, str]


def csv_rows(path: Path) -> list[Cells]:
    """Return the rows of the CSV file at ``path`` by column name."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def built_in() -> dict[str, list[Cells]]:
    """Return the rows of all built-in tables; files of one table are taken together."""
    found: dict[str, list[Cells]] = defaultdict(list)
    for path in sorted(FOLDER.glob("*.csv")):
        found[path.name.split(".")[0]] += csv_rows(path)
    return dict(found)


def left_out() -> list[Cells]:
    """Return the report of what was left out."""
    return built_in()[LEFT_OUT]


def listed(cell: str) -> list[str]:
    """Return the values of a cell that holds several."""
    return [part for part in cell.split(";") if part]
