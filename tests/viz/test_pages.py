"""Every page is whole, says what it should, and lets nobody's words become its code."""

from dataclasses import replace

import pytest

from ontology.tables import tables
from tests.viz.document import read
from tests.viz.page_samples import (
    PAGES,
    Page,
    finding,
    gaps,
    network,
    overlap,
    report,
    rule,
    rule_without_data,
    start,
    thing,
)
from tests.viz.samples import Sample
from viz import pages
from viz.frame import Language

every_page = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
both_languages = pytest.mark.parametrize("language", ["de", "en"])


@every_page
@both_languages
def test_a_page_is_whole(sample: Sample, page: Page, language: Language) -> None:
    html = page(sample, replace(sample.frame, language=language))
    assert html.startswith("<!doctype html>")
    found = read(html)
    assert found.named("html")[0].attributes["lang"] == language
    assert [len(found.named(name)) for name in ("title", "h1", "main", "header")] == [1, 1, 1, 1]
    identifiers = [each.attributes["id"] for each in found.elements if "id" in each.attributes]
    assert len(identifiers) == len(set(identifiers))
    labels = {each.attributes["for"] for each in found.named("label")}
    assert labels <= set(identifiers)
    anchors = [each.attributes.get("href", "") for each in found.named("a")]
    assert {anchor[1:] for anchor in anchors if anchor.startswith("#")} <= set(identifiers)
    assert all(anchors)


@every_page
def test_a_page_brings_no_code_and_loads_nothing_from_elsewhere(sample: Sample, page: Page) -> None:
    found = read(page(sample, sample.frame))
    for element in found.elements:
        assert "style" not in element.attributes
        assert not [name for name in element.attributes if name.startswith("on")]
    loaded = found.named("script", "link", "img", "iframe")
    sources = [each.attributes.get("src") or each.attributes.get("href", "") for each in loaded]
    assert [source for source in sources if not source.startswith("/")] == []
    assert found.named("style") == []


@every_page
@both_languages
def test_words_never_become_code(hostile_sample: Sample, page: Page, language: Language) -> None:
    html = page(hostile_sample, replace(hostile_sample.frame, language=language))
    found = read(html)
    scripts = [each for each in found.named("script") if "/static/" not in each.attributes["src"]]
    assert scripts == []
    assert found.named("img") == []
    assert "alert(1)" not in "".join(
        value
        for element in found.elements
        for name, value in element.attributes.items()
        if name.startswith("on") or (name in {"href", "src"} and value.startswith("javascript"))
    )
    assert " 49 " not in found.text


@every_page
def test_links_to_other_hosts_tell_them_nothing(sample: Sample, page: Page) -> None:
    for link in read(page(sample, sample.frame)).named("a"):
        if "://" in link.attributes["href"]:
            assert "noreferrer" in link.attributes["rel"]


@every_page
def test_english_pages_lead_to_english_pages(sample: Sample, page: Page) -> None:
    found = read(page(sample, replace(sample.frame, language="en")))
    own = [
        each.attributes for each in found.named("a", "iframe") if "hreflang" not in each.attributes
    ]
    paths = [each.get("href") or each["src"] for each in own]
    inside = [path for path in paths if path.startswith("/") and path != "/openapi.json"]
    assert [path for path in inside if "lang=en" not in path] == []


@every_page
@both_languages
def test_every_table_says_what_it_is_and_heads_its_columns_or_rows(
    sample: Sample, page: Page, language: Language
) -> None:
    found = read(page(sample, replace(sample.frame, language=language)))
    assert len(found.named("caption")) == len(found.named("table"))
    assert all(each.attributes.get("scope") for each in found.named("th"))


@both_languages
def test_the_report_is_one_file_that_needs_no_other(
    hostile_sample: Sample, language: Language
) -> None:
    found = read(report(hostile_sample, replace(hostile_sample.frame, language=language)))
    assert found.named("html")[0].attributes["lang"] == language
    assert len(found.named("style")) == len(found.named("h1")) == 1
    assert found.named("script", "link", "img", "iframe", "a") == []
    assert len(found.named("caption")) == len(found.named("table")) == 3
    assert " 49 " not in found.text


def test_the_report_gives_replies_their_place_and_names_the_data(sample: Sample) -> None:
    text = read(report(sample, sample.frame)).text
    assert "Ministerium A, 01.12.2014: bestritten – Das ist abgestimmt." in text
    assert "abc" in text
    assert "Ein Prüfhinweis ist eine Frage, kein Urteil." in text


def test_an_overlap_says_in_what_measures_agree_and_what_else_it_tells(sample: Sample) -> None:
    text = read(overlap(sample, sample.frame)).text
    assert "Überschneidung" in text
    assert "gemeinsamer Zeitraum 2014 bis 2015" in text
    assert "Was Abstimmung bringt Ein gemeinsames Verfahren." in text
    assert "Dieser Hinweis gehört zu:" in text
    assert "Dazu gehören auch:" in text


def test_a_reply_stands_beside_its_finding_with_the_state_it_answered(sample: Sample) -> None:
    text = read(overlap(sample, sample.frame)).text
    assert "zugestellt an MA , Antwort bis Dezember 2014" in text
    assert "01.12.2014, MA : bestritten 31.01.2015 – Das ist abgestimmt." in text
    assert "zu einem früheren Stand" in text
    assert "Noch nicht freigegeben: Das Ressort wird zuerst gehört." in text


