"""Lists are filtered, sorted and cut into parts, and refuse what they do not know."""

import csv
import io

import pytest
from pyoxigraph import RdfFormat

from ontology.tables import tables
from tests.api.readers import Reader, triples

KINDS = [table.name for table in tables() if not table.joins]


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_has_a_list_and_a_page(name: str, reader: Reader) -> None:
    found = reader.json(f"/api/v1/{name}?limit=1")
    assert set(found) == {"items", "next", "total"}
    assert len(found["items"]) == min(1, found["total"])
    assert reader.get(f"/list/{name}", accept="text/html").status_code == 200


def test_parts_make_the_whole(reader: Reader) -> None:
    whole = reader.items("/api/v1/measures?limit=1000")
    assert reader.items("/api/v1/measures?limit=7") == whole


def test_next_keeps_the_filters(reader: Reader) -> None:
    first = reader.json("/api/v1/recommendations?nature=recommendation&limit=1")
    assert "nature=recommendation" in first["next"]
    assert reader.json(first["next"])["total"] == first["total"]


@pytest.mark.parametrize("parameter", ["field", "nature", "set", "ministry", "q"])
def test_a_filter_leaves_some_and_not_all(parameter: str, reader: Reader) -> None:
    name = "measures" if parameter == "ministry" else "recommendations"
    total = reader.json(f"/api/v1/{name}?limit=1")["total"]
    values = {
        "field": [item["reference"]["key"] for item in reader.items("/api/v1/fields")],
        "set": [item["reference"]["key"] for item in reader.items("/api/v1/recommendation-sets")],
        "ministry": [item["reference"]["key"] for item in reader.items("/api/v1/lines")],
        "nature": ["recommendation"],
        "q": ["Sprache"],
    }[parameter]
    counts = [reader.json(f"/api/v1/{name}?{parameter}={v}&limit=1")["total"] for v in values]
    assert any(0 < count < total for count in counts), counts
    assert all(count <= total for count in counts)


def test_measures_of_a_ministry_are_those_it_leads(reader: Reader) -> None:
    involved = reader.items("/api/v1/involvements?limit=1000")
    claim = next(
        item for item in involved if item["statements"][0]["relation_iri"].endswith("#lead")
    )
    lead = claim["statements"][0]
    key = lead["value"]["reference"]["key"]
    listed = {i["reference"]["key"] for i in reader.items(f"/api/v1/measures?ministry={key}")}
    assert lead["subject"]["key"] in listed


def test_sorting_goes_both_ways_with_empty_cells_last(reader: Reader) -> None:
    def starts(sort: str) -> list[str]:
        items = reader.items(f"/api/v1/measures?sort={sort}&limit=1000")
        return [item["cells"].get("start", [{"text": ""}])[0]["text"] for item in items]

    upwards, downwards = starts("start"), starts("-start")
    filled = [text for text in upwards if text]
    assert filled == sorted(filled)
    assert [text for text in downwards if text] == filled[::-1]
    assert upwards[len(filled) :] == [""] * (len(upwards) - len(filled))
    assert downwards[len(filled) :] == [""] * (len(upwards) - len(filled))


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("field=F-XX", "field"),
        ("ministry=NOBODY", "ministry"),
        ("nature=wish", "nature"),
        ("set=S-XX", "set"),
        ("sort=colour", "sort"),
        ("after=M-GONE", "after"),
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("limit=many", "limit"),
        ("feild=F-SB", "feild"),
        ("lang=fr", "lang"),
        (f"q={'x' * 201}", "q"),
    ],
)
def test_what_cannot_be_used_is_named(query: str, named: str, reader: Reader) -> None:
    answer = reader.get(f"/api/v1/measures?{query}")
    assert answer.status_code == 422, answer.text
    found = answer.json()
    assert found["status"] == 422
    assert named in found["detail"]


def test_an_unknown_list_is_not_found_and_similar_ones_are_named(reader: Reader) -> None:
    answer = reader.get("/api/v1/measure")
    assert answer.status_code == 404
    assert "measures" in answer.json()["nearest"]


def test_csv_has_all_items_in_the_columns_of_the_template(reader: Reader) -> None:
    rows = list(csv.DictReader(io.StringIO(reader.get("/api/v1/measures.csv").text)))
    items = reader.items("/api/v1/measures?limit=1000")
    assert [row["id"] for row in rows] == [item["reference"]["key"] for item in items]
    assert "title" in rows[0]


def test_a_table_that_joins_two_things_has_its_rows_as_csv(reader: Reader) -> None:
    text = reader.get("/api/v1/involvements.csv").text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == reader.json("/api/v1/involvements?limit=1")["total"]
    assert {"measure", "role", "organisation", "source"} <= set(rows[0])
    assert reader.get("/api/v1/involvements?q=x").status_code == 422
    assert reader.get("/list/involvements", accept="text/html").status_code == 404


def test_linked_data_of_a_list_is_about_all_its_items(reader: Reader) -> None:
    found = triples(reader.get("/api/v1/fields.ttl").content, RdfFormat.TURTLE)
    items = reader.items("/api/v1/fields?limit=1000")
    subjects = {triple.split(" ")[0] for triple in found}
    assert subjects == {f"<{item['reference']['iri']}>" for item in items}
    assert triples(reader.get("/api/v1/fields.jsonld").content, RdfFormat.JSON_LD) == found


def test_a_list_without_data_is_empty_and_not_an_error(empty_reader: Reader) -> None:
    assert empty_reader.json("/api/v1/measures") == {"items": [], "next": None, "total": 0}
