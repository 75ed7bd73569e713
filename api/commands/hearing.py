"""``token``, ``deliver`` and ``reply``: who may speak, and what is said to a finding."""

from argparse import Namespace
from typing import get_args

from api.knowledge import Knowledge
from api.parser import day, option
from api.places import office_named
from api.problems import unknown
from api.replies import Said
from api.replies import deliver as record_delivery
from api.replies import reply as record_reply
from api.session import Command, CommandError, Session
from api.tokens import Holder, Role, Tokens
from graph.dataset import Dataset
from graph.finding import Finding, Position

ACTIONS = ("add", "list", "remove")


def token(arguments: Namespace, session: Session) -> int:
    """Give, list or take away tokens; a new one is shown once."""
    session.expect_data()
    tokens = Tokens(session.settings.data)
    if arguments.action == "list":
        return _listed(tokens, session)
    if not arguments.name:
        raise CommandError("cli.token.name")
    if arguments.action == "remove":
        if not tokens.remove(arguments.name):
            raise CommandError("cli.token.unknown", name=arguments.name)
        session.console.say("cli.token.removed", name=arguments.name)
        return 0
    office = _office(arguments, session)
    try:
        made = tokens.add(
            arguments.name, arguments.role, office, session.clock().isoformat(timespec="seconds")
        )
    except ValueError as error:
        raise CommandError("cli.token.taken", name=arguments.name) from error
    if arguments.json:
        session.console.data({"name": arguments.name, "token": made})
    else:
        session.console.say("cli.token.added", name=arguments.name)
        session.console.write(f"{made}\n")
    return 0


def reply(arguments: Namespace, session: Session) -> int:
    """Record what an office says to a finding."""
    said = Said(arguments.position, arguments.text, arguments.source, arguments.until)
    holder = _holder(arguments, session)
    with session.open_to_write() as dataset:
        known = Knowledge(dataset, session.clock)
        done = record_reply(known, _finding(known, arguments.finding), said, holder)
        return _told(known, arguments, done.number, session)


def deliver(arguments: Namespace, session: Session) -> int:
    """Record that a finding was delivered."""
    holder = _holder(arguments, session)
    with session.open_to_write() as dataset:
        known = Knowledge(dataset, session.clock)
        found = _finding(known, arguments.finding)
        to = [office_named(known, name) for name in arguments.to] or found.ask
        done = record_delivery(known, found, holder, to)
        return _told(known, arguments, done.number, session)


def _told(known: Knowledge, arguments: Namespace, number: int, session: Session) -> int:
    stage = _finding(known, arguments.finding).life.stage
    words = session.console.text(f"cli.stage.{stage}")
    session.console.say("cli.reply.recorded", number=number, stage=words)
    if arguments.json:
        session.console.data({"finding": arguments.finding, "number": number, "stage": stage})
    return 0


def _finding(known: Knowledge, key: str) -> Finding:
    found = {each.id: each for each in known.findings()}
    if key not in found:
        raise unknown("api.unknown_finding", key, found)
    return found[key]


def _holder(arguments: Namespace, session: Session) -> Holder:
    given = arguments.token or session.settings.token
    holder = Tokens(session.settings.data).holder(f"Bearer {given}" if given else "")
    if holder is None:
        raise CommandError("cli.token.missing")
    return holder


def _office(arguments: Namespace, session: Session) -> str:
    if not arguments.ministry:
        raise CommandError("cli.token.ministry")
    dataset: Dataset = session.open_to_read()
    return office_named(Knowledge(dataset, session.clock), arguments.ministry).iri


def _listed(tokens: Tokens, session: Session) -> int:
    holders = tokens.holders()
    if session.console.as_json:
        names = ("name", "role", "office", "created")
        session.console.data([{name: getattr(each, name) for name in names} for each in holders])
        return 0
    session.console.table(
        [f"cli.column.{name}" for name in ("name", "role", "office", "created")],
        [(each.name, each.role, each.office.rpartition("/")[2], each.created) for each in holders],
    )
    return 0


TOKEN = option("--token", default="", metavar="token")
COMMANDS = (
    Command(
        "token",
        (
            option("action", topic="token_action", choices=ACTIONS),
            option("name", topic="token_name", nargs="?", default="", metavar="name"),
            option("--ministry", topic="token_ministry", default="", metavar="key"),
            option("--role", choices=get_args(Role), default="representative"),
        ),
        token,
    ),
    Command(
        "deliver",
        (
            option("finding", topic="finding", metavar="key"),
            option("--to", nargs="*", default=(), metavar="key"),
            TOKEN,
        ),
        deliver,
    ),
    Command(
        "reply",
        (
            option("finding", topic="finding", metavar="key"),
            option("position", topic="position", choices=get_args(Position)),
            option("--text", default="", metavar="text"),
            option("--source", default="", metavar="text"),
            option("--until", type=day, metavar="day"),
            TOKEN,
        ),
        reply,
    ),
)
