"""The slow lane: what takes long gives way to others, and leaves a processor free."""

import asyncio
import os
import signal
from collections import deque
from contextlib import suppress

from api.sparql.worker import Worker

SLICE = 0.2  # seconds after which others of the lane go on
POLITE = 10  # the priority of the lane, as nice(1) counts: low, but not starving on a busy machine


class Lane:
    """Workers whose query takes long; of these as many run at once as leave one processor free."""

    def __init__(self, processors: int | None = None) -> None:
        """Keep the lane of a machine with so many processors, usually this one."""
        self._most = max(1, (processors or os.cpu_count() or 1) - 1)
        self._workers: deque[Worker] = deque()
        self._turn: asyncio.TimerHandle | None = None

    def enter(self, worker: Worker) -> None:
        """Let a worker give way to others from now on."""
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, worker.pid, POLITE)
        self._workers.append(worker)
        self._share()

    def leave(self, worker: Worker) -> None:
        """Note that a worker has answered or ended."""
        if worker in self._workers:
            self._workers.remove(worker)
            self._share()

    def __len__(self) -> int:
        """Return how many workers take long."""
        return len(self._workers)

    def running(self) -> list[int]:
        """Return the processes that run now."""
        return [worker.pid for worker in list(self._workers)[: self._most]]

    def _share(self) -> None:
        for gone in [worker for worker in self._workers if not worker.line.open]:
            self._workers.remove(gone)  # its number may soon be another process's
        for place, worker in enumerate(self._workers):
            with suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGCONT if place < self._most else signal.SIGSTOP)
        if self._turn is not None:
            self._turn.cancel()
        crowded = len(self._workers) > self._most
        loop = asyncio.get_running_loop()
        self._turn = loop.call_later(SLICE, self._rotate) if crowded else None

    def _rotate(self) -> None:
        self._workers.rotate(-self._most)
        self._share()
