"""One query in a process of its own, so that one that never ends or runs wild can be stopped."""

import resource
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

from api.console import write_all
from api.session import CommandError, Session
from graph.dataset import Dataset
from graph.errors import GraphError, QueryError
from graph.store import GraphForm, Store, TableForm

FORMS: tuple[TableForm | GraphForm, ...] = (*get_args(TableForm), *get_args(GraphForm))
MEMORY = 4 * 2**30  # bytes of address space for the query's process
REFUSED = 3  # exit code of a query that is refused; standard error then says why


def answer_of(query: str, form: str, session: Session, *, seconds: float) -> bytes:
    """Return the answer of ``query`` on the session's data in ``form``.

    An empty form means CSV for a table and Turtle for a graph. Raises ``CommandError`` for a
    query that is refused, that takes longer than ``seconds`` or that brings the engine down.
    """
    folder, language = str(session.settings.data), session.console.language
    values = [folder, form, session.today().isoformat(), language]
    command = [sys.executable, "-P", "-m", "api.asking", *values]
    text = query.encode("utf-8")
    try:
        done = subprocess.run(command, input=text, capture_output=True, timeout=seconds)  # noqa: S603, PLW1510 - our own module; its exit code is read below
    except subprocess.TimeoutExpired as error:
        raise CommandError("cli.query_too_long", seconds=f"{seconds:g}") from error
    if done.returncode == REFUSED:
        raise CommandError("cli.query_refused", reason=done.stderr.decode("utf-8").strip())
    if done.returncode:
        raise CommandError("cli.query_crashed")
    return done.stdout


def main(arguments: list[str]) -> int:
    """Answer the query on standard input; return the exit code."""
    folder, form, valid_on, language = arguments
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    query = sys.stdin.buffer.read().decode("utf-8")
    try:
        with Dataset.open(
            Path(folder),
            clock=lambda: datetime.now(UTC),
            salt=bytes,
            valid_on=date.fromisoformat(valid_on),
        ) as dataset:
            answer = _answer(dataset.store, query, form)
    except GraphError as error:
        sys.stderr.buffer.write(error.text(language).encode("utf-8"))
        return REFUSED
    write_all(sys.stdout.buffer, answer)
    return 0


def _answer(store: Store, query: str, form: str) -> bytes:
    for known in FORMS:
        if form == known:
            return store.answer(query, known)
    try:
        return store.answer(query, "csv")
    except QueryError as error:
        if error.key != "graph.answer_form":
            raise
        return store.answer(query, "ttl")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
