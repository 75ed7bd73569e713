"""Matrix, coverage, waiting, networks and search, by interface and command line."""

import csv
import io
import time
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest

from tests.api.readers import Reader, Run, RunJson


@pytest.mark.parametrize("value", ["measures", "asked", "open"])
def test_a_matrix_counts_what_was_asked_for(value: str, reader: Reader) -> None:
    found = reader.json(f"/api/v1/matrix?rows=field&columns=ministry&value={value}")
    assert found["value"] == value
    assert found["rows"]
    columns = [column["key"] for column in found["columns"]]
    for row in found["rows"]:
        assert [cell["column"] for cell in row["cells"]] == columns
        for cell in row["cells"]:
            if value == "measures":
                assert cell["value"] == len(cell["measures"])
            else:
                assert cell["value"] <= len(cell["recommendations"])


def test_the_matrix_is_a_table_too(reader: Reader) -> None:
    found = reader.json("/api/v1/matrix")
    rows = list(csv.DictReader(io.StringIO(reader.get("/gaps.csv").text)))
    assert len(rows) == len(found["rows"]) * len(found["columns"])
    assert reader.get("/api/v1/matrix.csv").text == reader.get("/gaps.csv").text


@pytest.mark.parametrize("query", ["value=money", "scheme=NONE", "period=NONE", "rows=plan"])
def test_a_matrix_nobody_can_make_is_refused(query: str, reader: Reader) -> None:
    assert reader.get(f"/api/v1/matrix?{query}").status_code == 422


def test_another_scheme_and_period_give_another_matrix(reader: Reader) -> None:
    schemes = [item["reference"]["key"] for item in reader.items("/api/v1/field-schemes")]
    periods = [item["reference"]["key"] for item in reader.items("/api/v1/periods")]
    for query in [f"scheme={key}" for key in schemes] + [f"period={key}" for key in periods]:
        found = reader.json(f"/api/v1/matrix?{query}")
        assert query.split("=")[1] in {found["scheme"]["key"], found["period"]["key"]}
        assert reader.get(f"/gaps?{query}", accept="text/html").status_code == 200


def test_the_command_shows_the_matrix(run: Run, run_json: RunJson, filled: Path) -> None:
    found = run_json("matrix", "--value", "asked", "--data", filled)
    code, out, _ = run("matrix", "--value", "asked", "--data", filled)
    assert code == 0
    for row in found["rows"]:
        assert row["field"]["label"]["de"] in out


def test_what_is_taken_up_by_inferred_links_only_is_presumably_taken_up(reader: Reader) -> None:
    found = reader.items("/api/v1/coverage?limit=1000")
    assert found
    for each in found:
        if each["expects_action"] and each["answered_by"] and not each["stated"]:
            assert each["coverage"] == "presumably"
            assert each["words"]["de"] == "vermutlich aufgegriffen"
    assert any(each["coverage"] == "presumably" for each in found)


def test_coverage_is_filtered_and_counted(reader: Reader) -> None:
    whole = reader.json("/api/v1/coverage?limit=1")
    assert sum(whole["by_coverage"].values()) == whole["total"]
    left = reader.items("/api/v1/coverage?coverage=open&limit=1000")
    assert {each["coverage"] for each in left} == {"open"}
    assert len(left) == whole["by_coverage"]["open"]
    rows = list(csv.DictReader(io.StringIO(reader.get("/api/v1/coverage.csv").text)))
    assert len(rows) == whole["total"]
    assert reader.get("/api/v1/coverage?coverage=lost").status_code == 422


def test_open_and_counted_recommendations_are_the_findings_of_g02(reader: Reader) -> None:
    states = reader.items("/api/v1/coverage?coverage=open&limit=1000")
    open_ones = {each["recommendation"]["key"] for each in states if each["counted"]}
    found = reader.items("/api/v1/findings?rule=G02&limit=1000")
    assert {each["subject"]["key"] for each in found} == open_ones


def test_who_waits_for_whom_is_told_from_both_sides(reader: Reader) -> None:
    waits = {}
    for item in reader.items("/api/v1/ministries?limit=1000"):
        key = item["reference"]["key"]
        waits[key] = reader.json(f"/api/v1/dependencies/{key}")
    pairs = {
        (wait["waiting"]["key"], wait["awaited"]["key"])
        for found in waits.values()
        for wait in found["waits_for"]
    }
    assert pairs
    for waiting, awaited in pairs:
        if awaited in waits:
            others = {wait["waiting"]["key"] for wait in waits[awaited]["awaited_by"]}
            assert waiting in others


