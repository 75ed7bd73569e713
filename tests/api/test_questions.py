"""Ready questions: each answers on the built-in data, in every form, as far as one may know."""

import csv
import io
import json
from pathlib import Path

import pytest
import rdflib
from openpyxl import load_workbook
from pyoxigraph import RdfFormat, parse

from ontology.questions import Question, questions
from tests.api.hearings import hearing
from tests.api.readers import Reader, Run

every_question = pytest.mark.parametrize("question", questions(), ids=lambda each: str(each.id))
FIRST = {
    "document": "S001",
    "field": "F-SB",
    "ministry": "HMSI",
    "scheme": "SC-ASYLUM-2015",
    "set": "RS-ENQ",
    "plan": "PL-NAP2012",
    "period": "WP-19",
    "region": "RG-HE",
    "body": "B-ENQ",
    "target_group": "T-KI",
    "word": "sprach",
    "from": "2018-01-01",
    "until": "2020-12-31",
    "months": "24",
}
"""A value for each parameter, on which the built-in data have something, but not everything."""
PARAMETERS = [(each.id, name) for each in questions() for name in each.parameters]


def address(question: Question, suffix: str = "") -> str:
    needed = [f"{n}={FIRST[n]}" for n, each in question.parameters.items() if each.required]
    return f"/query/{question.id}{suffix}?{'&'.join(needed)}"


@every_question
def test_a_question_has_an_answer_in_every_form(question: Question, reader: Reader) -> None:
    items = reader.json(address(question, ".json"))["items"]
    assert items
    assert all(list(item) == list(question.columns) for item in items)
    table = list(csv.DictReader(io.StringIO(reader.get(address(question, ".csv")).text)))
    heads = [name for name in table[0] if not name.endswith("_label")]
    assert heads == list(question.columns)
    sheet = load_workbook(io.BytesIO(reader.get(address(question, ".xlsx")).content)).active
    assert sheet is not None
    assert sheet.max_row == len(table) + 1 == len(items) + 1
    turtle = list(parse(reader.get(address(question, ".ttl")).content, RdfFormat.TURTLE))
    linked = list(parse(reader.get(address(question, ".jsonld")).content, RdfFormat.JSON_LD))
    assert set(map(str, turtle)) == set(map(str, linked))
    assert len({quad.subject for quad in turtle}) == len(items)


@every_question
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_question_is_a_page(question: Question, language: str, reader: Reader) -> None:
    page = reader.get(f"{address(question)}&lang={language}", accept="text/html")
    assert page.status_code == 200
    for text in (question.title, question.question, *question.columns.values()):
        assert text.in_language(language) in page.text.replace("&#39;", "'")
    assert "PREFIX qs:" in page.text
    assert f'href="/query/{question.id}.csv' in page.text


@pytest.mark.parametrize(("slug", "name"), PARAMETERS)
def test_what_is_set_narrows_the_answer(slug: str, name: str, reader: Reader) -> None:
    question = next(each for each in questions() if each.id == slug)
    narrowed = reader.json(f"/query/{slug}.json?{name}={FIRST[name]}")["items"]
    if question.parameters[name].required:
        assert narrowed
        return
    whole = reader.json(f"/query/{slug}.json")["items"]
    assert len(narrowed) < len(whole)
    if slug != "bodies-meetings":  # there the numbers change
        assert all(row in whole for row in narrowed)
    if name != "months":
        assert narrowed


def test_a_ministry_is_meant_with_its_line_by_every_name(reader: Reader) -> None:
    names = ("HMSI", "O-HMSI-19", "L-HMSI", "organisation/O-HMSI-20")
    rows = [reader.json(f"/query/ministry-lines.json?ministry={name}")["items"] for name in names]
    assert [row["office"]["key"] for row in rows[0]] == [
        "O-HSM-18", "O-HMSI-19", "O-HMSI-20", "O-HMAIJS-21",
    ]  # fmt: skip
    assert rows.count(rows[0]) == len(names)


