"""``log`` and ``check``: what was changed, and whether everything is still as it was recorded."""

from argparse import Namespace

from api.parser import option, positive
from api.session import Command, Session
from graph.change import ChangeSet
from graph.validation import validate


def log(arguments: Namespace, session: Session) -> int:
    """Show the change sets, the newest first."""
    changes = list(session.open_to_read().history())[::-1][: arguments.limit]
    if arguments.json:
        session.console.data([_as_data(each) for each in changes])
        return 0
    columns = ("number", "time", "author", "added", "removed", "hash", "message")
    session.console.table([f"cli.column.{name}" for name in columns], map(_as_row, changes))
    return 0


def _as_data(each: ChangeSet) -> dict[str, object]:
    return {
        "number": each.number,
        "time": each.time.isoformat(),
        "kind": each.kind,
        "author": each.author,
        "message": each.message,
        "source": each.source,
        "added": len(each.added),
        "removed": len(each.removed),
        "erased": each.erased,
        "parent": each.parent,
        "hash": each.hash,
    }


def _as_row(each: ChangeSet) -> tuple[str, ...]:
    time = each.time.astimezone().strftime("%Y-%m-%d %H:%M")
    counts = (str(len(each.added)), str(len(each.removed)))
    return (
        str(each.number),
        time,
        each.author or "–",
        *counts,
        each.hash[:12],
        each.message or "–",
    )


def check(arguments: Namespace, session: Session) -> int:
    """Verify chain, store and shapes; return 1 when anything is not as it should be."""
    console = session.console
    dataset = session.open_to_read()
    wrong = [notice.text(console.language) for notice in dataset.verify()]
    found = validate(dataset.store)
    broken = bool(wrong) or any(each.severity == "violation" for each in found)
    digest = dataset.content_hash()
    for sentence in wrong:
        console.complain_in_words(sentence)
    for each in found:
        console.complain_of(each)
    state = {"number": dataset.revision, "head": dataset.head, "content_hash": digest}
    console.say("cli.check.state", **state)
    console.say("cli.check.broken" if broken else "cli.check.sound")
    if arguments.json:
        violations = [console.violation(each) for each in found]
        console.data({"sound": not broken, **state, "chain": wrong, "violations": violations})
    return int(broken)


COMMANDS = (
    Command("log", (option("--limit", type=positive, default=None, metavar="number"),), log),
    Command("check", (), check),
)
