"""``query``: the operator's own SPARQL, or a ready question by its name."""

from argparse import Namespace
from pathlib import Path
from typing import Literal

from api.asking import FORMS, answer_of
from api.moments import Moment, Moments
from api.parser import option
from api.questions import given_to
from api.session import Command, CommandError, Session
from graph.answering import bound
from graph.store import GraphForm, TableForm
from ontology.questions import question_named

SECONDS = 60.0


def query(arguments: Namespace, session: Session) -> int:
    """Answer the query in a file, or the question of that name where there is no such file."""
    session.expect_data()
    form: TableForm | GraphForm | Literal[""] = "json" if arguments.json else arguments.format
    question = question_named(str(arguments.file))
    if question and not arguments.file.exists():
        given = dict(map(_setting, arguments.values))
        known = Moments(session.open_to_read(), session.clock).at(Moment(), inside=True)
        values = bound(question, given_to(known, question, given), known.day)
        session.console.bytes(known.store.answer(question.query, form or "csv", values))
        return 0
    if arguments.values:
        raise CommandError("cli.query_no_values", file=arguments.file, found=arguments.values[0])
    answer = answer_of(_text(arguments.file), form, session, seconds=arguments.timeout)
    session.console.bytes(answer)
    return 0


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise CommandError("cli.query_value", found=text)
    return name, value


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError("cli.not_utf8", file=path, offset=error.start) from error


COMMANDS = (
    Command(
        "query",
        (
            option("file", topic="query_file", type=Path, metavar="query"),
            option("values", topic="query_values", nargs="*", metavar="value"),
            option("--format", topic="query_format", choices=FORMS, default=""),
            option("--timeout", type=float, default=SECONDS, metavar="seconds"),
        ),
        query,
    ),
)
