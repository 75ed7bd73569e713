"""``import`` and ``template``: deliveries in, the empty workbook out."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from api.intake import Intake, prepared, written_proposal
from api.parser import option
from api.session import Command, CommandError, Session
from graph.things import known_things
from ingest.faults import Fault
from ingest.workbook import write_template
from ontology.tables import tables

SHOWN = 200  # faults; who has more corrects these first
REFUSED = 1


def import_files(arguments: Namespace, session: Session) -> int:
    """Take in tables and dumps: all of it or nothing."""
    with session.open_empty_or_not() as dataset, session.progress() as progress:
        found = prepared(dataset, arguments.files, progress)
    if not found.sound:
        return _refused(found, session)
    outcome: dict[str, object] = {"changed": False, "rows": found.rows, **_size(found)}
    outcome |= {"violations": _violations(found, session)}
    if not found.change:
        session.console.say("cli.import.unchanged")
    elif arguments.dry_run:
        session.console.say("cli.import.dry_run", **_size(found))
    elif arguments.propose:
        outcome |= _proposed(found, session)
    else:
        outcome |= _accepted(found, arguments.files, session)
    if arguments.json:
        session.console.data(outcome)
    return 0


def template(arguments: Namespace, session: Session) -> int:
    """Write the empty workbook; its drop-downs offer what is on record already."""
    if arguments.file.suffix.lower() != ".xlsx":
        raise CommandError("cli.not_a_workbook", file=arguments.file)
    with session.open_empty_or_not() as dataset:
        known = known_things(dataset.store)
    write_template(arguments.file, tables(), known, session.console.language)
    session.console.say("cli.template.written", file=arguments.file)
    if arguments.json:
        session.console.data({"file": str(arguments.file)})
    return 0


def _accepted(found: Intake, files: list[Path], session: Session) -> dict[str, object]:
    """Record what was found: proposed and accepted in one step, and recorded as such."""
    message = session.console.text("cli.import.message")
    source = ", ".join(path.name for path in files)
    with session.open_to_write() as dataset:
        done = dataset.accept(found.change, session.settings.author, message, source)
    session.console.say("cli.import.accepted", number=done.number, **_size(found))
    return {"changed": True, "number": done.number, "hash": done.hash}


def _proposed(found: Intake, session: Session) -> dict[str, object]:
    if found.after is None:
        raise TypeError(found)
    path = written_proposal(session.settings.data, found.after, found.change)
    session.console.say("cli.import.proposed", file=path, folder=session.settings.data)
    return {"proposal": str(path)}


def _refused(found: Intake, session: Session) -> int:
    """Say what is wrong, and that nothing was taken over."""
    console = session.console
    for fault in found.faults[:SHOWN]:
        console.complain_in_words(fault.text(console.language))
    if (more := len(found.faults) - SHOWN) > 0:
        console.complain("cli.import.more_faults", count=more)
    violations = _violations(found, session)
    console.complain("cli.import.refused", count=len(found.faults) + len(violations))
    if console.as_json:
        faults = [_fault(fault, session) for fault in found.faults]
        console.data({"changed": False, "faults": faults, "violations": violations})
    return REFUSED


def _fault(fault: Fault, session: Session) -> dict[str, object]:
    language = session.console.language
    texts = {"problem": fault.problem, "expected": fault.expected}
    return asdict(fault) | {name: text.in_language(language) for name, text in texts.items()}


def _violations(found: Intake, session: Session) -> list[dict[str, str]]:
    """Complain about what the shapes do not allow, and return it for a machine."""
    for each in found.violations[:SHOWN]:
        session.console.complain_of(each)
    return [session.console.violation(each) for each in found.violations]


def _size(found: Intake) -> dict[str, object]:
    return {
        "claims": len(found.change.claims()),
        "added": len(found.change.added),
        "removed": len(found.change.removed),
    }


COMMANDS = (
    Command(
        "import",
        (
            option("files", topic="files", type=Path, nargs="+", metavar="files"),
            option("--dry-run", action="store_true"),
            option("--propose", action="store_true"),
        ),
        import_files,
    ),
    Command(
        "template",
        (option("file", topic="template_file", type=Path, metavar="workbook"),),
        template,
    ),
)
