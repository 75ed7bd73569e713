"""Findings are the same by page, interface and command line, and can be filtered and counted."""

import csv
import io
from typing import Any

import pytest

from api.reports import STATES
from ontology.rules import rules
from tests.api.readers import Reader, Run, RunJson

BROWSER = "text/html,*/*;q=0.8"


@pytest.fixture(scope="module")
def found(reader: Reader) -> list[Any]:
    """Return all findings of the built-in data, also those that others tell."""
    return reader.items("/api/v1/findings?all=true&limit=1000")


def test_every_finding_says_what_why_and_what_helps(found: list[Any]) -> None:
    assert found
    for each in found:
        assert each["sentence"]["de"]
        assert each["sentence"]["en"]
        assert each["remedy"]["de"]
        assert each["state_reason"]["de"]
        assert 1 <= each["severity"] <= 4
    assert len({each["id"] for each in found}) == len(found)


def test_nothing_is_confirmed_before_somebody_responsible_said_so(found: list[Any]) -> None:
    assert {each["state"] for each in found} <= {"presumed", "no-data"}


def test_counts_cover_all_that_the_filters_leave(reader: Reader, found: list[Any]) -> None:
    part = reader.json("/api/v1/findings?all=true&limit=1")
    assert part["total"] == len(found)
    assert set(part["by_state"]) == set(STATES)
    assert sum(part["by_state"].values()) == len(found)
    assert sum(count["total"] for count in part["by_rule"]) == len(found)
    assert sum(count["total"] for count in part["by_nature"]) == len(found)


@pytest.mark.parametrize(
    ("query", "member", "value"),
    [
        ("rule=G02", "rule", "G02"),
        ("kind=overlap", "kind", "overlap"),
        ("state=presumed", "state", "presumed"),
    ],
)
def test_a_filter_leaves_what_it_names(
    query: str, member: str, value: str, reader: Reader, found: list[Any]
) -> None:
    left = reader.items(f"/api/v1/findings?all=true&{query}&limit=1000")
    assert left == [each for each in found if each[member] == value]
    assert left


def test_findings_of_a_ministry_field_and_severity(reader: Reader, found: list[Any]) -> None:
    ministry = next(each["ministries"][0]["key"] for each in found if each["ministries"])
    field = next(each["fields"][0]["key"] for each in found if each["fields"])
    for parameter, key, member in (
        ("ministry", ministry, "ministries"),
        ("field", field, "fields"),
    ):
        left = reader.items(f"/api/v1/findings?all=true&{parameter}={key}&limit=1000")
        own = [each for each in found if key in {one["key"] for one in each[member]}]
        assert {each["id"] for each in own} <= {each["id"] for each in left}
        assert len(left) < len(found)
    left = reader.items("/api/v1/findings?all=true&min_severity=3&limit=1000")
    assert left == [each for each in found if each["severity"] >= 3]


@pytest.mark.parametrize(
    "query",
    ["rule=G99", "kind=hole", "state=sure", "field=F-XX", "ministry=NONE", "min_severity=5"],
)
def test_an_unknown_value_is_refused(query: str, reader: Reader) -> None:
    answer = reader.get(f"/api/v1/findings?{query}")
    assert answer.status_code == 422
    assert query.split("=")[1] in answer.json()["detail"]


def test_one_finding_has_an_address_and_a_page(reader: Reader, found: list[Any]) -> None:
    one = found[0]
    assert reader.json(f"/api/v1/findings/{one['id']}") == one
    page = reader.get(f"/findings/{one['id']}", accept=BROWSER)
    assert page.status_code == 200
    assert "<h1" in page.text


def test_a_finding_that_is_gone_is_not_found(reader: Reader) -> None:
    for path in ("/api/v1/findings/0000000000000000", "/findings/0000000000000000"):
        assert reader.get(path).status_code == 404


def test_the_claims_behind_a_finding_can_be_read(reader: Reader, found: list[Any]) -> None:
    keys = next(each["claims"] for each in found if each["claims"])
    assert reader.json(f"/api/v1/claims/{keys[0]}")["key"] == keys[0]


def test_csv_has_one_line_for_each_finding(reader: Reader, found: list[Any]) -> None:
    for path in ("/api/v1/findings.csv", "/findings.csv"):
        rows = list(csv.DictReader(io.StringIO(reader.get(f"{path}?all=true").text)))
        assert [row["id"] for row in rows] == [each["id"] for each in found]


def test_a_form_sends_its_empty_fields_too(reader: Reader) -> None:
    query = "kind=&rule=&field=&ministry=&nature=&state=&severity="
    answer = reader.get(f"/findings?{query}", accept=BROWSER)
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/overlaps", "/dependencies"])
def test_pages_of_one_kind_hold_only_this_kind(path: str, reader: Reader) -> None:
    rows = list(csv.DictReader(io.StringIO(reader.get(f"{path}.csv").text)))
    assert {row["kind"] for row in rows} <= {{"/overlaps": "overlap"}.get(path, "dependency")}


def test_findings_stand_with_the_thing_they_are_about(reader: Reader, found: list[Any]) -> None:
    one = next(each for each in found if each["rule"] == "G02")
    thing = reader.json(f"/api/v1/recommendations/{one['subject']['key']}")
    assert one["id"] in thing["findings"]


def test_the_command_lists_the_same(run_json: RunJson, filled: object, found: list[Any]) -> None:
    listed = run_json("findings", "--all", "--data", filled)
    assert [each["id"] for each in listed["items"]] == [each["id"] for each in found]
    assert listed["total"] == len(found)


def test_the_command_shows_a_table_in_the_readers_words(run: Run, filled: object) -> None:
    code, out, _ = run("findings", "--rule", "G02", "--data", filled)
    assert code == 0
    assert out.startswith("Regel")
    assert "vermutet" in out
    assert "Traceback" not in out
    assert "presumed" in run("findings", "--rule", "G02", "--lang=en", "--data", filled)[1]


def test_the_command_refuses_a_value_nobody_knows(run: Run, filled: object) -> None:
    code, out, err = run("findings", "--rule", "G99", "--data", filled)
    assert (code, out) == (1, "")
    assert "G99" in err


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_every_rule_has_an_address_and_a_page(rule: Any, reader: Reader) -> None:
    answer = reader.json(f"/api/v1/rules/{rule.id}")
    assert answer["query"] == rule.query
    assert answer["findings"] == reader.json(f"/api/v1/findings?rule={rule.id}")["total"]
    assert reader.get(f"/rules/{rule.id}", accept=BROWSER).status_code == 200


def test_the_rules_are_listed(reader: Reader, run: Run, filled: object) -> None:
    names = [rule.id for rule in rules()]
    assert [each["id"] for each in reader.items("/api/v1/rules")] == names
    out = run("rules", "--data", filled)[1]
    assert [name for name in names if name not in out] == []
    assert "SELECT" in run("rules", "G02", "--data", filled)[1]


def test_an_unknown_rule_is_not_found(reader: Reader, run: Run, filled: object) -> None:
    assert reader.get("/api/v1/rules/G99").status_code == 404
    assert reader.get("/rules/G99", accept=BROWSER).status_code == 404
    assert run("rules", "G99", "--data", filled)[0] == 1
