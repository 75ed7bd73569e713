"""The command ``querschnitt``: reads the arguments, runs a command, turns errors into sentences."""

import os
import secrets
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from api.commands import analyses, exports, hearing, history, imports, questions, serving
from api.console import Console
from api.parser import Parser, UsageError, language_asked, option
from api.problems import ProblemError
from api.session import Command, CommandError, Session
from api.settings import LANGUAGES, Language, SettingError, Settings
from graph.errors import GraphError
from ontology.messages import message

FAILED, MISUSED = 1, 2
MODULES = (serving, imports, exports, questions, analyses, hearing, history)
COMMANDS: tuple[Command, ...] = tuple(chain.from_iterable(each.COMMANDS for each in MODULES))
COMMON = (
    option("--data", type=Path, metavar="folder"),
    option("--lang", choices=LANGUAGES),
    option("--json", action="store_true"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that ``arguments`` name; return 0 done, 1 not done, 2 not understood."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        settings = Settings.from_environment()
    except SettingError as error:
        values = {"name": error.name, "value": error.value, "expected": error.expected}
        sys.stderr.write(f"{message('cli.wrong_setting', language_asked(given, 'de'), **values)}\n")
        return MISUSED
    language = language_asked(given, settings.language)
    try:
        wanted = parser(language).parse_args(given)
    except UsageError as error:
        sys.stderr.write(f"{error}\n")
        return MISUSED
    except SystemExit as asked:  # --help and --version have said it all
        return int(asked.code or 0)
    settings = replace(settings, data=wanted.data or settings.data, language=language)
    console = Console(sys.stdout, sys.stderr, language, as_json=wanted.json)
    session = Session(settings, console, lambda: datetime.now(UTC), secrets.token_bytes)
    return _explained(wanted, session)


def parser(language: Language) -> Parser:
    """Return the parser of the whole command line, speaking ``language``."""
    whole = Parser(
        language=language, description=message("cli.about", language), prog="querschnitt"
    )
    whole.add_argument(
        "--version",
        action="version",
        version=f"querschnitt {version('querschnitt')}",
        help=message("cli.option.version", language),
    )
    commands = whole.add_subparsers(
        dest="command",
        required=True,
        metavar=message("cli.place.command", language),
        title=message("cli.parser.commands", language),
        parser_class=Parser,
    )
    for each in COMMANDS:
        about = message(f"cli.command.{each.name}", language)
        part = commands.add_parser(each.name, help=about, language=language, description=about)
        part.take((*each.options, *COMMON))
        part.set_defaults(run=each.run)
    return whole


def _explained(wanted: Namespace, session: Session) -> int:
    """Run the command; say in a sentence what went wrong, if anything did."""
    run: Callable[[Namespace, Session], int] = wanted.run
    console = session.console
    try:
        code = run(wanted, session)
        console.out.flush()
    except BrokenPipeError:  # the reader had enough, as `head` has
        os.dup2(os.open(os.devnull, os.O_WRONLY), console.out.fileno())
        return FAILED
    except (CommandError, GraphError) as error:
        console.complain_in_words(error.text(console.language))
        return FAILED
    except ProblemError as problem:
        console.complain_in_words(problem.detail(console.language))
        return FAILED
    except OSError as error:
        console.complain("cli.system", file=error.filename or "–", reason=error.strerror or error)
        return FAILED
    except KeyboardInterrupt:
        console.complain("cli.interrupted")
        return FAILED
    return code
