"""Workers for foreign queries: started beforehand, killed at the deadline, replaced by spares."""

import asyncio
import json
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import cast

from api.sparql.allowance import Allowance, Turns
from api.sparql.lane import Lane
from api.sparql.worker import GoneError, Line, Worker
from graph.foreign.work import HEAD, READING, ClosedError, Outcome, Task, packed, read_message

NURSERY = "graph.foreign.nursery"
SPARES = 2
SLOW = 0.1
"""Seconds after which a query gives way to others: it then runs when nobody else wants to."""
PATIENCE = 6  # times as long as a query may a change run: who sends it is known
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
        self._nursery: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._numbers = count(1)
        self._running: dict[int, tuple[Running, Worker]] = {}
        self._idle: deque[Worker] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._age = 0
        self._state = ""

    def open(self) -> None:
        """Start the nursery; it reads the data while others do something else."""
        if self._nursery is not None and self._nursery.poll() is None:
            return
        self.close()  # what is left of a nursery that died
        ours, theirs = socket.socketpair()
        limits = [self.allowance.rows, self.allowance.bytes, self.allowance.memory]
        given = [theirs.fileno(), *limits, self._day().isoformat()]
        folder = [] if self._folder is None else [str(self._folder)]
        self._nursery = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", NURSERY, *map(str, given), *folder],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
        )
        theirs.close()
        self._control, self._loop = ours, None

    def close(self) -> None:
        """End nursery and workers."""
        for worker in self._idle:
            worker.kill()
        self._idle.clear()
        if self._control is not None:
            self._control.close()
        if self._nursery is not None:
            self._nursery.kill()
            self._nursery.wait()
        self._nursery = self._control = None

    async def end_here(self) -> None:
        """Close, and return when all connections are closed too."""
        if self._nursery is not None:
            self.close()
            await asyncio.gather(*self._tasks, return_exceptions=True)
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

    async def ask(self, task: Task, client: str, state: str = "") -> Outcome:
        """Return the outcome of a task, for data as they are at ``state``.

        Raises ``BusyError`` when the client has to wait longer than a query may run.
        """
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(PREPARING):
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
            return await self._answer(worker, task, client, started)
        except (GoneError, ClosedError, OSError):  # the next one who asks gets a new nursery
            return Outcome(problem="api.query_ended")
        finally:
            turns.leave(client, loop.time() - started, loop.time())

    async def carry(self, patch: bytes) -> None:
        """Carry out a patch on the scratch store; whoever asks afterwards sees it."""
        await self._prepare("")
        async with self._turning:
            await self._tell({"do": "follow"}, patch)
            self._renew()

    async def _prepare(self, state: str) -> None:
        loop = asyncio.get_running_loop()
        if self._loop is not loop or self._nursery is None or self._nursery.poll() is not None:
            self.open()
            self._loop, self._turns, self._lane = loop, Turns(self.allowance), Lane()
            self._idle.clear()
            self._turning, self._forking = asyncio.Lock(), asyncio.Lock()
            self._tasks.clear()
            self._running = {}
        if state != self._state and not self.plain:
            async with self._turning:
                if state != self._state:
                    await self._tell({"do": "follow", "day": self._day().isoformat()}, b"")
                    self._state = state
                    self._renew()

    async def _answer(self, worker: Worker, task: Task, client: str, now: float) -> Outcome:
        number = next(self._numbers)
        lane, running = self._lane, self._running
        running[number] = (Running(number, client, now, task.text), worker)
        loop = asyncio.get_running_loop()
        limit = self.allowance.seconds * (1 if task.act in READING else PATIENCE)
        timers = [loop.call_later(limit, worker.kill)]
        if task.act in READING:
            timers.append(loop.call_later(SLOW, lane.enter, worker))
        try:
            outcome = await worker.line.ask(task)
        except GoneError:
            key = "api.query_too_slow" if loop.time() - now >= limit else "api.query_ended"
            outcome = Outcome(problem=key, values={"limit": f"{limit:g}"})
        except asyncio.CancelledError:
            worker.kill()
            raise
        finally:
            for timer in timers:
                timer.cancel()
            lane.leave(worker)
            running.pop(number, None)
        fresh = worker.age == self._age and loop.time() - now < SLOW
        self._give_back(worker, fresh=fresh and task.act in READING)
        return outcome

    async def _take(self) -> Worker:
        while self._idle:
            worker = self._idle.popleft()
            if worker.line.open and worker.age == self._age:
                return worker
            worker.kill()
        self._refill()
        return await self._born()

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
        task = asyncio.get_running_loop().create_task(self._breed())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _breed(self) -> None:
        with suppress(GoneError, OSError):  # whoever asks next finds out and starts a nursery
            await self._fill()

    async def _fill(self) -> None:
        while len(self._idle) + len(self._running) < self.allowance.at_once + SPARES:
            worker = await self._born()
            late = worker.age != self._age or self._control is None
            if late or len(self._idle) >= self.allowance.at_once + SPARES:
                worker.kill()
                return
            self._idle.append(worker)

    async def _born(self) -> Worker:
        loop = asyncio.get_running_loop()
        async with self._forking:
            age = self._age
            pid, end = await loop.run_in_executor(None, self._fork)
        if self._control is None:
            end.close()
            raise GoneError
        end.setblocking(False)
        _, line = await loop.create_connection(Line, sock=end)
        return Worker(pid, line, age)

    def _fork(self) -> tuple[int, socket.socket]:
        control = self._control
        if control is None:
            raise GoneError
        control.sendall(packed({"do": "fork"}, b""))
        start, descriptors, _, _ = socket.recv_fds(control, HEAD.size, 1)
        if len(start) < HEAD.size:
            raise GoneError
        described, _ = HEAD.unpack(start)
        found = json.loads(control.recv(described, socket.MSG_WAITALL))
        return int(found["pid"]), socket.socket(fileno=descriptors[0])

    async def _tell(self, described: dict[str, object], body: bytes) -> None:
        control = cast("socket.socket", self._control)

        def told() -> None:
            control.sendall(packed(described, body))
            read_message(control)

        async with self._forking:
            await asyncio.get_running_loop().run_in_executor(None, told)
