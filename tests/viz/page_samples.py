"""Every page of the interface as a function of the sample values."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from graph.answering import Answer
from graph.example import example
from graph.finding import FindingKind
from graph.model import Value
from ontology.questions import question_named, questions
from ontology.rules import rule_named, rules
from ontology.tables import table_named
from tests.viz.maker import HOSTILE
from tests.viz.samples import Sample
from viz import definitions, outcomes, pages, questionnaire
from viz.frame import Frame

Page = Callable[[Sample, Frame], str]
SCHEMA = {"properties": {"id": {"type": "string", "description": HOSTILE}}, "required": ["id"]}
OPERATION = {
    "tags": ["findings"],
    "summary": "List findings",
    "description": HOSTILE,
    "parameters": [{"name": "rule", "in": "query", "schema": {"type": "string"}}],
    "responses": {"200": {"description": "OK"}},
}
INTERFACE = {
    "paths": {"/api/v1/findings": {"get": OPERATION}},
    "components": {"schemas": {"Finding": SCHEMA}},
}


def listed(kind: FindingKind | None) -> Page:
    def page(given: Sample, frame: Frame) -> str:
        found = [given.finding, replace(given.finding, rule="G07", state="no-data")]
        return pages.findings(frame, found, found, kind=kind, waits=given.waits)

    return page


def start(given: Sample, frame: Frame) -> str:
    return pages.start(
        frame,
        gap_map=given.gap_map,
        findings=[given.finding],
        counts={"measures": 1234, "dependencies": 2},
        sources=[(given.source, 12)],
    )


def thing(given: Sample, frame: Frame) -> str:
    return pages.thing(
        frame,
        given.thing,
        findings=[given.finding] * 25,
        state=given.gap_map.rows[0].recommendations[1],
        waits=(given.waits.waits, given.waits.waits),
    )


def question(slug: str) -> Page:
    """Return the page of a question whose answer is full of names and texts."""
    asked = question_named(slug)
    assert asked is not None

    def page(given: Sample, frame: Frame) -> str:
        thing = given.thing.reference
        row = [Value(thing.label.de, (), "de"), Value(thing.iri, (), reference=thing), None]
        row += row * len(asked.columns)
        answer = Answer(asked, {}, (tuple(row[: len(asked.columns)]),))
        return questionnaire.question(
            frame, asked, answer, {name: [thing] for name in asked.parameters}
        )

    return page


def question_waiting(given: Sample, frame: Frame) -> str:
    asked = question_named("document-statements")
    assert asked is not None
    return questionnaire.question(frame, asked, None, {"document": [given.thing.reference]})


def things(given: Sample, frame: Frame) -> str:
    table = table_named("measures")
    assert table is not None
    return pages.things(frame, table, given.rows, total=3, after="M-1")


def network(given: Sample, frame: Frame) -> str:
    centre = given.nodes[0].reference
    return pages.network(
        frame, nodes=given.nodes, edges=given.edges, centre=centre, offered=[centre]
    )


def network_unasked(given: Sample, frame: Frame) -> str:
    offered = [given.nodes[0].reference]
    return pages.network(frame, nodes=(), edges=(), centre=None, offered=offered)


def finding(given: Sample, frame: Frame) -> str:
    rule = rules()[0].model_copy(update={"query": f"SELECT {HOSTILE}"})
    return pages.finding(frame, given.finding, claims=[given.claim], rule=rule)


def overlap(given: Sample, frame: Frame) -> str:
    found = given.outcomes.overlap
    others = {given.finding.id: given.finding, found.within: replace(given.finding, id="0c0c")}
    return pages.finding(frame, found, claims=[], rule=None, others=others)


def office(given: Sample, frame: Frame) -> str:
    told = given.outcomes
    return outcomes.office(frame, told.office, [told.conflict], [told.circle])


def office_alone(given: Sample, frame: Frame) -> str:
    view = replace(given.outcomes.office, waits_for=(), awaited_by=(), outside=())
    return outcomes.office(frame, view, [], [])


def game_unasked(given: Sample, frame: Frame) -> str:
    return outcomes.what_if(frame, replace(given.outcomes.game, effect=None))


def report(given: Sample, frame: Frame) -> str:
    found = [given.finding, given.outcomes.overlap]
    told = outcomes.Affairs(date(2014, 12, 1), given.gap_map, found, given.waits.waits, "abc")
    return outcomes.report(frame, told)


def rule(_: Sample, frame: Frame) -> str:
    found = rule_named("O02")
    assert found is not None
    return definitions.rule(frame, found, number=2, example=example("O02"))


def rule_without_data(_: Sample, frame: Frame) -> str:
    return definitions.rule(frame, rules()[0], number=None, example=None)


def gaps(given: Sample, frame: Frame) -> str:
    periods = [given.gap_map.period, given.gap_map.scheme]
    return pages.gaps(frame, given.gap_map, periods=[each for each in periods if each])


def problem(given: Sample, frame: Frame) -> str:
    said = given.finding.sentence.de
    return pages.problem(frame, status=404, title=said, detail=said, hints=[said])


PAGES: dict[str, Page] = {
    "start": start,
    "gaps": gaps,
    "findings": listed(None),
    "gaps as a list": listed("gap"),
    "overlaps": listed("overlap"),
    "dependencies": listed("dependency"),
    "no findings": lambda _, frame: pages.findings(frame, [], [], kind="dependency"),
    "finding": finding,
    "thing": thing,
    "things": things,
    "tables": lambda _, frame: pages.tables(frame, {"measures": 3}),
    "network": network,
    "network unasked": network_unasked,
    "sources": lambda given, frame: pages.sources(frame, [(given.source, 12)]),
    "overlap": overlap,
    "rules": lambda _, frame: definitions.rules(frame, [(rules()[0], 1), (rules()[1], None)]),
    "rule": rule,
    "rule without data": rule_without_data,
    "lineage": lambda given, frame: outcomes.lineage(frame, given.outcomes.lineage),
    "office": office,
    "office alone": office_alone,
    "questions": lambda _, frame: questionnaire.questions(frame, questions()),
    "question": question("ministry-lines"),
    "question as matrix": question("claims-by-basis"),
    "question waiting": question_waiting,
    "game": lambda given, frame: outcomes.what_if(frame, given.outcomes.game),
    "game unasked": game_unasked,
    "similar": lambda given, frame: outcomes.similar(
        frame, [given.outcomes.proposal] * 2, "recommendations"
    ),
    "reference": lambda _, frame: pages.reference(frame, INTERFACE),
    "problem": problem,
}