def test_a_rule_shows_its_definition_and_a_worked_example(sample: Sample) -> None:
    found = read(rule(sample, sample.frame))
    for words in ("Formel", "Zählt nicht", "Annahmen", "Beispiel"):
        assert words in found.text
    assert len(found.named("pre")) == 2
    assert "Dazu ist noch nichts hinterlegt" in read(rule_without_data(sample, sample.frame)).text


def test_days_asked_about_stay_in_every_link_until_today_is_asked_for(sample: Sample) -> None:
    frame = replace(sample.frame, moment={"valid_on": "2017-06-01"})
    found = read(gaps(sample, frame))
    assert "Gezeigt wird, was am 01.06.2017 galt." in found.text
    inside = [each.attributes["href"] for each in found.named("a")]
    kept = [path for path in inside if path.startswith("/") and "valid_on=2017-06-01" not in path]
    assert kept == [frame.now()]


def test_the_start_page_gives_the_figures(sample: Sample) -> None:
    text = read(start(sample, sample.frame)).text
    assert "4 Empfehlungen und Aufträge erwarten Handeln" in text
    assert "/findings?ministry=L-A" in start(sample, sample.frame)
    assert "1.234" in text
    assert "Auszug, nicht vollständig." in text
    assert "Schweigen ist keine Lücke" in text


def test_the_map_is_a_table_with_headings_and_a_chosen_cell(sample: Sample) -> None:
    found = read(gaps(sample, sample.frame))
    scopes = {each.attributes.get("scope") for each in found.named("th")}
    assert scopes == {"col", "row", "rowgroup"}
    assert len(found.named("caption")) == 2
    assert "Feld F-1 × kein Ressort benannt" in found.text
    assert "2 Empfehlungen und Aufträge: 1 aufgegriffen" in found.text
    assert "keine Maßnahme hinterlegt · vermutet" in found.text
    assert "Ergänzende Felder" in found.text


def test_a_cell_says_in_words_what_it_shows(sample: Sample) -> None:
    text = read(gaps(sample, sample.frame)).text
    assert "Feld F-1, MA: 3 Maßnahmen" in text
    assert "Feld F-2, MA: keine Maßnahme hinterlegt; ein Beitrag wird erwartet" in text


def test_a_finding_says_why_how_surely_and_what_settles_it(sample: Sample) -> None:
    text = read(finding(sample, sample.frame)).text
    assert "vermutet: Niemand hat die Liste für vollständig erklärt." in text
    assert "+3: Regel" in text
    assert "\u22121: offen" in text
    assert "Was den Hinweis erledigt Eine Maßnahme eintragen." in text
    assert "Ein Prüfhinweis ist eine Frage, kein Urteil." in text
    assert "fällig Dezember 2014 angenommen ja Art der Empfehlung" in text


def test_a_thing_shows_who_says_what(sample: Sample) -> None:
    found = read(pages.thing(sample.frame, sample.thing, findings=[]))
    assert "Die Quellen machen verschiedene Angaben." in found.text
    assert "( sinngemäß )" in found.text or "(sinngemäß)" in found.text
    assert "Keine Abhängigkeit gemeldet." in found.text
    assert "Handout für die Presse , Ministerium A, 24.11.2014" in found.text
    assert "in der Quelle genannt" in found.text
    assert "geplant" in found.text
    addresses = [each.attributes["href"] for each in found.named("a")]
    assert "https://example.org/handout.pdf" in addresses
    assert "/doc/measure/M-1.ttl" in addresses


def test_a_thing_shows_twenty_findings_and_where_the_rest_is(sample: Sample) -> None:
    text = read(pages.thing(sample.frame, sample.thing, findings=[sample.finding] * 25)).text
    assert "5 weitere Prüfhinweise" in text


def test_the_network_page_holds_the_picture_in_a_sandbox(sample: Sample) -> None:
    found = read(network(sample, replace(sample.frame, path="/network")))
    (frame,) = found.named("iframe")
    assert frame.attributes["sandbox"] == "allow-scripts"
    assert frame.attributes["src"] == "/network/picture?thing=field%2FF-1"
    assert "← im Handlungsfeld (1)" in found.text
    assert "→ Federführung (1) erschlossen" in found.text


def test_without_any_dependency_the_list_says_so(sample: Sample) -> None:
    text = read(pages.findings(sample.frame, [], [], kind="dependency")).text
    assert "Keine Abhängigkeit gemeldet." in text


def test_every_table_is_in_the_overview(sample: Sample) -> None:
    text = read(pages.tables(sample.frame, {"measures": 3})).text
    assert [
        table.name for table in tables() if not table.joins and table.label.de not in text
    ] == []


def test_a_name_in_german_only_is_marked_as_german_on_english_pages(sample: Sample) -> None:
    english = replace(sample.frame, language="en")
    (heading,) = read(pages.thing(english, sample.thing, findings=[])).named("h1")
    assert heading.attributes == {"lang": "de"}
    (heading,) = read(pages.thing(sample.frame, sample.thing, findings=[])).named("h1")
    assert heading.attributes == {}


def test_an_office_sees_whom_it_waits_for_and_who_waits_for_it(sample: Sample) -> None:
    text = read(thing(sample, sample.frame)).text
    assert "Angewiesen auf" in text
    assert "Darauf angewiesen" in text
    assert "Das eine setzt das andere voraus. Vorbedingung erschlossen" in text
    assert "Keine Abhängigkeit gemeldet." not in text


def test_a_recommendation_says_first_whether_it_is_taken_up(sample: Sample) -> None:
    text = read(thing(sample, sample.frame)).text
    assert "In den ausgewerteten Quellen steht keine Maßnahme dazu." in text
