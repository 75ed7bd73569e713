"""How much others may ask: at once, in a row, and in which turn."""

import asyncio
import math
from collections import OrderedDict, deque
from dataclasses import dataclass

MINUTE = 60.0
PATIENCE = 2
"""Times as long as a query may run does the next one wait for it."""
Queue = deque["asyncio.Future[bool]"]


@dataclass(frozen=True, slots=True)
class Allowance:
    """The limits of foreign queries; they stand in the service description.

    ``seconds`` is how long one may run, ``rows`` and ``bytes`` how much it may answer, ``memory``
    how many bytes a worker may need beyond the data. ``at_once`` long ones run beside each other;
    ``quick`` more may run, but only as long as they are quick. Of one client at most ``of_one``
    run, and ``waiting`` may wait. ``budget`` is how many seconds of running a client has each
    minute.
    """

    seconds: float = 10.0
    rows: int = 100_000
    bytes: int = 32 * 2**20
    memory: int = 2**30
    at_once: int = 4
    quick: int = 2
    of_one: int = 2
    waiting: int = 64
    budget: float = 60.0


class BusyError(Exception):
    """A client has to wait; ``after`` says how many seconds, ``spent`` whether by his own doing."""

    def __init__(self, after: float, *, spent: bool) -> None:
        super().__init__(after)
        self.after, self.spent = max(1, math.ceil(after)), spent


class Turns:
    """Who may run next: clients take turns, however many queries each of them sends.

    For one event loop. ``enter`` and ``leave`` belong together.
    """

    def __init__(self, allowance: Allowance) -> None:
        self._allowed = allowance
        self._running: dict[str, int] = {}
        self._waiting: OrderedDict[str, Queue] = OrderedDict()
        self._accounts: dict[str, tuple[float, float]] = {}

    async def enter(self, client: str, now: float) -> None:
        """Return when it is the client's turn; raises ``BusyError`` if that is not soon."""
        if (left := self._left(client, now)) <= 0:
            rate = self._allowed.budget / MINUTE
            raise BusyError(-left / rate, spent=True)
        if self._may_run(client):
            self._running[client] = self._running.get(client, 0) + 1
            return
        queue = self._waiting.setdefault(client, deque())
        if len(queue) >= self._allowed.waiting:
            raise BusyError(self._allowed.seconds, spent=False)
        if not await self._waited(client, queue):
            raise BusyError(self._allowed.seconds, spent=False)

    async def _waited(self, client: str, queue: Queue) -> bool:
        """Return whether the turn came in time."""
        loop = asyncio.get_running_loop()
        turn = loop.create_future()
        queue.append(turn)
        patience = loop.call_later(PATIENCE * self._allowed.seconds, _end, turn)
        try:
            return bool(await turn)
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.result():
                self.leave(
                    client, 0, loop.time()
                )  # it was granted to somebody who is no longer there
            raise
        finally:
            patience.cancel()
            if turn in queue:
                queue.remove(turn)

    def leave(self, client: str, seconds: float, now: float) -> None:
        """Note that a query of the client ran for some ``seconds``; let the next one run."""
        self._accounts[client] = (self._left(client, now) - seconds, now)
        self._running[client] -= 1
        if not self._running[client]:
            del self._running[client]
        self._next()
        self._forget(now)

    def _may_run(self, client: str) -> bool:
        busy = sum(self._running.values())
        most = self._allowed.at_once + self._allowed.quick
        return busy < most and self._running.get(client, 0) < self._allowed.of_one

    def _next(self) -> None:
        for client in list(self._waiting):
            queue = self._waiting[client]
            while queue and self._may_run(client):
                turn = queue.popleft()
                self._waiting.move_to_end(client)
                if not turn.done():
                    self._running[client] = self._running.get(client, 0) + 1
                    turn.set_result(True)
                    break
            if not queue:
                del self._waiting[client]

    def _left(self, client: str, now: float) -> float:
        """Return the seconds the client still has; they come back as time goes by."""
        most = self._allowed.budget
        left, since = self._accounts.get(client, (most, now))
        return min(most, left + (now - since) * most / MINUTE)

    def _forget(self, now: float) -> None:
        most = self._allowed.budget
        full = [client for client in self._accounts if self._left(client, now) >= most]
        for client in full:
            del self._accounts[client]


def _end(turn: "asyncio.Future[bool]") -> None:
    if not turn.done():
        turn.set_result(False)
