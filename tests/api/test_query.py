"""The operator's own SPARQL: every form of answer, and nothing that runs away or reaches out."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.api.readers import Run

MEASURES = "SELECT ?measure WHERE { ?measure a qs:Measure } ORDER BY ?measure"


def asked(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "question.rq"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_comes_as_csv_unless_asked_otherwise(
    filled: Path, tmp_path: Path, run: Run
) -> None:
    code, out, err = run("query", asked(tmp_path, MEASURES), "--data", filled)
    assert code == 0, err
    rows = list(csv.DictReader(io.StringIO(out)))
    assert "https://w3id.org/querschnitt/id/measure/M-WIR" in {row["measure"] for row in rows}
    _, out, _ = run("query", asked(tmp_path, MEASURES), "--json", "--data", filled)
    assert len(json.loads(out)["results"]["bindings"]) == len(rows)


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_a_table_has_every_form_of_tables(
    form: str, filled: Path, tmp_path: Path, run: Run
) -> None:
    path = asked(tmp_path, "ASK { ?measure a qs:Measure }" if form == "json" else MEASURES)
    code, out, err = run("query", path, "--format", form, "--data", filled)
    assert code == 0, err
    assert out


@pytest.mark.parametrize("form", ["", "nq", "trig", "nt", "ttl", "jsonld", "rdfxml"])
def test_a_graph_has_every_form_of_graphs(
    form: str, filled: Path, tmp_path: Path, run: Run
) -> None:
    path = asked(tmp_path, "CONSTRUCT WHERE { ?measure a qs:Measure }")
    options = ["--format", form] if form else []
    code, out, err = run("query", path, *options, "--data", filled)
    assert code == 0, err
    assert "M-WIR" in out


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELEC ?x", "kein gültiges SPARQL"),
        ("SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }", "andere Rechner"),
        ("LOAD <http://a.example/>", "andere Rechner"),
        ("INSERT DATA { <a:b> <a:c> <a:d> }", "kein gültiges SPARQL"),
    ],
)
def test_what_is_no_question_is_refused_with_the_reason(
    text: str, reason: str, filled: Path, tmp_path: Path, run: Run
) -> None:
    code, out, err = run("query", asked(tmp_path, text), "--data", filled)
    assert (code, out) == (1, "")
    assert reason in err


def test_a_form_the_answer_cannot_have_is_told(filled: Path, tmp_path: Path, run: Run) -> None:
    code, _, err = run("query", asked(tmp_path, MEASURES), "--format", "ttl", "--data", filled)
    assert code == 1
    assert "json, xml, csv, tsv" in err


def test_a_question_that_never_ends_is_stopped(filled: Path, tmp_path: Path, run: Run) -> None:
    path = asked(tmp_path, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    code, out, err = run("query", path, "--timeout", "2.5", "--data", filled)
    assert (code, out) == (1, "")
    assert "Nach 2.5 Sekunden" in err


def test_a_question_that_brings_the_engine_down_is_told(
    filled: Path, tmp_path: Path, run: Run
) -> None:
    deep = 20_000
    path = asked(tmp_path, f"SELECT * {{ {'{' * deep} ?s ?p ?o {'}' * deep} }}")
    code, out, err = run("query", path, "--data", filled)
    assert (code, out) == (1, "")
    assert "gescheitert" in err


def test_a_file_that_is_not_there_or_not_text_is_told(
    filled: Path, tmp_path: Path, run: Run
) -> None:
    code, _, err = run("query", tmp_path / "none.rq", "--data", filled)
    assert code == 1
    assert "none.rq" in err
    path = tmp_path / "latin.rq"
    path.write_bytes("# für\n".encode("latin-1"))
    code, _, err = run("query", path, "--data", filled)
    assert code == 1
    assert "UTF-8" in err


@pytest.mark.parametrize("command", ["log", "check", "findings", "matrix", "network", "export"])
def test_a_folder_without_data_is_told_with_the_way_to_begin(
    command: str, tmp_path: Path, run: Run
) -> None:
    code, out, err = run(command, "--data", tmp_path / "none")
    assert (code, out) == (1, "")
    assert "querschnitt serve" in err
    assert not (tmp_path / "none").exists()
