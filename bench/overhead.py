"""What it costs that a foreign query is answered by another process: a look-up there and here."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from statistics import median

import uvloop

from api.sparql.allowance import Allowance
from api.sparql.pool import Pool
from bench.figures import Figure
from graph.foreign.evaluation import Setting, evaluate
from graph.foreign.nursery import PUBLIC, Claims
from graph.foreign.work import Limits, Task

ROUNDS, EACH = 5, 1000
MOST = 0.0002  # seconds
UNLIMITED = replace(Allowance(), budget=1_000_000)


def overhead(name: str, folder: Path, query: str, day: date) -> Figure:
    """Return how much longer a ``query`` takes in a worker than in the process that asks."""
    numbers = count()

    def task() -> Task:
        text = f"{query}#{next(numbers)}"
        return Task(PUBLIC, text, "http://localhost/", {"table": "json"}, early=True)

    here = _here(folder, day)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        there, taken = runner.run(_by_turns(folder, day, task, here))
    return Figure(name, "overhead", 0, there - taken, "evaluation", taken, most=MOST)


def _here(folder: Path, day: date) -> Callable[[Task], bytes]:
    shelf = Claims(folder, day).shelves()[PUBLIC]
    setting = Setting(shelf.prefixes, shelf.views, shelf.facts)
    limits = Limits(UNLIMITED.rows, UNLIMITED.bytes)
    return lambda task: evaluate(shelf.store, task, limits, setting).whole()


async def _by_turns(
    folder: Path, day: date, task: Callable[[], Task], here: Callable[[Task], bytes]
) -> tuple[float, float]:
    """Return the median seconds of one task in a worker and of one here, asked by turns."""
    pool = Pool(UNLIMITED, folder, lambda: day)
    there, within = list[float](), list[float]()
    try:
        assert sorted((await pool.ask(task(), "bench")).whole()) == sorted(here(task()))
        for _ in range(ROUNDS):
            for _ in range(EACH):
                start = time.perf_counter()
                await pool.ask(task(), "bench")
                there.append(time.perf_counter() - start)
            for _ in range(EACH):
                start = time.perf_counter()
                here(task())
                within.append(time.perf_counter() - start)
    finally:
        await pool.end_here()
    return median(there), median(within)
