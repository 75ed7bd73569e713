"""Tables of others are matched with our things as the Reconciliation API 0.2 says."""

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from tests.api.readers import Reader

STANDARD = Path(__file__).parents[3] / "shared" / "standards" / "reconciliation-0.2"
BATCH = {
    "q0": {"query": "Landesprogramm WIR", "type": "Measure", "limit": 3},
    "q1": {"query": "HMSI", "type": ["Ministry"], "type_strict": "should"},
    "q2": {"query": "Kultusministerium", "properties": [{"pid": "period", "v": "WP-19"}]},
    "q3": {
        "type": "Measure",
        "properties": [{"pid": "lead", "v": {"id": "organisation/O-HKM-19"}}],
    },
    "q4": {"query": "qqqqqqqq"},
}
EXTENSION = {
    "ids": ["measure/M-WIR", "measure/M-404", "organisation/O-HMSI-19"],
    "properties": [{"id": "lead"}, {"id": "start"}, {"id": "title", "settings": {}}],
}


def asked(reader: Reader, **sent: object) -> Any:
    """Return the answer to a form whose fields are JSON."""
    form = {name: json.dumps(value) for name, value in sent.items()}
    answer = reader.ask("POST", "/reconcile", data=form)
    assert answer.status_code == 200, answer.text
    return answer.json()


def best(reader: Reader, query: str, **more: object) -> Any:
    """Return the candidates for one query."""
    return asked(reader, queries={"q": {"query": query, **more}})["q"]["result"]


def checker(name: str) -> jsonschema_rs.Draft7Validator:
    """Return what checks answers by a schema of the standard; skips if it is not here."""
    if not STANDARD.is_dir():
        pytest.skip("not run: ../shared is not here")
    schemas = {
        path.name: {n: v for n, v in json.loads(path.read_text("utf-8")).items() if n != "$schema"}
        for path in (STANDARD / "schemas").glob("*.json")
    }
    known = [(schema["$id"], schema) for schema in schemas.values()]
    registry = jsonschema_rs.Registry(known, draft=jsonschema_rs.Draft7)
    return jsonschema_rs.Draft7Validator(schemas[f"{name}.json"], registry=registry)


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("manifest", "/reconcile"),
        ("reconciliation-result-batch", f"/reconcile?queries={json.dumps(BATCH)}"),
        ("data-extension-response", f"/reconcile?extend={json.dumps(EXTENSION)}"),
        ("data-extension-property-proposal", "/reconcile/properties?type=Measure&limit=5"),
        ("suggest-entities-response", "/reconcile/suggest/entity?prefix=Integrations"),
        ("suggest-types-response", "/reconcile/suggest/type?prefix=min"),
        ("suggest-properties-response", "/reconcile/suggest/property?prefix=feder"),
    ],
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_an_answer_is_as_the_standard_says(
    schema: str, path: str, language: str, reader: Reader
) -> None:
    answer = reader.json(f"{path}{'&' if '?' in path else '?'}lang={language}")
    checker(schema).validate(answer)
    assert any(answer.values())


@pytest.mark.parametrize("kind", ["reconciliation-query-batch", "data-extension-query"])
def test_what_the_standard_calls_valid_is_read_and_what_it_calls_invalid_is_refused(
    kind: str, reader: Reader
) -> None:
    field = "queries" if "batch" in kind else "extend"
    checker(kind)
    examples = STANDARD / "examples" / kind
    for path in examples.rglob("*.json"):
        form = {field: path.read_text("utf-8")}
        answer = reader.ask("POST", "/reconcile", data=form)
        # Their types and properties are not ours: such a query is read, and the name refused.
        unknown = answer.status_code == 422 and "unknown_value" in answer.json()["type"]
        assert (answer.status_code == 200 or unknown) == (path.parent.name == "valid"), path


