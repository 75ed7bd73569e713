"""Logs for tests: what stands in them and how they are made."""

import secrets
from pathlib import Path

from graph.log import Log
from graph.record import AUTHOR, MESSAGE, QUAD, Draft, Record, as_json
from tests.graph.samples import NOW

QUADS = ["A <http://example.org/s> <http://example.org/p> <http://example.org/o> <http://g/> ."]


def entry(message: str, quads: list[str] = QUADS) -> Draft:
    leaves = [(AUTHOR, as_json("operator")), (MESSAGE, as_json(message))]
    return Draft("change", "test", leaves + [(QUAD, text) for text in quads])


def append(log: Log, message: str) -> Record:
    return log.append(entry(message), NOW, secrets.token_bytes)


def written(path: Path, *messages: str) -> list[int]:
    """Write a record for each message; return where each of them ends."""
    log, notices = Log.for_writing(path, NOW)
    assert notices == ()
    ends = []
    for message in messages:
        append(log, message)
        ends.append(path.stat().st_size)
    return ends
