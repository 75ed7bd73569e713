"""Which day it is here."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta


class Today:
    """Tells the day of ``clock`` to every request, and works it out once a day."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._known: tuple[datetime, datetime, date] | None = None

    def __call__(self) -> date:
        """Return the day it is here, where this machine stands."""
        now = self._clock()
        if self._known and self._known[0] <= now < self._known[1]:
            return self._known[2]
        day = now.astimezone().date()
        midnight = datetime.combine(day + timedelta(days=1), time.min).astimezone()
        self._known = (now, midnight, day)
        return day