def test_the_manifest_leads_to_places_that_answer(reader: Reader) -> None:
    manifest = reader.json("/reconcile")
    found = best(reader, "Landesprogramm WIR")[0]
    for address in (manifest["view"]["url"], manifest["preview"]["url"]):
        assert reader.get(address.replace("{{id}}", found["id"])).status_code == 200
        assert reader.get(address.replace("{{id}}", found["id"].replace("/", "%2F"))).is_success
    for place in manifest["suggest"].values():
        address = place["service_url"] + place["service_path"]
        assert reader.json(f"{address}?prefix=a")["result"]
    offered = manifest["extend"]["propose_properties"]
    address = offered["service_url"] + offered["service_path"]
    for kind in manifest["defaultTypes"]:
        assert reader.json(f"{address}?type={kind['id']}")["properties"]


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("landesprogramm wir", "Measure", "M-WIR"),
        ("WIR Landesprogramm", "Measure", "M-WIR"),
        ("Landes-Programm WIR", "Measure", "M-WIR"),
        ("M-WIR", "Measure", "M-WIR"),
        ("Hessisches Sozialministerium", "Ministry", "O-HSM-18"),
        ("Sozial-Ministerium, Hessisches", "Ministry", "O-HSM-18"),
        ("HMSI", "OrganisationLine", "L-HMSI"),
        ("HSM", "OrganisationLine", "L-HMSI"),
        ("Kinder im Vorschulalter", "TargetGroup", "T-KI"),
        ("Pre-school children", "TargetGroup", "T-KI"),
    ],
)
def test_a_thing_is_found_however_its_name_is_written(
    text: str, kind: str, key: str, reader: Reader
) -> None:
    found = best(reader, text, type=kind)
    assert found[0]["id"].endswith(f"/{key}")
    assert found[0]["match"]
    assert found[0]["score"] >= 95
    assert not any(each["match"] for each in found[1:])


def test_what_several_things_are_called_is_for_a_person_to_decide(reader: Reader) -> None:
    found = best(reader, "HMSI", type="Ministry")
    assert [each["score"] for each in found[:2]] == [100, 100]
    assert not any(each["match"] for each in found)
    with_period = best(
        reader,
        "HMSI",
        type="Ministry",
        properties=[{"pid": "period", "v": {"id": "legislative-period/WP-19"}}],
    )
    assert with_period[0]["id"] == "organisation/O-HMSI-19"
    assert with_period[0]["match"]


def test_a_predecessors_name_counts_less_than_an_own_one(reader: Reader) -> None:
    scores = {each["id"]: each["score"] for each in best(reader, "HSM", type="Ministry", limit=10)}
    assert scores["organisation/O-HSM-18"] == 100
    assert scores["organisation/O-HMSI-19"] == 90


def test_types_narrow_or_only_favour(reader: Reader) -> None:
    kinds = {"Ministry", "Body"}

    def found(**more: object) -> set[str]:
        return {
            each["type"][0]["id"]
            for each in best(reader, "Landesregierung Integration", limit=50, **more)
        }

    assert found(type=["Ministry", "Body"]) <= kinds
    assert found(type="Organisation") >= {"Organisation"}
    assert found(type=["Ministry", "Body"], type_strict="all") == set()
    assert found(type=["Ministry", "Organisation"], type_strict="all") == {"Ministry"}
    assert found(type="Body", type_strict="should") - kinds


def test_properties_alone_find_things(reader: Reader) -> None:
    lead = {"pid": "lead", "v": {"id": "organisation/O-HKM-19"}}
    result = asked(reader, queries={"q": {"type": "Measure", "properties": [lead], "limit": 50}})
    ids = {each["id"] for each in result["q"]["result"]}
    expected = reader.items("/api/v1/measures?ministry=O-HKM-19&limit=1000")
    assert ids == {f"measure/{each['id']}" for each in expected}


def test_an_extension_tells_values_in_the_forms_of_the_standard(reader: Reader) -> None:
    answer = asked(reader, extend=EXTENSION)
    rows = answer["rows"]
    assert [each["id"] for each in answer["meta"]] == ["lead", "start", "title"]
    assert rows["measure/M-WIR"]["lead"][0]["id"] == "organisation/O-HMSI-19"
    assert rows["measure/M-WIR"]["start"] == [{"str": "2014"}]
    assert rows["organisation/O-HMSI-19"]["start"] == [{"date": "2014-01-18T00:00:00Z"}]
    assert rows["measure/M-404"] == {"lead": [], "start": [], "title": []}
    kinds = {"ids": ["body/B-IBR"], "properties": [{"id": "meetings_per_year"}, {"id": "type"}]}
    cells = asked(reader, extend=kinds)["rows"]["body/B-IBR"]
    assert cells["meetings_per_year"] == [{"float": 2.0}]
    assert set(cells["type"][0]) == {"str"}


def test_what_has_been_typed_is_completed(reader: Reader) -> None:
    found = reader.json("/reconcile/suggest/entity?prefix=integrationsBEIRAT der")["result"]
    assert found[0]["id"] == "body/B-IBR"
    assert found[0]["notable"][0]["id"] == "Body"
    first = reader.json("/reconcile/suggest/entity?prefix=integration")["result"]
    later = reader.json("/reconcile/suggest/entity?prefix=integration&cursor=20")["result"]
    assert len(first) == len(later) == 20
    assert not {each["id"] for each in first} & {each["id"] for each in later}


