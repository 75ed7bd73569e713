"""Workers for foreign queries: started beforehand, killed at the deadline, replaced by spares."""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

from api.sparql.allowance import Allowance, BusyError, Turns
from api.sparql.lane import Lane
from api.sparql.nursery import Nursery
from api.sparql.outflow import Outflow
from api.sparql.worker import GoneError, Worker
from graph.foreign.work import READING, ClosedError, Outcome, Task

SPARES = 2
SLOW = 0.05
"""Seconds after which a query gives way to others: it then runs when nobody else wants to."""
Cancellable = asyncio.TimerHandle | asyncio.Task[None]
CHANGING = 6  # times as long as a query may a change run: who sends it is known
PREPARING = 60.0  # seconds that following the data may take
CLOSING = 0.05  # seconds in which the loop lets go of closed connections
POLITE = 19  # the lowest priority, as nice(1) counts, where there is no idle class


@dataclass(frozen=True, slots=True)
class Running:
    """A query that runs: its number, whose it is, since when (loop time), its text."""

    number: int
    client: str
    since: float
    text: str


class Pool:
    """Answers foreign queries in workers that follow the data; for one event loop at a time.

    ``folder`` is the data set's, or ``None`` for a plain scratch store; ``day`` tells which day's
    state is in force. Close it.
    """

    def __init__(self, allowance: Allowance, folder: Path | None, day: Callable[[], date]) -> None:
        self.allowance = allowance
        self._folder, self._day = folder, day
        self._nursery: Nursery | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._numbers = count(1)
        self._running: dict[int, tuple[Running, Worker]] = {}
        self._idle: deque[Worker] = deque()
        self._age = 0
        self._state = ""

    def open(self) -> None:
        """Start the nursery; it reads the data while others do something else."""
        if self._nursery is not None and self._nursery.alive:
            return
        self.close()  # what is left of a nursery that died
        limits = (self.allowance.rows, self.allowance.bytes, self.allowance.memory)
        folder = () if self._folder is None else (self._folder,)
        self._nursery, self._loop = Nursery((*limits, self._day().isoformat(), *folder)), None

    def close(self) -> None:
        """End nursery and workers."""
        for worker in self._idle:
            worker.kill()
        self._idle.clear()
        if self._nursery is not None:
            self._nursery.close()
        self._nursery = None

    async def end_here(self) -> None:
        """Close, and return when all connections are closed too."""
        if (nursery := self._nursery) is not None:
            self.close()
            await nursery.rest()
            self.close()  # those who were born meanwhile
            await asyncio.sleep(CLOSING)

    @property
    def plain(self) -> bool:
        """Return whether it is a scratch store that is asked."""
        return self._folder is None

    @property
    def age(self) -> int:
        """Return a number that grows whenever the data change."""
        return self._age

    def running(self) -> list[tuple[Running, float]]:
        """Return the queries that run now and for how many seconds, oldest first."""
        if self._loop is None:
            return []
        now = self._loop.time()
        return [(query, now - query.since) for query, _ in self._running.values()]

    def end(self, number: int) -> bool:
        """End a running query; return whether there was one of that number."""
        if number not in self._running:
            return False
        self._running[number][1].kill()
        return True

    async def ask(
        self, task: Task, client: str, state: str = "", reader: Outflow | None = None
    ) -> Outcome:
        """Return the outcome of a task, for data as they are at ``state``.

        What can go out while the rest is made is given to ``reader`` at once, and a query that
        takes long is ended when he departs.
        Raises ``BusyError`` when the client has waited for too long, or takes long himself while
        too many others do.
        """
        loop = asyncio.get_running_loop()
        try:
            await self._prepare(state)
        except (GoneError, ClosedError, OSError, TimeoutError):
            self.close()  # what it still says would answer something else
            return Outcome(problem="api.query_ended")
        turns = self._turns  # another one may begin anew meanwhile
        await turns.enter(client, loop.time())
        started = loop.time()
        try:
            worker = await self._take()
            started = loop.time()
            return await self._answer(worker, task, client, started, reader)
        except (GoneError, ClosedError, OSError):  # the next one who asks gets a new nursery
            return Outcome(problem="api.query_ended")
        finally:
            turns.leave(client, loop.time() - started, loop.time())

    async def carry(self, patch: bytes) -> None:
        """Carry out a patch on the scratch store; whoever asks afterwards sees it."""
        await self._prepare("")
        async with self._turning:
            await self._own.tell({"do": "follow"}, patch)
            self._renew()

    @property
    def _own(self) -> Nursery:
        if self._nursery is None:
            raise GoneError
        return self._nursery

    async def _prepare(self, state: str) -> None:
        loop = asyncio.get_running_loop()
        while self._idle and not self._idle[0].line.open:
            self._idle.popleft()
        there = self._nursery is not None and (self._idle or self._nursery.alive)
        if self._loop is not loop or not there:
            self.open()
            self._own.turn_to_loop()
            self._loop, self._turns, self._lane = loop, Turns(self.allowance), Lane()
            self._idle.clear()
            self._turning, self._running = asyncio.Lock(), {}
        if state != self._state and not self.plain:
            async with asyncio.timeout(PREPARING), self._turning:
                if state != self._state:
                    await self._own.tell({"do": "follow", "day": self._day().isoformat()}, b"")
                    self._state = state
                    self._renew()

    async def _answer(
        self, worker: Worker, task: Task, client: str, now: float, reader: Outflow | None
    ) -> Outcome:
        number = next(self._numbers)
        lane, running = self._lane, self._running
        running[number] = (Running(number, client, now, task.text), worker)
        loop = asyncio.get_running_loop()
        reading = task.act in READING
        limit = self.allowance.seconds * (1 if reading else CHANGING)
        ending: list[Cancellable] = [loop.call_later(limit, worker.kill)]
        if reading:
            ending.append(loop.call_later(SLOW, self._give_way, worker, number, reader, ending))
        try:
            outcome = await worker.line.ask(task, reader.take if reader else None)
        except GoneError:
            if number not in running:
                self._refill()
                raise BusyError(self.allowance.seconds, spent=False) from None
            key = "api.query_too_slow" if loop.time() - now >= limit else "api.query_ended"
            outcome = Outcome(problem=key, values={"limit": f"{limit:g}"})
        except asyncio.CancelledError:
            worker.kill()
            raise
        finally:
            for each in ending:
                each.cancel()
            lane.leave(worker)
            running.pop(number, None)
        fresh = worker.age == self._age and loop.time() - now < SLOW
        self._give_back(worker, fresh=fresh and reading)
        return outcome

    def _give_way(
        self, worker: Worker, number: int, reader: Outflow | None, ending: list[Cancellable]
    ) -> None:
        """Let a query that takes long give way to others; end it if there are too many of these."""
        if len(self._lane) >= self.allowance.at_once:
            self._running.pop(number, None)
            worker.kill()
            return
        self._lane.enter(worker)
        if reader is not None:
            departure = asyncio.get_running_loop().create_task(reader.departure())
            departure.add_done_callback(lambda gone: None if gone.cancelled() else worker.kill())
            ending.append(departure)

    async def _take(self) -> Worker:
        while self._idle:
            worker = self._idle.popleft()
            if worker.line.open and worker.age == self._age:
                return worker
            worker.kill()
        self._refill()
        return await self._own.worker(lambda: self._age)

    def _give_back(self, worker: Worker, *, fresh: bool) -> None:
        if fresh and worker.line.open:
            self._idle.appendleft(worker)
        else:
            worker.kill()
            self._refill()

    def _renew(self) -> None:
        """Let nobody be asked any more who has older data."""
        self._age += 1
        while self._idle:
            self._idle.popleft().kill()
        self._refill()

    def _refill(self) -> None:
        if self._nursery is not None:
            self._nursery.begin(self._breed())

    async def _breed(self) -> None:
        with suppress(GoneError, OSError):  # whoever asks next finds out and starts a nursery
            await self._fill()

    async def _fill(self) -> None:
        most = self.allowance.at_once + self.allowance.quick + SPARES
        while len(self._idle) + len(self._running) < most:
            worker = await self._own.worker(lambda: self._age)
            late = worker.age != self._age or self._nursery is None
            if late or len(self._idle) >= most:
                worker.kill()
                return
            self._idle.append(worker)
