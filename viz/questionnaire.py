"""Pages of the questions that are asked again and again, and of their answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from graph.answering import Answer
from graph.model import Reference, Value
from ontology.questions import Group, Question
from ontology.tables import table_named
from viz.frame import Frame
from viz.paging import page_of
from viz.rendering import render
from viz.wording import wording

TABLE = "table"


@dataclass(frozen=True, slots=True)
class Matrix:
    """An answer of three columns as rows by columns; a cell without a row is ``None``."""

    heads: tuple[Value | None, ...]
    rows: tuple[tuple[Value | None, tuple[Value | None, ...]], ...]


def questions(frame: Frame, found: Sequence[Question]) -> str:
    """Return all questions, by whom they are for."""
    groups = {group: [each for each in found if each.group == group] for group in get_args(Group)}
    return render("questions", frame, groups=groups)


def question(
    frame: Frame,
    asked: Question,
    found: Answer | None,
    choices: Mapping[str, Sequence[Reference]],
) -> str:
    """Return one question: its form, its answer if it has what it needs, and its query."""
    words = wording(frame.language)
    options = {name: words.choices(things) for name, things in choices.items()}
    return render(
        "question",
        frame,
        question=asked,
        options={name: _with_chosen(frame, name, own) for name, own in options.items()},
        defaults={
            n: p.default if p.default is not None else "" for n, p in asked.parameters.items()
        },
        total=None if found is None else len(found.rows),
        page=page_of(frame, found.rows) if found and asked.view == TABLE else None,
        matrix=matrix_of(found) if found and asked.view != TABLE else None,
        given={n: frame.value(n) or str(p.default or "") for n, p in asked.parameters.items()},
        told=lambda column, value: _told(column, words.value(value), frame),
    )


def matrix_of(found: Answer) -> Matrix:
    """Return an answer of three columns as a matrix, rows and columns in the answer's order."""
    cells = {(row[0], row[1]): row[2] for row in found.rows}
    heads = tuple(dict.fromkeys(sorted((row[1] for row in found.rows), key=_by_key)))
    rows = dict.fromkeys(row[0] for row in found.rows)
    return Matrix(
        heads, tuple((row, tuple(cells.get((row, head)) for head in heads)) for row in rows)
    )


def _by_key(value: Value | None) -> str:
    return value.text if value else ""


def _told(column: str, text: str, frame: Frame) -> str:
    """Return a value as readers know it: tables are called by their label."""
    table = table_named(text) if column == TABLE else None
    return wording(frame.language).label(table.label) if table else text


def _with_chosen(frame: Frame, name: str, options: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return ``options`` and, before them, what is chosen by a name that is not among them."""
    chosen = frame.value(name)
    known = {key for key, _ in options}
    return [(chosen, chosen), *options] if chosen and chosen not in known else options