def test_another_day_has_another_answer(reader: Reader) -> None:
    then = reader.json("/query/contracts-ending.json?months=12&valid_on=2024-06-01")["items"]
    assert {row["contract"]["key"] for row in then} == {"V-WCH"}
    assert reader.json("/query/contracts-ending.json?months=12")["items"] == []


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("/query/ministry-line", 404, "ministry-lines"),
        ("/query/document-statements.csv", 422, "document"),
        ("/query/document-statements.csv?document=", 422, "document"),
        ("/query/contracts-ending.json?months=many", 422, "months"),
        ("/query/contracts-ending.json?months=0", 422, "1"),
        ("/query/contracts-ending.json?months=1000", 422, "240"),
        ("/query/contracts-ending.json?colour=red", 422, "colour"),
        ("/query/bodies-meetings.json?from=May", 422, "2017-06-01"),
        ("/query/field-programme.json?field=F-SX", 422, "F-SB"),
        ("/query/ministry-lines.json?ministry=HMSJ", 422, "HMSI"),
        (f"/query/recommendations-mentioning.json?word={'x' * 201}", 422, "200"),
        ("/query/ministry-lines.json?valid_on=May", 422, "May"),
    ],
)
def test_what_cannot_be_asked_is_a_problem(
    path: str, status: int, word: str, reader: Reader
) -> None:
    answer = reader.get(path, accept="application/json")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert word in answer.text


def test_a_value_is_never_a_part_of_the_query(reader: Reader) -> None:
    word = '"))) } DROP ALL #'
    answer = reader.ask("GET", "/query/recommendations-mentioning.json", params={"word": word})
    assert answer.json()["items"] == []


def test_a_page_that_needs_a_choice_offers_it(reader: Reader) -> None:
    page = reader.get("/query/document-statements", accept="text/html").text
    assert "bitte wählen" in page
    assert 'value="S001"' in page
    assert "/query/document-statements.csv" not in page


def test_the_list_names_every_question(reader: Reader) -> None:
    page = reader.get("/query", accept="text/html").text
    listed = reader.json("/api/v1/questions")
    assert listed == reader.json("/query.json")
    assert {each["id"] for each in listed["items"]} == {each.id for each in questions()}
    for each in listed["items"]:
        assert f'href="{each["address"]}"' in page
        assert each["query"].startswith("PREFIX")
    graph = rdflib.Graph().parse(data=reader.get("/query.ttl").text, format="turtle")
    kinds = list(graph.subjects(rdflib.RDF.type, rdflib.SH.SPARQLSelectExecutable))
    assert len(kinds) == len(questions())


def test_nobody_learns_from_a_question_what_is_internal(copy: Path, run: Run) -> None:
    table = copy.parent / "responses.csv"
    heads = "id,recommendation,response,by,date,text,visibility,source"
    row = "R-X,E-SB-01,accepted,O-HMSI-19,2015,Vertraulich,internal,S001"
    table.write_text(f"{heads}\n{row}\n", encoding="utf-8")
    assert run("import", table, "--data", copy)[0] == 0
    with hearing(copy) as asking:
        token = asking.token("HMSI", "coordinator")
        inside = {"authorization": f"Bearer {token}"}
        for path in (
            "/query/recommendations-by-response.csv",
            "/query/document-statements.csv?document=S001",
        ):
            assert "Vertraulich" not in asking.get(path).text
            assert "Vertraulich" in asking.ask("GET", path, inside).text


def test_the_command_line_answers_a_question_by_its_name(filled: Path, run: Run) -> None:
    code, out, err = run("query", "ministry-lines", "ministry=HMSI", "--data", filled)
    assert code == 0, err
    assert [row["abbreviation"] for row in csv.DictReader(io.StringIO(out))][:2] == ["HSM", "HMSI"]
    code, out, _ = run("query", "contracts-ending", "months=240", "--json", "--data", filled)
    assert len(json.loads(out)["results"]["bindings"]) >= 3


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("ministry-lines", "HMSI"), "NAME=WERT"),
        (("ministry-lines", "ministry=HMSJ"), "HMSI"),
        (("contracts-ending", "months=x"), "ganze Zahl"),
        (("contracts-ending", "--format", "ttl"), "csv"),
        (("ministry-liness",), "ministry-liness"),
    ],
)
def test_the_command_line_says_what_is_wrong(
    arguments: tuple[str, ...], word: str, filled: Path, run: Run
) -> None:
    code, out, err = run("query", *arguments, "--data", filled)
    assert (code, out) == (1, "")
    assert word in err


def test_a_file_takes_no_parameters(filled: Path, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "ministry-lines.rq"
    file.write_text("ASK {}", encoding="utf-8")
    code, _, err = run("query", file, "a=b", "--data", filled)
    assert code == 1
    assert "a=b" in err
