"""Every row of the built-in tables is found again by its identifier."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.builtin import builtin_folders
from ontology.tables import table_named
from tests.api.readers import Reader

LEFT_OUT = "left_out"


def built_in() -> Iterator[Path]:
    """Yield the built-in tables."""
    for folder in builtin_folders().values():
        yield from sorted(path for path in folder.glob("*.csv") if path.stem != LEFT_OUT)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("path", list(built_in()), ids=lambda path: path.stem)
def test_every_row_is_found_by_its_identifier(path: Path, reader: Reader) -> None:
    name = path.name.split(".")[0]
    table = table_named(name)
    assert table is not None
    items = reader.items(f"/api/v1/{name}?limit=1000")
    if table.joins:
        known = {item["row"] for item in items}
        assert {row["id"] for row in rows(path) if row.get("id")} <= known
        assert len(rows(path)) <= len(items)
        key = items[0]["row"]
    else:
        known = {item["reference"]["key"] for item in items}
        assert {row["id"] for row in rows(path)} <= known
        key = rows(path)[0]["id"]
    found = reader.json(f"/api/v1/{name}/{key}")
    assert found["items"][0]["row"] == key if table.joins else found["reference"]["key"] == key
