"""Every row of the built-in tables is found again by its identifier."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.builtin import builtin_folders
from ontology.tables import table_named, tables
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


def left_out() -> set[tuple[str, str]]:
    """Return file and row of everything that the report of what was left out names."""
    return {
        (row["file"], row["row"])
        for folder in builtin_folders().values()
        for row in rows(folder / f"{LEFT_OUT}.csv")
    }


def test_every_collected_fact_is_found_or_reported_as_left_out(
    shared: Path, reader: Reader
) -> None:
    found: set[str] = set()
    for table in tables():
        for item in reader.items(f"/api/v1/{table.name}?limit=1000"):
            found.add(item["row"] if table.joins else item["reference"]["key"])
    missing = [
        (f"{path.parent.name}/{path.name}", row["id"])
        for path in sorted((shared / "facts").glob("*/*.csv"))
        for row in rows(path)
        if "id" in row and row["id"] not in found
    ]
    assert [each for each in missing if each not in left_out()] == []


def test_every_collected_link_is_found(shared: Path, reader: Reader) -> None:
    found = {
        (said["subject"]["key"], said["value"]["reference"]["key"])
        for item in reader.items("/api/v1/answers?limit=1000")
        for said in item["statements"]
    }
    links = rows(shared / "facts" / "hessen" / "links.csv")
    missing = [(row["subject"], row["recommendation"]) for row in links]
    assert [pair for pair in missing if pair not in found] == []
