"""The page for queries of one's own, without any script: the answer, its forms, its limits."""

import csv
import io

import httpx
import pytest
from pyoxigraph import RdfFormat, parse

from tests.sparql.conftest import LIMITS
from viz.frame import PAGE_POLICY

MEASURES = "SELECT ?m ?n { ?m a qs:Measure ; skos:prefLabel ?n } ORDER BY ?m"
BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


def page(client: httpx.Client, **asked: str) -> httpx.Response:
    return client.get("/query/editor", params=asked, headers={"Accept": BROWSER})


def test_a_table_has_links_to_our_things_and_pages(anybody: httpx.Client) -> None:
    found = page(anybody, query=MEASURES)
    assert found.status_code == 200
    assert found.text.count("<tr>") == 51
    assert '<a href="/doc/measure/M-' in found.text
    assert "<small>@de</small>" in found.text
    assert found.headers["content-security-policy"] == PAGE_POLICY
    second = page(anybody, query=MEASURES, page="2")
    assert second.text.count("<tr>") > 1
    assert second.text != found.text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("ASK { ?m a qs:Measure }", '<p class="figure">Ja</p>'),
        ("ASK { ?m a qs:Nothing }", '<p class="figure">Nein</p>'),
        ("SELECT * { ?m a qs:Nothing }", "Keine Zeile passt"),
        ("CONSTRUCT { ?m a qs:Plan } { ?m a qs:Measure } LIMIT 3", '<th scope="col">predicate'),
        ("SELECT (1.5 AS ?x) (BNODE() AS ?b) {}", "<small>xsd:decimal</small>"),
        ("SELECT ('<script>' AS ?x) {}", "&lt;script&gt;"),
    ],
)
def test_every_kind_of_answer_is_a_page(anybody: httpx.Client, query: str, said: str) -> None:
    found = page(anybody, query=query)
    assert found.status_code == 200, found.text
    assert said in found.text


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("SELECT * WHERE {", 400, "Kein gültiges SPARQL: Zeile 1, Spalte 17"),
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", 400, "andere Rechner"),
        ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", 503, "Sekunden"),
        ("DELETE WHERE { ?s ?p ?o }", 400, "DELETE ändert Daten"),
    ],
)
def test_what_has_no_answer_says_why_beside_the_form_and_keeps_the_query(
    anybody: httpx.Client, query: str, status: int, said: str
) -> None:
    found = page(anybody, query=query)
    assert found.status_code == status
    told = found.text.partition('role="alert">')[2].partition("</p>")[0]
    assert said in told
    kept = found.text.partition("<textarea")[2].partition("</textarea>")[0]
    assert query.replace("<", "&lt;").replace(">", "&gt;") in kept


def test_the_limits_are_told_and_a_cut_answer_says_so(anybody: httpx.Client) -> None:
    found = page(anybody, query="SELECT * { ?s ?p ?o }")
    assert f"{LIMITS['SECONDS'].replace('.', ',')} Sekunden" in found.text
    assert "höchstens 1.000 Zeilen" in found.text
    assert "Die Antwort ist unvollständig" in found.text
    english = page(anybody, query="ASK {}", lang="en")
    assert "at most 1,000 rows" in english.text


def test_an_example_is_shown_but_not_asked(anybody: httpx.Client) -> None:
    found = page(anybody, example="ministry-lines")
    assert "qs:identityLine" in found.text
    assert "<table" not in found.text
    missing = page(anybody, example="ministry-line")
    assert missing.status_code == 404
    assert "ministry-lines" in missing.text


def test_the_answer_alone_comes_in_the_forms_of_its_kind(anybody: httpx.Client) -> None:
    def file(suffix: str, query: str) -> httpx.Response:
        return anybody.get(f"/query/editor.{suffix}", params={"query": query})

    rows = list(csv.DictReader(io.StringIO(file("csv", MEASURES).text)))
    assert len(rows) == len(file("json", MEASURES).json()["results"]["bindings"])
    graph = "CONSTRUCT WHERE { ?m a qs:Measure }"
    turtle = list(parse(file("ttl", graph).content, RdfFormat.TURTLE))
    assert len(turtle) == len(list(parse(file("jsonld", graph).content, RdfFormat.JSON_LD)))
    assert file("csv", graph).status_code == 406
    assert file("xlsx", MEASURES).status_code == 404


def test_the_answer_is_as_fresh_as_the_data(anybody: httpx.Client) -> None:
    assert "etag" not in page(anybody, query=MEASURES).headers
