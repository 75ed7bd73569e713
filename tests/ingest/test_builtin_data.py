"""The built-in data: complete, marked as the facts mark it, and no private person in it."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from ingest.reading import Reading, read
from ontology.tables import table_named, tables
from tests.ingest.builtin_tables import (
    FOLDER,
    LEFT_OUT,
    ROOT,
    Cells,
    built_in,
    csv_rows,
    left_out,
    listed,
)

TABLES = sorted(name for name in built_in() if name != LEFT_OUT)
# Ours to say, not a source's: how lines run, what the set is called, fields that we added.
WITHOUT_SOURCE = {"lines", "datasets"}
SAME_IDS = {
    "bodies": "bodies",
    "contracts": "contracts",
    "dependencies": "dependencies",
    "fields": "fields",
    "measures": "measures",
    "meetings": "meetings",
    "memberships": "memberships",
    "recommendations": "recommendations",
    "responses": "responses",
    "sources": "documents",
    "status_events": "status-events",
    "target_groups": "target-groups",
}
NAMED = ("title", "label_de", "label", "name", "name_de")
WITH_BASIS = ("dependencies", "meetings", "memberships", "responses", "status_events")


@cache
def reading() -> Reading:
    return read([FOLDER], [])


def by_id(table: str) -> dict[str, Cells]:
    return {row["id"]: row for row in built_in()[table]}


@cache
def cell_values() -> frozenset[str]:
    """Return every value of every cell, those of cells with several values one by one."""
    rows = (row for name in TABLES for row in built_in()[name])
    return frozenset(part for row in rows for cell in row.values() for part in listed(cell))


def test_the_built_in_tables_are_read_without_a_fault() -> None:
    assert reading().faults == ()
    assert len(reading().claims) == sum(reading().rows.values())


def test_each_file_is_named_after_a_table_and_has_columns_of_it() -> None:
    for path in FOLDER.glob("*.csv"):
        table = table_named(path.name.split(".")[0])
        if path.stem == LEFT_OUT:
            continue
        assert table is not None, path.name
        columns = {column.name for column in table.columns}
        assert set(csv_rows(path)[0]) <= columns, path.name


@pytest.mark.parametrize("name", TABLES)
def test_an_identifier_names_one_row_of_a_table(name: str) -> None:
    seen = Counter(row.get("id") or tuple(row.values())[:3] for row in built_in()[name])
    assert [key for key, times in seen.items() if times > 1] == []


def test_an_identifier_names_one_thing_of_a_kind() -> None:
    kinds = {table.name: table.kind for table in tables() if not table.joins}
    seen = Counter(
        (kinds[name], row["id"]) for name in TABLES if name in kinds for row in built_in()[name]
    )
    assert [key for key, times in seen.items() if times > 1] == []


def test_what_a_source_says_names_the_source() -> None:
    silent = [
        row
        for name in TABLES
        if name not in {*WITHOUT_SOURCE, "documents"}
        for row in built_in()[name]
        if not row["source"]
    ]
    assert [row["id"] for row in silent] == ["SC-SUPPLEMENT", "F-ST"]
    assert {row["basis"] for row in silent} == {"inferred"}


def test_the_document_names_the_number_of_rows_of_every_table() -> None:
    text = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    told = {
        name: int(rows) for name, rows in re.findall(r"^\| `([a-z-]+)` \| (\d+) \|", text, re.M)
    }
    assert told == {name: len(built_in()[name]) for name in TABLES}


def test_what_was_left_out_says_where_and_why() -> None:
    assert list(left_out()[0]) == ["file", "row", "column", "reason"]
    assert [row for row in left_out() if not all(row.values())] == []


def test_only_the_commission_recommends_in_its_set() -> None:
    natures = Counter(
        row["nature"] for row in built_in()["recommendations"] if row["set"] == "RS-ENQ"
    )
    assert natures["recommendation"] == 5
    assert natures["finding"] == 4
    assert sum(natures.values()) == 35


def test_a_set_that_was_read_in_part_is_no_complete_set() -> None:
    assert by_id("recommendation-sets")["RS-ENQ"]["completeness"] == "excerpt"
    found = {row["completeness"] for row in built_in()["recommendation-sets"]}
    assert found == {"excerpt", "unknown"}
    assert "completeness" not in built_in()


def test_the_state_plan_heeds_the_older_of_the_two_plans_of_the_same_name() -> None:
    plan = by_id("plans")["PL-IP"]
    assert plan["heeds"] == "PL-NAP2012"
    assert plan["coordinated_by"] == "O-HMSI-19"
    assert len(listed(plan["co_responsible"])) == 8


def test_the_plan_says_seven_fields_and_six_are_known() -> None:
    assert by_id("field-schemes")["SC-PLAN-2017"]["stated_count"] == "7"
    assert sum(row["scheme"] == "SC-PLAN-2017" for row in built_in()["fields"]) == 6


def test_ministries_keep_their_place_in_the_official_order_across_periods() -> None:
    places = {(row["line"], row["order"]) for row in built_in()["ministries"]}
    assert len(places) == len({line for line, _ in places}) == len({place for _, place in places})
    seen = Counter((row["period"], row["order"]) for row in built_in()["ministries"])
    assert max(seen.values()) == 1


def test_every_side_of_a_contract_with_two_sides_owes_something() -> None:
    owed = {(row["contract"], row["side"]) for row in built_in()["commitments"]}
    sides = {"partyState": "state", "partyPartner": "partner"}
    assert {(row["contract"], sides[row["role"]]) for row in built_in()["contract-parties"]} == owed


def test_contradicting_sums_stand_side_by_side() -> None:
    sums = {
        row["amount"]
        for row in built_in()["budget-figures"]
        if (row["of"], row["year"]) == ("M-WIR", "2014")
    }
    assert sums == {"3100000", "3080000", "3800000"}


def test_a_person_is_there_because_of_an_office() -> None:
    officers = {row["member"] for row in built_in()["memberships"]}
    assert {row["id"] for row in built_in()["persons"]} <= officers


def facts_of(shared: Path) -> dict[str, list[Cells]]:
    found = sorted((shared / "facts").glob("*/*.csv"))
    return {f"{path.parent.name}/{path.name}": csv_rows(path) for path in found}


def test_every_row_of_the_facts_is_found_again_or_reported(shared: Path) -> None:
    reported = {(row["file"], row["row"]) for row in left_out()}
    missing = [
        (name, row["id"])
        for name, rows in facts_of(shared).items()
        for row in rows
        if "id" in row and row["id"] not in cell_values() and (name, row["id"]) not in reported
    ]
    assert missing == []


def test_what_has_a_row_in_the_facts_has_its_row_in_the_table(shared: Path) -> None:
    for name, table in SAME_IDS.items():
        ids = {row["id"] for row in csv_rows(shared / "facts" / "hessen" / f"{name}.csv")}
        assert ids <= set(by_id(table)), name


def test_every_link_of_the_facts_is_an_answer_with_its_basis_and_age(shared: Path) -> None:
    age = {"ja": "yes", "nein": "no", "unbekannt": "unknown"}
    links = {
        (
            row["subject"],
            row["recommendation"],
            row["basis"],
            age[row["subject_predates_recommendation"]],
            row["source_ids"],
        )
        for row in csv_rows(shared / "facts" / "hessen" / "links.csv")
    }
    columns = ("subject", "recommendation", "basis", "predates", "source")
    assert links <= {tuple(row[name] for name in columns) for row in built_in()["answers"]}


def test_names_and_titles_are_those_of_the_facts(shared: Path) -> None:
    reported = {(row["file"], row["row"]) for row in left_out()}
    changed = [
        (name, row["id"])
        for name, rows in facts_of(shared).items()
        for row in rows
        for column in NAMED
        if column in row and row[column] not in named() and (name, row["id"]) not in reported
    ]
    assert changed == []


@cache
def named() -> frozenset[str]:
    columns = ("title", "label_de", "name")
    rows = (row for name in TABLES for row in built_in()[name])
    return frozenset(row[column] for row in rows for column in columns if column in row)


@pytest.mark.parametrize("name", WITH_BASIS)
def test_what_the_facts_mark_as_inferred_stays_marked(shared: Path, name: str) -> None:
    table = by_id(SAME_IDS[name])
    for row in csv_rows(shared / "facts" / "hessen" / f"{name}.csv"):
        assert table[row["id"]]["basis"] == row["basis"], row["id"]


@pytest.mark.parametrize("name", sorted(SAME_IDS.keys() - {"sources"}))
def test_sources_keep_their_order(shared: Path, name: str) -> None:
    table = by_id(SAME_IDS[name])
    for row in csv_rows(shared / "facts" / "hessen" / f"{name}.csv"):
        kept = table[row["id"]]["source"]
        assert kept == row["source_ids"] or row["id"] == "F-ST", row["id"]


@pytest.mark.parametrize("name", ["measures", "contracts"])
def test_every_sum_of_the_facts_is_a_budget_figure(shared: Path, name: str) -> None:
    sums = {(row["of"], row["amount"]) for row in built_in()["budget-figures"]}
    told = {
        (row["id"], row["budget_eur"])
        for row in csv_rows(shared / "facts" / "hessen" / f"{name}.csv")
        if row["budget_eur"]
    }
    assert told <= sums


@pytest.mark.parametrize("role", ["lead", "partners"])
def test_every_office_that_takes_part_in_a_measure_is_involved(shared: Path, role: str) -> None:
    kept = {
        (row["measure"], row["role"], row["organisation"]) for row in built_in()["involvements"]
    }
    kind = {"lead": "lead", "partners": "support"}[role]
    told = {
        (row["id"], kind, organisation)
        for row in csv_rows(shared / "facts" / "hessen" / "measures.csv")
        for organisation in listed(row[role])
    }
    assert told <= kept


def test_a_lead_that_the_facts_infer_stays_inferred(shared: Path) -> None:
    kept = {
        (row["measure"], row["basis"])
        for row in built_in()["involvements"]
        if row["role"] == "lead"
    }
    measures = csv_rows(shared / "facts" / "hessen" / "measures.csv")
    assert kept == {(row["id"], row["lead_basis"]) for row in measures if row["lead"]}


def test_no_name_of_somebody_without_public_office_is_anywhere(shared: Path) -> None:
    officers = {row["name"] for row in built_in()["persons"]}
    members = csv_rows(shared / "facts" / "hessen" / "memberships.csv")
    private = {row["person"] for row in members if row["person"]} - officers
    assert private
    words: set[str] = set()
    for path in FOLDER.glob("*.csv"):
        words |= set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    assert [name for name in private if name.split()[-1] in words] == []
