"""``findings``, ``matrix``, ``network`` and ``rules``: what follows from the data."""

from argparse import Namespace
from pathlib import Path
from typing import get_args

from api.asked import FindingFilter
from api.conclusions import FindingAnswer
from api.knowledge import Knowledge
from api.matrix import MatrixValue, matrix_answer, number
from api.neighbourhood import NetworkForm, network_file, picture_of, surroundings
from api.parser import option
from api.problems import unknown
from api.reports import by_state, rule_answer, wanted_findings
from api.session import Command, Session
from graph.finding import FindingKind, State
from ontology.rules import rules

PICTURE = "html"
FORMS = (*get_args(NetworkForm), PICTURE)


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
    console.say("cli.matrix.total", measures=found.measures, asked=found.asked, open=found.open)
    return 0


def network(arguments: Namespace, session: Session) -> int:
    """Write the surroundings of a thing, or everything, as a file."""
    known = _knowledge(session)
    found, centre = surroundings(known, arguments.thing, arguments.steps)
    if arguments.format == PICTURE:
        content = picture_of(known, found, centre, session.console.language).encode("utf-8")
    else:
        content = network_file(found, arguments.format)
    session.deliver(content, arguments.output)
    return 0


def list_rules(arguments: Namespace, session: Session) -> int:
    """List the rules with the number of their findings, or show one."""
    counts = _knowledge(session).rule_counts()
    wanted = [rule for rule in rules() if arguments.id in {"", rule.id}]
    if not wanted:
        raise unknown("api.unknown_rule", arguments.id, [rule.id for rule in rules()])
    console = session.console
    if arguments.json:
        answers = [rule_answer(rule, counts[rule.id]).model_dump(mode="json") for rule in wanted]
        console.data(answers if not arguments.id else answers[0])
    elif arguments.id:
        rule = wanted[0]
        texts = (rule.title, rule.question, rule.definition, rule.caution, rule.remedy)
        console.write("\n\n".join(text.in_language(console.language).strip() for text in texts))
        console.write(f"\n\n{rule.query}\n")
    else:
        language = console.language
        console.table(
            [f"cli.column.{name}" for name in ("rule", "kind", "findings", "title")],
            (
                (
                    rule.id,
                    console.text(f"cli.kind.{rule.kind}"),
                    str(counts[rule.id]),
                    rule.title.in_language(language),
                )
                for rule in wanted
            ),
        )
    return 0


COMMANDS = (
    Command(
        "findings",
        (
            option("--rule", default="", metavar="key"),
            option("--kind", choices=get_args(FindingKind), default=""),
            option("--state", choices=get_args(State), default=""),
            option("--field", default="", metavar="key"),
            option("--ministry", default="", metavar="key"),
            option("--min-severity", type=int, choices=range(1, 5), default=1),
        ),
        findings,
    ),
    Command(
        "matrix",
        (option("--value", choices=get_args(MatrixValue), default="measures"),),
        matrix,
    ),
    Command(
        "network",
        (
            option("--thing", default="", metavar="key"),
            option("--steps", type=int, choices=range(1, 4), default=1),
            option("--format", topic="network_format", choices=FORMS, default="graphml"),
            option("--output", type=Path, metavar="file"),
        ),
        network,
    ),
    Command(
        "rules", (option("id", topic="rule_id", nargs="?", default="", metavar="key"),), list_rules
    ),
)
