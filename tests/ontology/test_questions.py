"""Question files are read whole, and a wrong one is named with what is wrong."""

from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, SH

from graph.rdf import rdflib_term
from ontology.head import HeadError, read_headed
from ontology.questions import Question, question_named, questions
from ontology.questions.executables import executables
from ontology.rules import rules

every_question = pytest.mark.parametrize("question", questions(), ids=lambda each: str(each.id))
LEAST = 24
RESERVED = {"lang", "valid_on", "as_of", "page", "limit", "after"}
GOOD = """#+ title = { de = "T", en = "T" }
#+ question = { de = "F?", en = "Q?" }
#+ description = { de = "D.", en = "D." }
#+ group = "agency"
#+ view = "matrix"
#+ [columns]
#+ measure = { de = "Maßnahme", en = "measure" }
#+ field = { de = "Feld", en = "field" }
#+ number = { de = "Zahl", en = "number" }
#+ [parameters.from]
#+ type = "date"
#+ label = { de = "von", en = "from" }
PREFIX qs: <https://w3id.org/querschnitt/def#>

SELECT ?measure ?field (COUNT(*) AS ?number) ?from
WHERE { ?measure qs:field ?field }
GROUP BY ?measure ?field ?from
ORDER BY ?measure ?field
"""


def test_there_are_questions_for_each_of_the_users() -> None:
    assert len(questions()) >= LEAST
    assert {each.group for each in questions()} == {"strategist", "working-group", "agency"}
    assert question_named("no-such-question") is None


@every_question
def test_every_text_is_there_in_both_languages(question: Question) -> None:
    texts = [question.title, question.question, question.description, *question.columns.values()]
    texts += [each.label for each in question.parameters.values()]
    assert all(text.de.strip() and text.en.strip() for text in texts)
    assert question.question.de.endswith("?")
    assert question.question.en.endswith("?")


@every_question
def test_a_question_can_run_anywhere(question: Question) -> None:
    assert "SERVICE" not in question.query
    assert not RESERVED & set(question.parameters)


def test_no_question_is_a_rule_again() -> None:
    asked = {text for each in questions() for text in (each.question.de, each.title.de)}
    assert not asked & {text for each in rules() for text in (each.question.de, each.title.de)}


def test_a_right_file_is_a_question(tmp_path: Path) -> None:
    found = read_headed(written(tmp_path, GOOD), Question)
    assert found.id == "example"
    assert found.selected == ("measure", "field", "number", "from")
    assert found.sparql.startswith("PREFIX")


def written(folder: Path, text: str) -> Path:
    path = folder / "example.rq"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("#+ title = ", "#+ titel = ", "title"),
        ('"agency"', '"nobody"', "group"),
        ('"matrix"', '"picture"', "view"),
        ('"date"', '"colours"', r"parameters\.from: type: expected is date, .*a list"),
        ("#+ field = ", "#+ felt = ", "columns: the query selects measure, field, number, from"),
        (" ?from\nWHERE", "\nWHERE", "parameters: the query has to select from"),
        (" ?from\nWHERE", " ?from ?more\nWHERE", "columns: more has no label"),
        ("#+ [columns]", "#+ [columns", ""),
    ],
)
def test_a_wrong_question_is_named_with_what_is_wrong(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    with pytest.raises(HeadError, match=rf"(?s)^example\.rq: .*{problem}"):
        read_headed(written(tmp_path, GOOD.replace(old, new, 1)), Question)


def test_a_matrix_has_three_columns(tmp_path: Path) -> None:
    text = GOOD.replace('#+ number = { de = "Zahl", en = "number" }\n', "")
    text = text.replace("(COUNT(*) AS ?number)", "")
    with pytest.raises(HeadError, match="a matrix has 3 columns"):
        read_headed(written(tmp_path, text), Question)


def test_questions_are_shacl_executables() -> None:
    graph = rdflib.Graph()
    for said in executables(questions()):
        subject, relation = rdflib.URIRef(said.subject), rdflib.URIRef(said.predicate)
        graph.add((subject, relation, rdflib_term(said.object)))
    found = set(graph.subjects(RDF.type, SH.SPARQLSelectExecutable))
    assert found == {rdflib.URIRef(each.iri) for each in questions()}
    for each in questions():
        assert str(graph.value(rdflib.URIRef(each.iri), SH.select)) == each.sparql
        parameters = set(graph.objects(rdflib.URIRef(each.iri), SH.parameter))
        assert len(parameters) == len(each.parameters)
    for parameter in graph.subjects(RDF.type, SH.Parameter):
        for needed in (SH.path, SH.name, SH.optional):
            assert (parameter, needed, None) in graph
        assert (parameter, SH.datatype, None) in graph or (parameter, SH["class"], None) in graph
