"""The slow lane: one processor stays free, and everybody in it gets on."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.sparql.lane import SLICE, Lane
from api.sparql.worker import Line, Worker

COUNT = "import time\nwhile True: open({!r}, 'a').write('x'); time.sleep(0.01)"
linux = pytest.mark.skipif(sys.platform != "linux", reason="not run: reads /proc")


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[list[Worker]]:
    """Return three processes that go on writing as long as they may run."""
    started = [
        subprocess.Popen([sys.executable, "-c", COUNT.format(str(tmp_path / str(number)))])
        for number in range(3)
    ]
    yield [Worker(each.pid, Line(), 0) for each in started]
    for each in started:
        os.kill(each.pid, signal.SIGKILL)
        each.wait()


async def soon(condition: Callable[[], bool]) -> bool:
    """Return whether something comes true within some seconds."""
    for _ in range(500):
        if condition():
            return True
        await asyncio.sleep(0.01)
    return False


def stopped(worker: Worker) -> bool:
    text = Path(f"/proc/{worker.pid}/stat").read_text(encoding="ascii")
    return text.rpartition(")")[2].split()[0] == "T"


@linux
def test_as_many_run_as_leave_one_processor_free(workers: list[Worker]) -> None:
    async def act() -> None:
        lane = Lane(processors=3)
        for worker in workers:
            lane.enter(worker)
        assert await soon(lambda: sum(map(stopped, workers)) == 1)
        assert len(lane.running()) == 2
        lane.leave(workers[0])
        assert await soon(lambda: sum(map(stopped, workers[1:])) == 0)

    asyncio.run(act())


@linux
def test_everybody_in_the_lane_gets_on(workers: list[Worker]) -> None:
    async def act() -> set[int]:
        lane, seen = Lane(processors=1), set[int]()
        for worker in workers:
            lane.enter(worker)
        end = time.monotonic() + 10 * SLICE * len(workers)
        while len(seen) < len(workers) and time.monotonic() < end:
            seen.update(lane.running())
            await asyncio.sleep(SLICE / 4)
        for worker in workers:
            lane.leave(worker)
        return seen

    assert asyncio.run(act()) == {worker.pid for worker in workers}
