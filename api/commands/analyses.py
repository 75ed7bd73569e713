"""``findings``, ``matrix``, ``network`` and ``rules``: what follows from the data."""

from argparse import Namespace
from pathlib import Path
from typing import get_args

from api.answers import FindingAnswer, RuleAnswer
from api.asked import FindingFilter
from api.knowledge import Knowledge
from api.matrix import MatrixValue, matrix_answer, number
from api.neighbourhood import Form, network_file, surroundings
from api.parser import option
from api.reports import by_state, filtered, wanted_findings
from api.session import Command, CommandError, Session
from graph.model import FindingKind, State
from ingest.output import write_whole
from ontology.rules import rule_named, rules
from ontology.vocabulary import Text

STATES: tuple[State, ...] = get_args(State)


def _knowledge(session: Session) -> Knowledge:
    return Knowledge(session.open_to_read(), session.clock)


def findings(arguments: Namespace, session: Session) -> int:
    """List findings, the most severe first."""
    console = session.console
    asked = FindingFilter(
        rule=arguments.rule,
        kind=arguments.kind,
        state=arguments.state,
        field=arguments.field,
        ministry=arguments.ministry,
        min_severity=arguments.min_severity,
    )
    found = wanted_findings(_knowledge(session), asked)
    if arguments.json:
        items = [FindingAnswer.model_validate(each).model_dump(mode="json") for each in found]
        console.data({"items": items, "total": len(items), "by_state": by_state(found)})
        return 0
    columns = [f"cli.column.{name}" for name in ("rule", "state", "severity", "id", "sentence")]
    console.table(
        columns,
        (
            (
                each.rule,
                console.text(f"cli.state.{each.state}"),
                str(each.severity),
                each.id,
                each.sentence.in_language(console.language),
            )
            for each in found
        ),
    )
    counts = {state.replace("-", "_"): count for state, count in by_state(found).items()}
    console.say("cli.findings.total", total=len(found), **counts)
    return 0


def matrix(arguments: Namespace, session: Session) -> int:
    """Show fields of action by lead ministry."""
    console = session.console
    found = _knowledge(session).gap_map()
    if arguments.json:
        console.data(matrix_answer(found, arguments.value).model_dump(mode="json"))
        return 0
    heads = [column.label.in_language(console.language) for column in found.columns]
    console.plain_table(
        [console.text("cli.column.field"), *heads],
        (
            [row.field.label.in_language(console.language)]
            + [str(number(cell, arguments.value) or "·") for cell in row.cells]
            for row in found.rows
        ),
    )
    console.say(
        "cli.matrix.total", measures=found.measures, asked=found.asked, open=found.open
    )
    return 0


def network(arguments: Namespace, session: Session) -> int:
    """Write the surroundings of a thing, or everything, as a file for network programs."""
    known = _knowledge(session)
    content = network_file(surroundings(known, arguments.thing, arguments.steps), arguments.format)
    if arguments.output is None:
        session.console.bytes(content)
        return 0
    write_whole(arguments.output, content)
    session.console.say("cli.export.written", file=arguments.output, bytes=len(content))
    if arguments.json:
        session.console.data({"file": str(arguments.output), "bytes": len(content)})
    return 0
