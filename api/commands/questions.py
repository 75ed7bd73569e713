"""``query``: the operator's own SPARQL."""

from argparse import Namespace
from pathlib import Path

from api.asking import FORMS, answer_of
from api.parser import option
from api.session import Command, CommandError, Session

SECONDS = 60.0


def query(arguments: Namespace, session: Session) -> int:
    """Answer the query in a file."""
    session.expect_data()
    form = "json" if arguments.json else arguments.format
    answer = answer_of(_text(arguments.file), form, session, seconds=arguments.timeout)
    session.console.bytes(answer)
    return 0


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
            option("--format", topic="query_format", choices=FORMS, default=""),
            option("--timeout", type=float, default=SECONDS, metavar="seconds"),
        ),
        query,
    ),
)
