"""``export``: everything that is claimed, or what is in force, as a file or as tables."""

from argparse import Namespace
from pathlib import Path
from typing import get_args

from api.parser import option
from api.session import Command, CommandError, Session
from graph.claims import claims_of_quads
from graph.dataset import Dataset
from graph.export import ExportForm, export
from graph.store import VIEWS
from ingest.rows import rows_of
from ingest.workbook import write_tables

FORMS: tuple[ExportForm, ...] = get_args(ExportForm)
TABLES = "csv"


def export_data(arguments: Namespace, session: Session) -> int:
    """Write the data in one form."""
    dataset = session.open_to_read()
    if arguments.format == TABLES:
        return _as_tables(dataset, arguments.output, session)
    session.deliver(export(dataset.store, arguments.format), arguments.output)
    return 0


def _as_tables(dataset: Dataset, folder: Path | None, session: Session) -> int:
    """Write one CSV file for each table that has rows; tell of claims that no table can hold."""
    if folder is None:
        raise CommandError("cli.export.needs_folder")
    quads = (quad for quad in dataset.store.quads() if quad.graph not in VIEWS)
    found = rows_of(claims_of_quads(quads))
    write_tables(folder, found.rows)
    console = session.console
    console.say("cli.export.tables", folder=folder, count=len(found.rows))
    if found.left:
        console.complain("cli.export.left", count=len(found.left), example=found.left[0])
    if console.as_json:
        counts = {name: len(rows) for name, rows in found.rows.items()}
        console.data({"folder": str(folder), "rows": counts, "left": found.left})
    return 0


COMMANDS = (
    Command(
        "export",
        (
            option("--format", topic="export_format", choices=(*FORMS, TABLES), default="trig"),
            option("--output", type=Path, metavar="files"),
        ),
        export_data,
    ),
)