def test_a_preview_may_be_framed_by_anybody_and_runs_nothing(reader: Reader) -> None:
    answer = reader.get("/reconcile/preview?id=measure/M-WIR", accept="text/html")
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert "<script" not in answer.text
    assert "style=" not in answer.text
    assert reader.get("/reconcile/preview?id=measure/M-WIX").status_code == 404


def test_pages_of_other_hosts_may_read_but_not_in_anybodys_name(reader: Reader) -> None:
    origin = {"origin": "https://refine.example"}
    for path, status in (("/reconcile", 200), ("/reconcile?colour=red", 422)):
        answer = reader.ask("GET", path, origin)
        assert answer.status_code == status
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
    before = reader.ask("OPTIONS", "/reconcile", origin)
    assert before.status_code == 204
    assert "authorization" not in before.headers["access-control-allow-headers"].lower()
    elsewhere = reader.ask("GET", "/api/v1/measures", origin)
    assert "access-control-allow-origin" not in elsewhere.headers


@pytest.mark.parametrize(
    ("queries", "word"),
    [
        ("", "queries"),
        ("[]", "queries"),
        ("NaN", "queries"),
        ('{"q"', "JSON"),
        ('{"q":' * 5000, "JSON"),
        ('{"q": 1}', "queries.q"),
        ('{"q": {}}', "properties"),
        ('{"q": {"query": 1}}', "queries.q.query"),
        ('{"q": {"query": "a", "colour": 1}}', "queries.q.colour"),
        ('{"q": {"query": "a", "type": "Ministrie"}}', "Ministry"),
        ('{"q": {"query": "a", "type": {"id": "Ministry"}}}', "queries.q.type"),
        ('{"q": {"query": "a", "type_strict": "no"}}', "should"),
        ('{"q": {"query": "a", "limit": 0}}', "queries.q.limit"),
        ('{"q": {"query": "a", "limit": 1e400}}', "queries.q.limit"),
        ('{"q": {"query": "a", "properties": [{"pid": "leed", "v": 1}]}}', "lead"),
        ('{"q": {"query": "a", "properties": [{"pid": "lead", "v": [[[1]]]}]}}', "properties.0.v"),
        ('{"q": {"query": "a", "properties": [{"pid": "lead", "v": {"x": 1}}]}}', "properties.0.v"),
        (json.dumps({"q": {"query": "a" * 201}}), "200"),
        (json.dumps({str(number): {"query": "a"} for number in range(101)}), "100"),
    ],
)
def test_what_cannot_be_read_is_refused(queries: str, word: str, reader: Reader) -> None:
    answer = reader.ask("POST", "/reconcile", data={"queries": queries})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert word in answer.json()["detail"] + json.dumps(answer.json().get("parameters", []))
    assert len(answer.content) < 20_000


def test_an_empty_cell_means_nothing_and_spoils_nothing(reader: Reader) -> None:
    queries = {"a": {"query": ""}, "b": {"query": "Sozialministerium"}}
    found = reader.ask("POST", "/reconcile", data={"queries": json.dumps(queries)}).json()
    assert found["a"]["result"] == []
    assert found["b"]["result"]


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b'{"q": {"query": "a"}}', "application/json", 415),
        (b"queries=%7B%7D", "", 415),
        (b"queries=\xff", "application/x-www-form-urlencoded", 400),
        (b"&".join([b"a=b"] * 2000), "application/x-www-form-urlencoded", 400),
        (b"colour=red", "application/x-www-form-urlencoded", 422),
        (b"", "application/x-www-form-urlencoded", 422),
        (b"queries=" + b"x" * 70_000, "application/x-www-form-urlencoded", 413),
    ],
)
def test_what_is_no_such_form_is_refused(
    content: bytes, kind: str, status: int, reader: Reader
) -> None:
    answer = reader.ask("POST", "/reconcile", {"content-type": kind}, content=content)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["access-control-allow-origin"] == "*"


def test_a_body_that_hides_its_length_is_no_larger(reader: Reader) -> None:
    async def parts() -> Any:
        for _ in range(80):
            yield b"queries=" + b"x" * 1024

    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert reader.ask("POST", "/reconcile", headers, content=parts()).status_code == 413