def test_a_ministry_is_meant_by_its_identity_line_too(reader: Reader) -> None:
    for item in reader.items("/api/v1/ministries?limit=1000"):
        lines = item["cells"].get("line", [])
        if lines:
            by_line = reader.json(f"/api/v1/dependencies/{lines[0]['reference']['key']}")
            own = reader.json(f"/api/v1/dependencies/{item['reference']['key']}")
            assert by_line["waits_for"] == own["waits_for"]


def test_one_dependency_is_found_at_the_same_address(reader: Reader) -> None:
    key = reader.json("/api/v1/dependencies?limit=1")["items"][0]["reference"]["key"]
    assert reader.json(f"/api/v1/dependencies/{key}")["reference"]["key"] == key
    assert reader.get("/api/v1/dependencies/NOBODY").status_code == 404


def test_the_network_around_a_thing_grows_with_its_steps(reader: Reader) -> None:
    one = reader.json("/api/v1/network?thing=M-WIR")
    two = reader.json("/api/v1/network?thing=measure/M-WIR&steps=2")
    assert 1 < len(one["nodes"]) < len(two["nodes"])
    names = {node["reference"]["iri"] for node in one["nodes"]}
    assert all(edge["source"] in names and edge["target"] in names for edge in one["edges"])


def test_network_programs_can_read_the_network(reader: Reader, tmp_path: Path) -> None:
    nodes = len(reader.json("/api/v1/network?thing=M-WIR")["nodes"])
    graphml = reader.get("/api/v1/network?thing=M-WIR&format=graphml")
    assert graphml.headers["content-type"] == "application/graphml+xml"
    path = tmp_path / "network.graphml"
    path.write_bytes(graphml.content)
    assert nx.read_graphml(path).number_of_nodes() == nodes
    gexf = ElementTree.fromstring(reader.get("/api/v1/network?thing=M-WIR&format=gexf").content)  # noqa: S314
    assert len(gexf.findall(".//{*}node")) == nodes


@pytest.mark.parametrize("query", ["thing=M-WRI", "thing=body/M-WIR", "steps=9", "format=dot"])
def test_a_network_nobody_can_draw_is_refused(query: str, reader: Reader) -> None:
    assert reader.get(f"/api/v1/network?{query}").status_code == 422


def test_a_picture_is_one_file_that_can_be_kept(run: Run, filled: Path, tmp_path: Path) -> None:
    path = tmp_path / "picture.html"
    found = run(
        "network", "--thing", "M-WIR", "--format", "html", "--output", path, "--data", filled
    )
    assert found[0] == 0
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
    code, out, _ = run("network", "--thing", "M-WIR", "--format", "gexf", "--data", filled)
    assert code == 0
    assert out.lstrip().startswith("<?xml")
    assert run("network", "--thing", "NOTHING", "--data", filled)[0] == 1


def test_search_finds_by_key_and_by_name(reader: Reader) -> None:
    assert reader.json("/api/v1/search?q=M-WIR")["items"][0]["key"] == "M-WIR"
    assert reader.json("/api/v1/search?q=sprach")["total"] > 1
    assert reader.json("/api/v1/search?q=xyzzy")["items"] == []
    assert reader.get("/api/v1/search").status_code == 422
    assert reader.get("/api/v1/search?q=").status_code == 422


def test_the_gap_map_is_served_in_under_a_tenth_of_a_second(reader: Reader) -> None:
    reader.get("/gaps", accept="text/html")
    times = []
    for order in ("source", "gap", "source", "gap", "source"):
        start = time.perf_counter()
        answer = reader.get(f"/gaps?order={order}", accept="text/html")
        times.append(time.perf_counter() - start)
        assert answer.status_code == 200
    assert min(times) < 0.1, times


def test_analyses_of_no_data_are_empty_and_not_errors(empty_reader: Reader) -> None:
    assert empty_reader.json("/api/v1/findings")["total"] == 0
    assert empty_reader.json("/api/v1/coverage")["total"] == 0
    assert empty_reader.json("/api/v1/matrix")["rows"] == []
    assert empty_reader.json("/api/v1/network") == {"nodes": [], "edges": []}
    assert empty_reader.json("/health/ready")["revision"] == 0
    for path in ("/", "/gaps", "/findings", "/overlaps", "/dependencies", "/network", "/list"):
        assert empty_reader.get(path, accept="text/html").status_code == 200, path
