"""The query endpoint on real data: which data, in which form, how long, and known to caches."""

import csv
import io
import json

import httpx
import pytest
from pyoxigraph import RdfFormat, parse

from tests.sparql.conftest import LIMITS, Served

JSON = "application/sparql-results+json"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
MANY = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 5000"
ROWS = int(LIMITS["ROWS"])


def ask(client: httpx.Client, query: str, accept: str = JSON, **more: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query, **more}, headers={"Accept": accept})


def number(answer: httpx.Response) -> int:
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def test_get_and_both_posts_answer_alike(anybody: httpx.Client) -> None:
    got = ask(anybody, COUNT)
    form = anybody.post("/sparql", data={"query": COUNT}, headers={"Accept": JSON})
    direct = anybody.post(
        "/sparql",
        content=COUNT,
        headers={"Accept": JSON, "Content-Type": "application/sparql-query"},
    )
    assert got.status_code == form.status_code == direct.status_code == 200
    assert got.content == form.content == direct.content
    assert number(got) > 10_000


def test_the_default_graph_is_what_is_in_force_and_claims_have_graphs(
    anybody: httpx.Client,
) -> None:
    base = "https://w3id.org/querschnitt/graph"
    parts = [number(ask(anybody, COUNT, **{"default-graph-uri": f"{base}/{name}"}))
             for name in ("current", "vocabulary", "inferred")]  # fmt: skip
    assert number(ask(anybody, COUNT)) == sum(parts)
    claims = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s a ?o } }"
    assert number(ask(anybody, claims)) > 1_000
    from_one = COUNT.replace("{", f"FROM <{base}/inferred> {{")
    assert number(ask(anybody, from_one)) == parts[2]


def test_usual_prefixes_need_no_declaration(anybody: httpx.Client) -> None:
    assert number(ask(anybody, "SELECT (COUNT(*) AS ?n) { ?m a qs:Measure }")) > 50


@pytest.mark.parametrize(
    "accept",
    [
        "text/turtle",
        "application/n-triples",
        "application/ld+json",
        "application/rdf+xml",
        "application/trig",
        "application/n-quads",
    ],
)
def test_statements_come_in_every_form_of_rdf(anybody: httpx.Client, accept: str) -> None:
    answer = ask(anybody, "CONSTRUCT { ?m a qs:Measure } WHERE { ?m a qs:Measure }", accept)
    assert answer.headers["content-type"].partition(";")[0] == accept
    found = list(parse(answer.content, format=RdfFormat.from_media_type(accept)))
    assert len(found) > 50


def test_what_nobody_offers_is_not_acceptable(anybody: httpx.Client) -> None:
    for query, accept in ((COUNT, "text/turtle"), ("ASK {}", "text/csv"), (COUNT, "image/png")):
        answer = ask(anybody, query, accept)
        assert answer.status_code == 406
        assert answer.headers["content-type"] == "application/problem+json"


def test_who_has_the_answer_is_told_so(anybody: httpx.Client) -> None:
    first = ask(anybody, COUNT)
    tag = first.headers["etag"]
    assert tag.startswith('"')
    again = anybody.get(
        "/sparql", params={"query": COUNT}, headers={"Accept": JSON, "If-None-Match": tag}
    )
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag
    other = ask(anybody, COUNT, "text/csv")
    assert other.headers["etag"] != tag
    assert "Accept" in other.headers["vary"]


def test_head_and_options_tell_without_answering(anybody: httpx.Client) -> None:
    head = anybody.head("/sparql", params={"query": COUNT}, headers={"Accept": JSON})
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) == len(ask(anybody, COUNT).content)
    options = anybody.options("/sparql")
    assert options.status_code == 204
    assert {"GET", "HEAD", "OPTIONS", "POST"} == set(options.headers["allow"].split(", "))
    assert anybody.put("/sparql").status_code == 405


def test_pages_of_others_may_read_but_send_no_credentials(anybody: httpx.Client) -> None:
    answer = anybody.get(
        "/sparql", params={"query": COUNT}, headers={"Origin": "https://elsewhere.example"}
    )
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert "access-control-allow-origin" not in anybody.get("/gaps").headers


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_a_long_answer_is_cut_whole_and_marked(anybody: httpx.Client, form: str) -> None:
    kinds = {"json": JSON, "xml": "application/sparql-results+xml", "csv": "text/csv",
             "tsv": "text/tab-separated-values"}  # fmt: skip
    answer = ask(anybody, "SELECT ?s { ?s ?p ?o } LIMIT 5000", kinds[form])
    assert answer.status_code == 200
    assert answer.headers["querschnitt-cut"] == f"rows; limit={ROWS}"
    assert rows(answer.text, form) == ROWS
    if form in {"json", "xml"}:
        assert "def#rowsPerAnswer" in answer.text[:400]
    short = ask(anybody, "SELECT ?s { ?s ?p ?o } LIMIT 1000", kinds[form])
    assert "querschnitt-cut" not in short.headers
    assert rows(short.text, form) == ROWS


def rows(text: str, form: str) -> int:
    if form == "json":
        return len(json.loads(text)["results"]["bindings"])
    if form == "xml":
        return text.count("<result>")
    return sum(1 for _ in csv.reader(io.StringIO(text, newline=""))) - 1


def test_a_wide_answer_is_cut_by_its_bytes(anybody: httpx.Client) -> None:
    wide = "SELECT * { ?a a qs:Measure ; ?b ?c ; ?d ?e ; ?f ?g } LIMIT 900"
    answer = ask(anybody, wide)
    assert answer.headers["querschnitt-cut"].startswith("bytes")
    assert 0 < rows(answer.text, "json") < 900
    graph = ask(anybody, "CONSTRUCT WHERE { ?s ?p ?o }", "text/turtle")
    assert graph.headers["querschnitt-cut"].partition(";")[0] in {"rows", "bytes"}
    assert list(parse(graph.content, format=RdfFormat.TURTLE))


def test_a_wrong_query_says_where(anybody: httpx.Client) -> None:
    answer = ask(anybody, "SELECT * WHERE { ?s ?p }")
    assert answer.status_code == 400
    assert "bei Zeile 1, Spalte 25 oder davor" in answer.json()["detail"]
    english = anybody.get("/sparql", params={"query": "x"}, headers={"Accept-Language": "en"})
    assert "No valid SPARQL" in english.json()["detail"]


def test_a_query_sees_a_graph_of_elsewhere_as_empty(anybody: httpx.Client) -> None:
    answer = ask(anybody, "ASK FROM <http://127.0.0.1:9/data.ttl> { ?s ?p ?o }")
    assert answer.json()["boolean"] is False


def test_the_description_names_the_limits(served: Served, anybody: httpx.Client) -> None:
    text = anybody.get("/sparql", headers={"Accept": "application/n-triples"}).text
    assert f'def#rowsPerAnswer> "{ROWS}"' in text
    assert 'def#secondsPerQuery> "3"' in text
    assert f"<{served.address}/sparql/update>" in text
