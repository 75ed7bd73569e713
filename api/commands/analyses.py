"""``findings``, ``matrix``, ``network``, ``rules`` and ``report``: what follows from the data."""

from argparse import Namespace
from pathlib import Path
from typing import get_args

from api.answers import answer_of, delivered, plain
from api.asked import FindingFilter
from api.knowledge import Knowledge
from api.matrix import MatrixValue, gap_map_for, matrix_of, matrix_table, number
from api.moments import Moment, Moments
from api.neighbourhood import NetworkForm, network_file, picture_of, surroundings
from api.parser import day, option
from api.problems import unknown
from api.report import REPORT_FORMS, report_file
from api.reports import by_state, findings_table, wanted_findings
from api.session import Command, CommandError, Session
from api.tabular import Sheet, csv_text, xlsx
from graph.finding import FindingKind, Stage, State
from ontology.rules import rules

PICTURE = "html"
FORMS = (*get_args(NetworkForm), PICTURE)
MOMENT = (
    option("--valid-on", type=day, metavar="day"),
    option("--as-of", type=day, metavar="day"),
)
SAVED = (option("--output", topic="output_table", type=Path, metavar="file"),)


def known_by(arguments: Namespace, session: Session) -> Knowledge:
    """Return everything that is known, on the day that the arguments name."""
    moments = Moments(session.open_to_read(), session.clock)
    return moments.at(Moment(arguments.valid_on, arguments.as_of), inside=True)


def findings(arguments: Namespace, session: Session) -> int:
    """List findings, the most severe first; each cause once."""
    console = session.console
    asked = FindingFilter(
        rule=arguments.rule,
        kind=arguments.kind,
        state=arguments.state,
        stage=arguments.stage,
        field=arguments.field,
        ministry=arguments.ministry,
        min_severity=arguments.min_severity,
        all=arguments.all,
    )
    found = wanted_findings(known_by(arguments, session), asked)
    if arguments.output:
        return _saved(findings_table(found), arguments.output, session)
    if arguments.json:
        console.data({"items": plain(found), "total": len(found), "by_state": by_state(found)})
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
    known = known_by(arguments, session)
    found = gap_map_for(known, arguments.scheme, arguments.period)
    if arguments.output:
        return _saved(matrix_table(found), arguments.output, session)
    if arguments.json:
        console.data(plain(matrix_of(found, arguments.value)))
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
    known = known_by(arguments, session)
    found, centre = surroundings(known, arguments.thing, arguments.steps)
    if arguments.format == PICTURE:
        content = picture_of(known, found, centre, session.console.language).encode("utf-8")
    else:
        content = network_file(found, arguments.format)
    session.deliver(content, arguments.output)
    return 0


def report(arguments: Namespace, session: Session) -> int:
    """Write where things stand, for all or for one ministry, as a page to print or a workbook."""
    suffix = arguments.file.suffix.lower().removeprefix(".")
    if suffix not in REPORT_FORMS:
        expected = ", ".join(f".{form}" for form in REPORT_FORMS)
        raise CommandError("cli.report.form", file=arguments.file, expected=expected)
    known = known_by(arguments, session)
    asked = FindingFilter(ministry=arguments.ministry, field=arguments.field)
    session.deliver(report_file(known, asked, suffix, session.console.language), arguments.file)
    return 0


def list_rules(arguments: Namespace, session: Session) -> int:
    """List the rules with the number of their findings, or show one."""
    known = known_by(arguments, session)
    wanted = [rule for rule in rules() if arguments.id in {"", rule.id}]
    if not wanted:
        raise unknown("api.unknown_rule", arguments.id, [rule.id for rule in rules()])
    console, language = session.console, session.console.language
    if arguments.json:
        answers = [answer_of(known, rule).model_dump(mode="json") for rule in wanted]
        console.data(answers if not arguments.id else answers[0])
    elif arguments.id:
        rule = wanted[0]
        texts = [
            text.in_language(language).strip()
            for text in (rule.title, rule.question, rule.definition, rule.exclusions)
        ]
        texts += [rule.formula, rule.assumptions.in_language(language)]
        texts += [rule.caution.in_language(language), rule.remedy.in_language(language)]
        console.write("\n\n".join(text for text in texts if text))
        console.write(f"\n\n{rule.query}\n")
    else:
        counts, judged = known.rule_counts(), delivered(known)
        no_data = console.text("cli.state.no-data")
        console.table(
            [f"cli.column.{name}" for name in ("rule", "kind", "findings", "title")],
            (
                (
                    rule.id,
                    console.text(f"cli.kind.{rule.kind}"),
                    str(counts[rule.id]) if judged[rule.id] else no_data,
                    rule.title.in_language(language),
                )
                for rule in wanted
            ),
        )
    return 0


def _saved(sheet: Sheet, file: Path, session: Session) -> int:
    suffix = file.suffix.lower()
    if suffix not in {".csv", ".xlsx"}:
        raise CommandError("cli.report.form", file=file, expected=".csv, .xlsx")
    content = xlsx(sheet) if suffix == ".xlsx" else csv_text(sheet).encode("utf-8")
    session.deliver(content, file)
    return 0


COMMANDS = (
    Command(
        "findings",
        (
            option("--rule", default="", metavar="key"),
            option("--kind", choices=get_args(FindingKind), default=""),
            option("--state", choices=get_args(State), default=""),
            option("--stage", choices=get_args(Stage), default=""),
            option("--field", default="", metavar="key"),
            option("--ministry", default="", metavar="key"),
            option("--min-severity", type=int, choices=range(1, 5), default=1),
            option("--all", action="store_true"),
            *SAVED,
            *MOMENT,
        ),
        findings,
    ),
    Command(
        "matrix",
        (
            option("--value", choices=get_args(MatrixValue), default="measures"),
            option("--scheme", default="", metavar="key"),
            option("--period", default="", metavar="key"),
            *SAVED,
            *MOMENT,
        ),
        matrix,
    ),
    Command(
        "network",
        (
            option("--thing", default="", metavar="key"),
            option("--steps", type=int, choices=range(1, 4), default=1),
            option("--format", topic="network_format", choices=FORMS, default="graphml"),
            option("--output", type=Path, metavar="file"),
            *MOMENT,
        ),
        network,
    ),
    Command(
        "report",
        (
            option("file", topic="report_file", type=Path, metavar="file"),
            option("--ministry", default="", metavar="key"),
            option("--field", default="", metavar="key"),
            *MOMENT,
        ),
        report,
    ),
    Command(
        "rules",
        (option("id", topic="rule_id", nargs="?", default="", metavar="key"), *MOMENT),
        list_rules,
    ),
)
