"""One thing is found at one address, in the form the reader wants."""

import csv
import io
import json

import pytest
from pyoxigraph import RdfFormat

from tests.api.readers import Reader, triples

MEASURE = "/doc/measure/M-WIR"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def test_a_thing_comes_with_its_claims_and_their_sources(reader: Reader) -> None:
    found = reader.json("/api/v1/measures/M-WIR")
    assert found["reference"]["iri"] == "https://w3id.org/querschnitt/id/measure/M-WIR"
    assert found["reference"]["address"] == MEASURE
    assert (found["id"], found["iri"]) == ("M-WIR", found["reference"]["iri"])
    assert {"de", "en"} <= set(found["reference"]["label"])
    keys = {claim["key"] for claim in found["claims"]}
    stated = {
        key for part in found["properties"] for value in part["values"] for key in value["claims"]
    }
    assert stated
    assert stated <= keys
    assert any(claim["sources"] for claim in found["claims"])


def test_a_claim_is_found_by_its_key(reader: Reader) -> None:
    claim = reader.json("/api/v1/measures/M-WIR")["claims"][0]
    assert reader.json(f"/api/v1/claims/{claim['key']}") == claim


def test_the_lasting_address_leads_to_the_page(reader: Reader) -> None:
    answer = reader.get("/id/measure/M-WIR")
    assert (answer.status_code, answer.headers["location"]) == (303, MEASURE)
    answer = reader.get("/id/measure/M-WIR.ttl?lang=en")
    assert answer.headers["location"] == f"{MEASURE}.ttl?lang=en"


def test_the_lasting_address_of_a_claim_leads_to_it(reader: Reader) -> None:
    claim = reader.json("/api/v1/measures/M-WIR")["claims"][0]
    place = claim["iri"].removeprefix("https://w3id.org/querschnitt")
    answer = reader.get(place)
    assert answer.status_code == 303
    assert reader.json(answer.headers["location"])["iri"] == claim["iri"]


@pytest.mark.parametrize(
    ("accept", "suffix", "media_type"),
    [
        (BROWSER, "", "text/html; charset=utf-8"),
        ("", "", "text/html; charset=utf-8"),
        ("application/json", "", "application/json"),
        ("text/turtle", "", "text/turtle; charset=utf-8"),
        (BROWSER, ".ttl", "text/turtle; charset=utf-8"),
        (BROWSER, ".jsonld", "application/ld+json"),
        (BROWSER, ".csv", "text/csv; charset=utf-8"),
        (BROWSER, ".json", "application/json"),
        ("text/turtle", ".html", "text/html; charset=utf-8"),
    ],
)
def test_suffix_or_accept_chooses_the_form(
    accept: str, suffix: str, media_type: str, reader: Reader
) -> None:
    answer = reader.get(MEASURE + suffix, accept=accept)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == media_type


def test_turtle_and_json_ld_say_the_same(reader: Reader) -> None:
    turtle = triples(reader.get(f"{MEASURE}.ttl").content, RdfFormat.TURTLE)
    assert len(turtle) > 3
    assert triples(reader.get(f"{MEASURE}.jsonld").content, RdfFormat.JSON_LD) == turtle


def test_json_ld_has_short_names_and_needs_nobody_else(reader: Reader) -> None:
    document = json.loads(reader.get(f"{MEASURE}.jsonld").text)
    assert isinstance(document["@context"], dict)
    node = document["@graph"][0]
    assert "Measure" in node["@type"]
    assert "de" in node["prefLabel"]


def test_csv_of_a_thing_is_its_row(reader: Reader) -> None:
    rows = list(csv.DictReader(io.StringIO(reader.get(f"{MEASURE}.csv").text)))
    assert [row["id"] for row in rows] == ["M-WIR"]


def test_what_nobody_can_make_is_not_acceptable(reader: Reader) -> None:
    answer = reader.get(MEASURE, accept="image/png")
    assert answer.status_code == 406
    assert "text/turtle" in answer.json()["detail"]


def test_an_unknown_key_is_not_found_and_similar_ones_are_named(reader: Reader) -> None:
    answer = reader.get("/api/v1/measures/M-WRI")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert "M-WIR" in answer.json()["nearest"]


@pytest.mark.parametrize("name", ["organisations", "recommendations"])
def test_a_key_of_another_kind_leads_to_its_right_address(name: str, reader: Reader) -> None:
    answer = reader.get(f"/api/v1/{name}/M-WIR")
    assert (answer.status_code, answer.headers["location"]) == (303, "/api/v1/measures/M-WIR")


def test_a_ministry_asked_for_as_organisation_leads_to_the_ministry(reader: Reader) -> None:
    key = reader.json("/api/v1/ministries?limit=1")["items"][0]["reference"]["key"]
    answer = reader.get(f"/api/v1/organisations/{key}")
    assert answer.headers["location"] == f"/api/v1/ministries/{key}"
    assert reader.get(f"/doc/organisation/{key}").status_code == 200


def test_a_page_of_the_wrong_kind_leads_to_the_right_page(reader: Reader) -> None:
    answer = reader.get("/doc/recommendation/M-WIR", accept=BROWSER)
    assert (answer.status_code, answer.headers["location"]) == (303, MEASURE)


def test_the_context_names_every_relation_that_answers_use(reader: Reader) -> None:
    context = reader.json("/context.jsonld")["@context"]
    assert context["lead"] == {"@id": "https://w3id.org/querschnitt/def#lead", "@type": "@id"}
