"""What goes wrong is told in the reader's words, to programs and to people."""

from fastapi import FastAPI

from api import refusals
from tests.api.readers import Reader

BROWSER = "text/html,*/*;q=0.8"
MEMBERS = {"type", "title", "status", "detail", "instance"}


def test_a_problem_has_the_members_of_the_standard(reader: Reader) -> None:
    answer = reader.get("/nowhere")
    assert answer.headers["content-type"] == "application/problem+json"
    found = answer.json()
    assert set(found) >= MEMBERS
    assert (found["status"], found["instance"]) == (404, "/nowhere")
    assert found["type"].startswith("https://")


def test_a_problem_speaks_german_unless_asked_otherwise(reader: Reader) -> None:
    assert reader.get("/nowhere").json()["title"] == "Nicht gefunden"
    english = reader.get("/nowhere", accept_language="en-GB, de;q=0.5")
    assert english.json()["title"] == "Not found"
    assert english.headers["content-language"] == "en"
    assert reader.get("/nowhere?lang=en").json()["title"] == "Not found"


def test_a_browser_gets_a_page(reader: Reader) -> None:
    answer = reader.get("/nowhere?lang=en", accept=BROWSER)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "Not found" in answer.text


def test_every_wrong_parameter_is_listed(reader: Reader) -> None:
    found = reader.get("/api/v1/findings?limit=0&kind=hole").json()
    assert {each["parameter"] for each in found["parameters"]} == {"limit", "kind"}


def test_a_fault_in_the_program_tells_nothing_of_its_inside(reader: Reader) -> None:
    app = FastAPI()
    app.state.settings = reader.app.state.settings
    app.state.moments = reader.app.state.moments
    refusals.install(app)

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("secret")

    answer = Reader(app).get("/broken")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.json()["title"] == "Fehler im Programm"
    assert "content-security-policy" in answer.headers


def test_what_is_no_unicode_is_refused_in_words(reader: Reader) -> None:
    body = b'{"drafts": [{"title": "\\ud800"}]}'
    answer = reader.ask("POST", "/api/v1/what-if", content=body)
    assert answer.status_code == 422
    assert "\\ud800" in answer.text
    assert answer.json()["parameters"]


def test_a_page_about_a_wrong_day_does_not_claim_to_show_it(reader: Reader) -> None:
    page = reader.get("/gaps?valid_on=30.02.2017", accept=BROWSER)
    assert page.status_code == 422
    assert "Gezeigt wird" not in page.text
