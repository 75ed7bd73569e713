"""The nursery as the server sees it: a process that is told what to do, one thing after another."""

import asyncio
import json
import socket
import subprocess
import sys
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeVar  # Any: what a coroutine is sent, which nobody uses

from api.settings import inherited
from api.sparql.worker import GoneError, Line, Worker
from graph.foreign.work import HEAD, packed, read_message

PROGRAM = "graph.foreign.nursery"
MEMORY = {"GLIBC_TUNABLES": "glibc.malloc.tcache_count=2000:glibc.malloc.hugetlb=1"}
"""How the allocator of glibc treats what the engine asks for; elsewhere it says nothing.

It keeps more of what is given back, and asks for large pages: a short query takes a tenth less
time, a long table a twentieth.
"""
Done = TypeVar("Done")


class Nursery:
    """A process that holds the data and forks workers; ``given`` is what it is started with.

    It reads the data while others do something else. Close it.
    """

    def __init__(self, given: Sequence[object]) -> None:
        self._control, theirs = socket.socketpair()
        arguments = [sys.executable, "-m", PROGRAM, str(theirs.fileno()), *map(str, given)]
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            arguments,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env=inherited(MEMORY),
        )
        theirs.close()
        self.closed = False
        self.turn_to_loop()

    def turn_to_loop(self) -> None:
        """Let another event loop ask from now on."""
        self._talking = asyncio.Lock()
        self._tasks: set[asyncio.Task[Any]] = set()

    @property
    def pid(self) -> int:
        """Return the number of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Return whether the process is there."""
        return not self.closed and self._process.poll() is None

    def close(self) -> None:
        """End the process, and with it its workers that nobody asks any more."""
        self.closed = True
        self._control.close()
        self._process.kill()
        self._process.wait()

    async def rest(self) -> None:
        """Return when everything that was begun has come to its end."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def begin(self, doing: Coroutine[Any, Any, Done]) -> "asyncio.Task[Done]":
        """Return a task that comes to its end whoever is no longer interested."""
        task = asyncio.get_running_loop().create_task(doing)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def worker(self, age: Callable[[], int]) -> Worker:
        """Return a new worker with the ``age`` of its data; raises ``GoneError``."""
        birth = self.begin(self._birth(age))
        try:
            return await asyncio.shield(birth)
        except asyncio.CancelledError:
            birth.add_done_callback(_put_away)
            raise

    async def tell(self, described: dict[str, object], body: bytes) -> None:
        """Have it do what is ``described``; return when it has."""
        await asyncio.shield(self.begin(self._told(described, body)))

    async def _birth(self, age_of_data: Callable[[], int]) -> Worker:
        loop = asyncio.get_running_loop()
        async with self._talking:
            age = age_of_data()
            pid, end = await loop.run_in_executor(None, self._fork)
        if self.closed:
            end.close()
            raise GoneError
        end.setblocking(False)
        _, line = await loop.create_connection(Line, sock=end)
        return Worker(pid, line, age)

    def _fork(self) -> tuple[int, socket.socket]:
        if self.closed:
            raise GoneError
        self._control.sendall(packed({"do": "fork"}, b""))
        start, descriptors, _, _ = socket.recv_fds(self._control, HEAD.size, 1)
        if len(start) < HEAD.size:
            raise GoneError
        described, _ = HEAD.unpack(start)
        found = json.loads(self._control.recv(described, socket.MSG_WAITALL))
        return int(found["pid"]), socket.socket(fileno=descriptors[0])

    async def _told(self, described: dict[str, object], body: bytes) -> None:
        def told() -> None:
            self._control.sendall(packed(described, body))
            read_message(self._control)

        async with self._talking:
            await asyncio.get_running_loop().run_in_executor(None, told)


def _put_away(birth: "asyncio.Task[Worker]") -> None:
    """End a worker whose client went before it was born."""
    if not birth.cancelled() and birth.exception() is None:
        birth.result().kill()
