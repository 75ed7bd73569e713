"""Why a query is not understood is said in the reader's language, with the place."""

import httpx
import pytest

CASES = [
    ("SELECT * { ?s ?p ?o ", "Zeile 1, Spalte 21: Die Abfrage endet hier, erwartet wird"),
    (" ", "Die Abfrage ist leer."),
    ("INSERT DATA { <x:a> <x:b> 1 }", "INSERT ändert Daten"),
    ("ASK {\n ?s foo:bar ?x }", "Zeile 2, Spalte 12: Das Präfix in „foo:bar“"),
    ("SELECT * { ?s ?p ?o } LIMIT x", "gefunden „x“, erwartet"),
    ("SELECT ?s { ?s ?p ?o } GROUP BY ?p", "neben GROUP BY nicht allein"),
    ("ASK { <http://x y> ?p ?o }", "ist keine Adresse (IRI)"),
]


@pytest.mark.parametrize(("query", "said"), CASES)
def test_a_mistake_is_told_with_its_place(anybody: httpx.Client, query: str, said: str) -> None:
    given = {"query": query, "lang": "de"}
    answer = anybody.get("/sparql", params=given)
    assert answer.status_code == 400
    assert said in answer.json()["detail"]
    assert "\\u{" not in answer.text
    page = anybody.get("/query/editor", params=given, headers={"Accept": "text/html"})
    assert said.partition("„")[0] in page.text


def test_updates_are_read_as_updates(coordinator: httpx.Client) -> None:
    headers = {"Content-Type": "application/sparql-update", "Accept-Language": "de"}
    answer = coordinator.post("/sparql/update", content="INSERT DATA { <x:a> }", headers=headers)
    assert answer.status_code == 400
    assert "Zeile 1, Spalte" in answer.json()["detail"]
    assert "nur abfragen" not in answer.json()["detail"]
