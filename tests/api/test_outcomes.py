"""Lineage, chains, planning games, similar pairs, reports and headlines; each also as a table."""

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.api.hearings import hearing
from tests.api.readers import Reader, Run

TABLES = (
    "/api/v1/findings", "/api/v1/coverage", "/api/v1/matrix", "/api/v1/similar",
    "/api/v1/lineage/E-ZU-01", "/api/v1/dependencies/HMSI/chains", "/findings", "/gaps",
    "/dependencies/HMSI", "/lineage/field/F-SB", "/similar", "/api/v1/measures",
)  # fmt: skip
DRAFT = {"title": "Kurse", "fields": ["F-WA"], "lead": "O-HMSI-19"}


@pytest.mark.parametrize("path", TABLES)
def test_an_analysis_is_a_table_and_a_workbook(path: str, reader: Reader) -> None:
    text = reader.get(f"{path}.csv").text
    book = load_workbook(io.BytesIO(reader.get(f"{path}.xlsx").content))
    (sheet,) = book.worksheets
    lines = list(sheet.iter_rows(values_only=True))
    assert text.startswith(",".join(str(cell) for cell in lines[0]))
    assert len(lines) > 1


def test_what_became_of_a_recommendation(reader: Reader) -> None:
    found = reader.json("/api/v1/lineage/E-ZU-01")
    assert found["thing"]["key"] == "E-ZU-01"
    assert found["sentence"]["de"]
    for step in (*found["before"], *found["beside"], *found["after"]):
        assert step["claims"]
        assert step["sentence"]["de"]
    assert reader.get("/api/v1/lineage/NOTHING").status_code == 422
    assert reader.get("/lineage/recommendation/NOTHING", accept="text/html").status_code == 404


def test_a_field_without_counterpart_is_no_gap_while_fields_are_unknown(reader: Reader) -> None:
    fields = [item["id"] for item in reader.items("/api/v1/fields?limit=1000")]
    told = [reader.json(f"/api/v1/lineage/{key}?kind=field") for key in fields if key[:2] == "F-"]
    lacking = [
        each
        for found in told
        for each in found["fields"]
        if each["sentence"]["de"].startswith("ohne Entsprechung in sechs bekannten Feldern")
    ]
    assert lacking
    assert {each["state"] for each in lacking} == {"no-data"}


def test_who_waits_for_whom_is_followed_to_the_end(reader: Reader) -> None:
    found = reader.json("/api/v1/dependencies/HMSI/chains")
    assert found["view"]["waits_for"]
    for chain in (*found["view"]["waits_for"], *found["view"]["awaited_by"]):
        assert all(link["dependencies"] for link in chain["links"])
    whole = reader.json("/api/v1/dependency-analysis")
    assert set(whole) == {"circles", "conflicts", "knots"}
    assert reader.get("/api/v1/dependencies/NOBODY/chains").status_code == 422
    slips = reader.json("/api/v1/dependencies/M-WI/slippage?days=30")
    assert slips["item"]["key"] == "M-WI"
    assert reader.get("/api/v1/dependencies/M-WI/slippage?days=0").status_code == 422


