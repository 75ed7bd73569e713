"""What is known at which moment, and to whom: now or another day, everybody or the inside."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from http import HTTPStatus
from threading import RLock

from api.knowledge import Knowledge, View
from api.problems import ProblemError
from graph.dataset import Dataset
from graph.errors import InputError
from graph.moment import first_stated_day, internal_claims, view

MOST_VIEWS = 6  # stores in memory beside the present one; the one wanted longest ago goes
VALID_ON, AS_OF = "valid_on", "as_of"


@dataclass(frozen=True, slots=True)
class Moment:
    """Which day is asked about: what was true on ``valid_on``, as the log knew on ``as_of``."""

    valid_on: date | None = None
    as_of: date | None = None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Moment":
        """Return the moment that the parameters of an address name; may raise ``ProblemError``."""
        return cls(_day(query, VALID_ON), _day(query, AS_OF))


Key = tuple[str, Moment, bool]


class Moments:
    """Everything that can be known from one data set; what is made once is kept for a while.

    Who looks something up in order to write holds ``writing`` for both.
    """

    def __init__(self, dataset: Dataset, clock: Callable[[], datetime]) -> None:
        self.live = Knowledge(dataset, clock)
        self._dataset, self._clock = dataset, clock
        self._lock, self._building = RLock(), RLock()
        self.writing = RLock()
        self._made: OrderedDict[Key, Knowledge] = OrderedDict()

    def state(self) -> str:
        """Return a text that changes whenever an answer could."""
        return self.live.state()

    def at(self, moment: Moment, *, inside: bool) -> Knowledge:
        """Return what is known at ``moment``, to everybody or on the ``inside``.

        Raises ``ProblemError`` for a day before anything that the data speak of, and for one
        before the first change set.
        """
        if inside and moment == Moment():
            return self.live
        key = (self.state(), moment, inside)
        if found := self._known(key):
            return found
        with self._building:  # one store at a time; who asks for another day does not wait
            if found := self._known(key):
                return found
            made = self._inside(moment) if inside else self._public(moment)
            self._keep(key, made)
            return made

    def _known(self, key: Key) -> Knowledge | None:
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
            return self._made.get(key)

    def _keep(self, key: Key, made: Knowledge) -> None:
        with self._lock:
            for other in [other for other in self._made if other[0] != key[0]]:
                del self._made[other]  # of a state that is past
            self._made[key] = made
            if len(self._made) > MOST_VIEWS:
                self._made.popitem(last=False)

    def _inside(self, moment: Moment) -> Knowledge:
        return Knowledge(self._dataset, self._clock, view=self._view(moment, public=False))

    def _public(self, moment: Moment) -> Knowledge:
        inside = self.at(moment, inside=True)
        if internal_claims(inside.store):
            shown = self._view(moment, public=True)
        else:
            shown = View(inside.store, inside.day, f"{inside.state()} public")
        return Knowledge(self._dataset, self._clock, view=shown, inside=inside)

    def _view(self, moment: Moment, *, public: bool) -> View:
        day = moment.valid_on or self.live.today
        until = datetime.combine(moment.as_of, time.max, UTC) if moment.as_of else None
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        try:
            store = view(self._dataset, valid_on=day, as_of=until, public=public)
        except InputError as error:
            raise ProblemError(error.key, status, error.values, {"parameter": AS_OF}) from error
        if moment.valid_on and day < (first := first_stated_day(store)):
            values = {"found": day, "expected": first}
            raise ProblemError("api.before_all", status, values, {"parameter": VALID_ON})
        return View(store, day, f"{self.state()} {moment} {public}")


def is_day(text: str) -> bool:
    """Return whether ``text`` is a day such as ``2017-06-01``."""
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _day(query: Mapping[str, str], name: str) -> date | None:
    if not (text := query.get(name, "")):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        values = {"parameter": name, "found": text}
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        raise ProblemError("api.not_a_day", status, values, {"parameter": name}) from error
