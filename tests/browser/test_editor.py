"""Somebody writes a query of her own, by keyboard, and passes it on."""

import json
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_everywhere import violations
from tests.browser.watched import Watched

EDITOR = ".CodeMirror"
WRITTEN = "SELECT ?m ?n WHERE { ?m a qs:Measure ; skos:prefLabel ?n }"
MANY = "SELECT * WHERE { ?s ?p ?o } LIMIT 120"


def written(page: Page) -> str:
    """Return what stands in the editor."""
    return str(page.evaluate(f"document.querySelector('{EDITOR}').CodeMirror.getValue()"))


def put(page: Page, text: str) -> None:
    page.evaluate(f"document.querySelector('{EDITOR}').CodeMirror.setValue({json.dumps(text)})")


def run(page: Page, text: str) -> None:
    put(page, text)
    page.get_by_role("button", name="Abfragen").click()


def test_a_query_is_written_run_and_passed_on_by_keyboard(
    watched: Watched, browser: Browser
) -> None:
    page = watched.page
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.url) if asked.method == "POST" else None)
    watched.go("/query/editor")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(f"Boolean(document.activeElement.closest('{EDITOR}'))"):
            break
    assert page.evaluate("document.activeElement.ariaLabel") == "Abfrage in SPARQL"
    page.keyboard.press("Control+a")
    page.keyboard.type(WRITTEN, delay=10)
    page.keyboard.press("Escape")
    assert written(page).endswith(WRITTEN)
    assert "PREFIX qs: <https://w3id.org/querschnitt/def#>" in written(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#answer tbody tr")).to_have_count(50)
    assert sent == [f"{watched.server}/sparql?lang=de"]
    said = page.locator("#state").inner_text()
    page.keyboard.press("Tab")
    assert not page.evaluate(f"Boolean(document.activeElement.closest('{EDITOR}'))")
    assert violations(page) == []
    assert (watched.strangers, watched.refused(), watched.errors) == ([], [], [])
    address = page.locator("#share a").first.evaluate("link => link.href")
    assert page.url == address
    with browser.new_context(java_script_enabled=False) as context:
        other = context.new_page()
        other.goto(address)
        assert other.locator("#query").input_value().endswith(WRITTEN)
        assert other.locator("#state").inner_text() == said
        assert other.locator("#answer tbody tr").count() == 50


def test_suggestions_are_our_own_terms(watched: Watched) -> None:
    page = watched.page
    watched.go("/query/editor")
    put(page, "PREFIX qs: <https://w3id.org/querschnitt/def#>\nSELECT * { ?m a ")
    page.locator(EDITOR).click()
    page.keyboard.press("Control+End")
    page.keyboard.type("qs:Meas", delay=10)
    hints = page.locator(".CodeMirror-hints")
    expect(hints).to_contain_text("qs:Measure")
    assert violations(page) == []
    page.keyboard.press("Enter")
    assert written(page).endswith("qs:Measure")
    put(page, "")
    page.keyboard.type("PREFIX o", delay=10)
    page.keyboard.press("Control+Space")
    assert all(
        each.split(":")[0] in {"owl", "org", "oa", "odrl"}
        for each in page.locator(".CodeMirror-hint").all_inner_texts()
    )
    assert page.evaluate("Object.keys(localStorage)") == []
    assert (watched.strangers, watched.refused(), watched.errors) == ([], [], [])


def test_a_wrong_query_says_why_and_stays(watched: Watched) -> None:
    page = watched.page
    watched.go("/query/editor")
    wrong = "SELECT * WHERE {\n  foo bar\n}"
    run(page, wrong)
    expect(page.get_by_role("alert")).to_contain_text("Kein gültiges SPARQL: Zeile 3")
    page.locator(".parseErrorIcon").hover()
    page.locator("h1").hover()
    assert page.locator(".parseErrorIcon").get_attribute("title")
    assert written(page) == wrong
    assert violations(page) == []
    assert watched.refused() == []
    assert [each for each in watched.errors if "400" not in each] == []


def test_our_prefixes_need_no_declaration_and_others_do(watched: Watched) -> None:
    watched.go("/query/editor")
    put(watched.page, "SELECT ?n { ?m a qs:Measure ; skos:prefLabel ?n }")
    watched.page.wait_for_timeout(500)
    assert watched.page.locator(".parseErrorIcon").count() == 0
    put(watched.page, "SELECT ?n { ?m a strange:Measure }")
    expect(watched.page.locator(".parseErrorIcon")).to_have_count(1)


def test_an_answer_that_came_with_the_address_can_be_sorted(watched: Watched) -> None:
    watched.go(f"/query/editor?query={quote(WRITTEN)}")
    page = watched.page
    page.get_by_role("button", name="n", exact=True).click()
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("n")
    expect(page.locator("#state")).to_contain_text("Zeilen")
    assert (watched.strangers, watched.refused(), watched.errors) == ([], [], [])


def test_a_truth_is_offered_in_no_form_for_tables(watched: Watched) -> None:
    page, csv = watched.page, watched.page.locator("#share [data-suffix='.csv']")
    for path in ("/query/editor", f"/query/editor?query={quote('ASK {}')}"):
        watched.go(path)
        run(page, "ASK {}")
        expect(page.locator("#answer .figure")).to_have_text("Ja")
        assert not csv.is_visible()
        for link in page.locator("#share a:visible").all():
            address = link.get_attribute("href") or ""
            assert page.request.get(f"{watched.server}{address}").status == 200


def test_rows_are_sorted_and_turned_over(watched: Watched) -> None:
    page = watched.page
    watched.go("/query/editor")
    run(page, MANY)
    expect(page.locator("#state")).to_have_text("120 Zeilen")
    page.get_by_role("button", name="s", exact=True).click()
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("s")
    column = page.locator("#answer tbody td:first-child").all_inner_texts()
    page.get_by_role("button", name="s", exact=True).click()
    assert page.locator("#answer tbody td:first-child").all_inner_texts() != column
    page.get_by_role("button", name="nächste Seite").click()
    page.get_by_role("button", name="nächste Seite").click()
    assert page.locator("#answer tbody tr").count() == 20
    assert page.get_by_role("button", name="nächste Seite").is_disabled()
    assert violations(page) == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ASK { ?m a qs:Measure }", "Ja"),
        ("ASK { ?m a qs:NoSuchThing }", "Nein"),
        ("CONSTRUCT { ?m a qs:Plan } WHERE { ?m a qs:Measure } LIMIT 1", "qs:Plan|def#Plan"),
    ],
)
def test_other_kinds_of_answers_are_shown(watched: Watched, query: str, expected: str) -> None:
    watched.go("/query/editor")
    run(watched.page, query)
    answer = watched.page.locator("#answer .yasr_results > *").first
    answer.wait_for()
    assert any(each in answer.inner_text() for each in expected.split("|"))
    graph = query.startswith("CONSTRUCT")
    assert watched.page.locator("#share [data-graph=yes]").first.is_visible() == graph
    assert watched.errors == []


def test_an_example_is_put_into_the_editor(watched: Watched) -> None:
    watched.go("/query")
    watched.page.get_by_role("link", name="Eigene Abfrage in SPARQL schreiben").click()
    watched.page.locator("#example").select_option("ministry-lines")
    watched.page.get_by_role("button", name="In den Editor übernehmen").click()
    watched.page.wait_for_url("**/query/editor?example=ministry-lines")
    assert "qs:identityLine" in written(watched.page)
    assert watched.page.locator("#answer table").count() == 0


def test_the_text_field_is_there_for_who_wants_it(watched: Watched) -> None:
    page = watched.page
    watched.go("/query/editor")
    page.get_by_label("Einfaches Textfeld").check()
    page.locator("#query").fill(WRITTEN)
    page.get_by_role("button", name="Abfragen").click()
    page.wait_for_url("**query=SELECT**")
    assert written(page) == WRITTEN
    assert page.locator("#answer tbody tr").count() == 50