def test_a_planning_game_changes_nothing(copy: Path) -> None:
    with hearing(copy) as place:
        gap = next(iter(place.listed("rule=G02").values()))
        before = place.dataset.content_hash()
        draft = DRAFT | {"answers": [{"recommendation": gap["subject"]["key"]}]}
        answer = place.post("/api/v1/what-if", {"drafts": [draft], "share": 0.01})
        assert answer.status_code == 200
        found: Any = answer.json()
        assert gap["id"] in {each["id"] for each in found["closed"]}
        assert found["cover"]["reached"]
        assert found["cover"]["exact"]
        assert before == place.dataset.content_hash()
        assert gap["id"] in place.listed("all=true")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"drafts": []},
        {"drafts": [{"title": ""}]},
        {"drafts": [DRAFT | {"fields": ["F-XX"]}]},
        {"drafts": [DRAFT | {"lead": "NOBODY"}]},
        {"drafts": [DRAFT | {"start": "soon"}]},
        {"drafts": [DRAFT], "share": 2},
        {"drafts": [DRAFT] * 21},
    ],
)
def test_a_draft_that_does_not_fit_is_a_problem(body: object, reader: Reader) -> None:
    answer = reader.ask("POST", "/api/v1/what-if", json=body)
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_fewest_bundles_say_what_they_guarantee(reader: Reader) -> None:
    found = reader.json("/api/v1/what-if?share=0.8")
    assert found["cover"]["closed"] >= found["cover"]["required"]
    assert found["note"]["de"]
    for share in ("0", "1.1", "all"):
        assert reader.get(f"/api/v1/what-if?share={share}").status_code == 422


def test_a_judged_pair_is_not_proposed_again(copy: Path) -> None:
    with hearing(copy) as place:
        pair = place.json("/api/v1/similar?limit=1")["items"][0]
        body = {"first": pair["first"]["key"], "second": pair["second"]["key"]}
        told = body | {"verdict": "different", "reason": "Anderes Anliegen."}
        assert place.post("/api/v1/judgements", told).status_code == 401
        office = place.token("HMSI")
        assert place.post("/api/v1/judgements", told | {"verdict": "x"}, office).status_code == 422
        assert place.post("/api/v1/judgements", told, office).status_code == 201
        left = place.items("/api/v1/similar?limit=1000")
        pairs = [{each["first"]["key"], each["second"]["key"]} for each in left]
        assert set(body.values()) not in pairs
        assert place.json("/api/v1/judgements?limit=1")["total"] == 1


def test_headlines_are_the_findings_of_their_rules(reader: Reader) -> None:
    found = reader.json("/api/v1/headlines")
    gaps = reader.items("/api/v1/findings?rule=G02&limit=1000")
    assert sorted(found["open"]) == sorted(each["subject"]["key"] for each in gaps)
    for name, rule in (("same_field_and_group", "O03"), ("same_recommendation", "O02")):
        overlaps = reader.items(f"/api/v1/findings?rule={rule}&limit=1000")
        assert len(found[name]) == len(overlaps)


def test_headlines_follow_each_change(copy: Path) -> None:
    with hearing(copy) as place:
        before = place.json("/api/v1/headlines")
        gap = next(iter(place.listed("rule=G02")))
        place.reply(gap, place.token("HMSI"), "explained", text="Beginnt 2027.")
        assert place.json("/api/v1/headlines") == before


def test_the_report_is_one_page_and_one_workbook(
    reader: Reader, run: Run, filled: Path, tmp_path: Path
) -> None:
    page = reader.get("/report?ministry=O-HMSI-19", accept="text/html")
    assert "<link" not in page.text
    assert "<script" not in page.text
    book = load_workbook(io.BytesIO(reader.get("/report.xlsx").content))
    assert book.sheetnames == ["findings", "coverage", "matrix", "dependencies"]
    for suffix in ("html", "xlsx"):
        file = tmp_path / f"stand.{suffix}"
        assert run("report", file, "--data", filled)[0] == 0
        assert file.stat().st_size > 10_000
    code, _, err = run("report", tmp_path / "stand.docx", "--data", filled)
    assert (code, ".xlsx" in err) == (1, True)
    assert not (tmp_path / "stand.docx").exists()


@pytest.mark.parametrize("command", ["findings", "matrix"])
def test_a_command_saves_its_table(command: str, run: Run, filled: Path, tmp_path: Path) -> None:
    for suffix in ("csv", "xlsx"):
        file = tmp_path / f"{command}.{suffix}"
        assert run(command, "--output", file, "--data", filled)[0] == 0
        assert file.stat().st_size > 1_000
    assert run(command, "--output", tmp_path / "x.pdf", "--data", filled)[0] == 1
