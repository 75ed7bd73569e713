"""A writer that is killed at any moment loses nothing it has acknowledged."""

import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from tests.graph.samples import log_file, measure, opened, size

# Accepts one measure after the other and says so each time, until it is killed.
WRITER = """
import sys
from pathlib import Path
from tests.graph.samples import accept, measure, opened
with opened(Path(sys.argv[1])) as data:
    print("open", flush=True)
    for number in range(data.revision + 1, 1_000_000):
        accept(data, measure(f"M-{number}", label="x" * (number * 37 % 5000)))
        print(number, flush=True)
"""


def acknowledged(folder: Path, seconds: float) -> int:
    """Let a writer work in ``folder``, kill it after ``seconds``; return what it said last."""
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-c", WRITER, folder], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == "open\n"
        time.sleep(seconds)
        writer.kill()
        said = writer.stdout.read().split("\n")
    return max((int(line) for line in said[:-1]), default=0)


def check(folder: Path, promised: int) -> int:
    """Check that ``folder`` holds what was promised, whole and nothing else; return how much."""
    before = opened(folder, writing=False)
    with opened(folder) as data:
        assert promised <= data.revision <= promised + 1
        assert before.content_hash() == data.content_hash()
        assert data.verify() == []
        expected = [
            measure(f"M-{number}", label="x" * (number * 37 % 5000))
            for number in range(1, data.revision + 1)
        ]
        assert not data.difference(expected)
        assert len(data.claim_lines()) == size(expected)
        return data.revision


@pytest.mark.parametrize("kills", [15, pytest.param(200, marks=pytest.mark.soak)])
def test_a_killed_writer_loses_nothing_it_has_acknowledged(tmp_path: Path, kills: int) -> None:
    random = Random(kills)  # noqa: S311 - moments to kill at need no secrecy
    reached = 0
    for _ in range(kills):
        promised = acknowledged(tmp_path, random.uniform(0, 0.12))
        reached = check(tmp_path, max(promised, reached))
    assert reached > kills, "the writer was killed before it could write at all"
    assert log_file(tmp_path).exists()
