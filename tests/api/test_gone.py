"""What was there and is gone says so, to whom it was there; what never was is not found."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from api.app import create_app
from api.settings import Settings
from graph.dataset import Dataset
from ontology.statement import Claim, Literal, Statement
from ontology.terms import NAMESPACE, concept_iri
from tests.api.readers import Reader
from tests.graph.samples import NOW, accept, claim_iri, measure, opened

BROWSER = "text/html,*/*;q=0.8"
ADDRESSES = ("/doc/measure/M-2", "/id/measure/M-2", "/api/v1/measures/M-2", "/doc/measure/M-2.ttl")
CLAIM = "/id/claim/measures-M-2"


def hidden(claim: Claim) -> Claim:
    """Return ``claim`` as an internal one."""
    relation = f"{NAMESPACE}visibility"
    kept = {said for said in claim.metadata if said.predicate != relation}
    mark = Statement(claim.iri, relation, concept_iri("visibility", "internal"))
    return Claim(claim.iri, claim.statements, frozenset({*kept, mark}))


def listed(claim: Claim) -> Claim:
    """Return ``claim`` with the row that it was read from."""
    place = {"table": "measures", "row": claim.iri.rpartition("/")[2]}
    said = {Statement(claim.iri, NAMESPACE + name, Literal(text)) for name, text in place.items()}
    return Claim(claim.iri, claim.statements, claim.metadata | said)


def take_away(data: Dataset, key: str) -> None:
    """Record that the claim ``measures-{key}`` is no longer made."""
    old = data.difference([Claim(claim_iri(f"measures-{key}"), frozenset(), frozenset())])
    data.accept(old, "operator", "entfällt", "test")


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Dataset]:
    """Return a data set with two measures that everybody may see."""
    with opened(tmp_path) as found:
        accept(found, measure("M-1"), listed(measure("M-2")))
        yield found


def reader_of(data: Dataset) -> Reader:
    return Reader(create_app(data, Settings(), lambda: NOW + timedelta(days=1)))


def test_what_was_taken_away_answers_410_until_it_is_back(data: Dataset) -> None:
    reader = reader_of(data)
    for path in (*ADDRESSES, CLAIM):
        assert reader.get(path).status_code in {200, 303}
    take_away(data, "M-2")
    for path in (*ADDRESSES, CLAIM):
        answer = reader.get(path)
        assert answer.status_code == 410, path
        assert answer.headers["content-type"] == "application/problem+json"
        assert "Änderung 2" in answer.json()["detail"]
        assert answer.json()["change"] == "/feed/2"
        head = reader.ask("HEAD", path)
        assert (head.status_code, head.content) == (410, b"")
    assert reader.get("/doc/measure/M-1").status_code == 200
    accept(data, measure("M-2"))
    assert reader.get(ADDRESSES[0]).status_code == 200


def test_what_never_was_is_not_found(data: Dataset) -> None:
    take_away(data, "M-2")
    reader = reader_of(data)
    for path in ("/doc/measure/M-3", "/id/measure/M-3", "/id/claim/measures-M-3"):
        assert reader.get(path).status_code == 404
        assert reader.ask("HEAD", path).status_code == 404


def test_a_page_says_so_in_the_language_of_its_address(data: Dataset) -> None:
    take_away(data, "M-2")
    reader = reader_of(data)
    german = reader.get("/doc/measure/M-2", accept=BROWSER, accept_language="en")
    english = reader.get("/doc/measure/M-2?lang=en", accept=BROWSER)
    assert (german.status_code, english.status_code) == (410, 410)
    assert "Nicht mehr vorhanden" in german.text
    assert "was recorded here" in english.text
    problem = reader.get("/doc/measure/M-2", accept_language="en")
    assert problem.json()["title"] == "Gone"
    assert problem.headers["content-language"] == "en"


def test_what_only_the_inside_knew_was_never_there_for_others(data: Dataset) -> None:
    accept(data, hidden(measure("M-7")))
    take_away(data, "M-7")
    reader = reader_of(data)
    token = reader.app.state.tokens.add("Koordination", "coordinator", "", "")
    path = "/doc/measure/M-7"
    assert reader.get(path).status_code == 404
    assert reader.get(path, authorization=f"Bearer {token}").status_code == 410


def test_what_becomes_internal_is_gone_for_others(data: Dataset) -> None:
    accept(data, hidden(measure("M-2")))
    reader = reader_of(data)
    token = reader.app.state.tokens.add("Koordination", "coordinator", "", "")
    assert reader.get("/doc/measure/M-2").status_code == 410
    inside = reader.get("/doc/measure/M-2", authorization=f"Bearer {token}")
    assert inside.status_code == 200


def test_a_change_that_keeps_something_leaves_it_there(data: Dataset) -> None:
    accept(data, measure("M-2", label="Anders"))
    assert reader_of(data).get("/doc/measure/M-2").status_code == 200
