"""The built-in data, taken in when a server starts on an empty folder."""

from api.intake import prepared
from api.session import CommandError, Session
from graph.dataset import Dataset
from ingest.builtin import builtin_folders


def import_built_in(dataset: Dataset, session: Session) -> None:
    """Take the built-in tables into the empty ``dataset`` as its first change set."""
    folders = builtin_folders()
    with session.progress() as progress:
        found = prepared(dataset, list(folders.values()), progress)
    if not found.sound:
        language = session.console.language
        reasons = [fault.text(language) for fault in found.faults]
        reasons += [each.message.in_language(language) for each in found.violations]
        raise CommandError("cli.built_in_unsound", reason=reasons[0])
    if found.change:
        message = session.console.text("cli.serve.built_in_message")
        dataset.accept(found.change, session.settings.author, message, ", ".join(folders))
        session.console.say("cli.serve.built_in", claims=len(found.change.claims()))
