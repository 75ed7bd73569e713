"""A store on another machine comes to the log's content, wherever it was interrupted."""

import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings

from graph.catchup import Following
from graph.dataset import Dataset
from graph.endpoint import Endpoint
from graph.errors import StoreError
from graph.following import Follower
from graph.remote import RemoteStore
from ontology.statement import Claim
from tests.endpoints import emptied, free_port, oxigraph
from tests.graph.samples import (
    DAY,
    accept,
    claim_iri,
    histories,
    log_file,
    measure,
    now,
    opened,
)


class Interrupted(BaseException):
    """What a kill does, at a moment that a test chooses."""


class FailingEndpoint(Endpoint):
    """An endpoint that is cut off from its server, or its client killed, after ``left`` updates."""

    left = 10**9
    cause: type[BaseException] = Interrupted

    def update(self, text: str) -> None:
        if not self.left:
            raise self.cause(self.name)
        self.left -= 1
        super().update(text)


def following(address: str) -> Following:
    return Following(RemoteStore(Endpoint(address)))


def joined(folder: Path, follower: Follower, *, writing: bool = False) -> Dataset:
    return Dataset.open(
        folder,
        clock=now,
        salt=secrets.token_bytes,
        valid_on=DAY,
        writing=writing,
        follower=follower,
    )


def caught_up(folder: Path, address: str) -> Dataset:
    data = joined(folder, following(address))
    data.bring_up()
    return data


def check(folder: Path, data: Dataset) -> None:
    """Check that the remote ``data`` are what a fresh load of the log in ``folder`` gives."""
    fresh = opened(folder, writing=False)
    assert (data.ready, data.content_hash()) == (True, fresh.content_hash())
    assert sorted(data.store.lines()) == sorted(fresh.store.lines())
    everything = "SELECT ?s ?p ?o { ?s ?p ?o }"
    rows = [sorted(map(str, each.store.select(everything))) for each in (data, fresh)]
    assert rows[0] == rows[1]
    assert data.verify() == []


MANY = range(100)
"""More than one request carries, so that there are moments between batches."""


def told(folder: Path) -> None:
    """Write a log in which things come, change, go and come back."""
    with opened(folder) as data:
        accept(data, *(measure(f"M-{number}") for number in MANY))
        accept(data, *(measure(f"M-{number}", label="Sprachkurse") for number in MANY))
        accept(data, Claim(measure("M-2").iri, frozenset(), frozenset()))
        accept(data, measure("M-2", label="wieder da"), measure("M-1000"))


def test_a_store_is_unready_until_it_has_caught_up(tmp_path: Path, address: str) -> None:
    told(tmp_path)
    data = joined(tmp_path, following(address))
    assert not data.ready
    data.bring_up()
    check(tmp_path, data)


def test_what_is_accepted_reaches_the_store_at_once(tmp_path: Path, address: str) -> None:
    with joined(tmp_path, following(address), writing=True) as data:
        data.bring_up()
        accept(data, measure())
        assert data.ready
        accept(data, measure(label="anders"), measure("M-2"))
        check(tmp_path, data)
    check(tmp_path, caught_up(tmp_path, address))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)
@given(histories)
def test_any_history_is_followed(
    tmp_path_factory: pytest.TempPathFactory, address: str, history: list[list[Claim]]
) -> None:
    folder, place = tmp_path_factory.mktemp("data"), emptied(address)
    with opened(folder) as data:
        for number, claims in enumerate(history):
            if change := data.difference(claims):
                data.accept(change, "operator", "neu", "")
            if number == len(history) // 2 and data.revision:
                caught_up(folder, place)
    check(folder, caught_up(folder, place))


def interrupted(folder: Path, address: str, updates: int) -> bool:
    """Catch up, but be killed after ``updates`` of them; return whether that was too early."""
    endpoint = FailingEndpoint(address)
    follower = Following(RemoteStore(endpoint))
    data = joined(folder, follower)
    endpoint.left = updates
    try:
        data.bring_up()
    except Interrupted:
        assert not data.ready
        return True
    return False


def test_an_interruption_between_any_two_batches_changes_nothing_in_the_end(
    tmp_path: Path, address: str
) -> None:
    told(tmp_path)
    moments: Iterator[int] = iter(range(1_000))
    reached = next(moment for moment in moments if not interrupted(tmp_path, address, moment))
    check(tmp_path, caught_up(tmp_path, address))
    assert reached > 8, "there were hardly any batches"
    for moment in range(0, reached, 5):  # from nothing, and from half of another attempt
        emptied(address)
        assert interrupted(tmp_path, address, moment)
        assert interrupted(tmp_path, address, moment // 2)
        check(tmp_path, caught_up(tmp_path, address))


def test_an_interruption_while_a_change_is_taken_changes_nothing_in_the_end(
    tmp_path: Path, address: str
) -> None:
    for moment in range(6):
        folder = tmp_path / str(moment)
        told(folder)
        emptied(address)
        caught_up(folder, address)
        endpoint = FailingEndpoint(address)
        data = joined(folder, Following(RemoteStore(endpoint)), writing=True)
        data.bring_up()
        endpoint.left = moment
        try:
            accept(data, *(measure(f"M-{number}", label="zuletzt") for number in MANY))
        except Interrupted:
            assert not data.ready
        data.close()
        check(folder, caught_up(folder, address))


KILLED = """
import sys
from pathlib import Path
from tests.graph.test_catchup import caught_up
print("start", flush=True)
caught_up(Path(sys.argv[1]), sys.argv[2])
"""


def test_a_process_that_is_killed_at_any_moment_leaves_nothing_wrong(
    tmp_path: Path, address: str
) -> None:
    with opened(tmp_path) as data:
        for part in range(4):
            claims = [measure(f"M-{part}-{n}", label="x" * n) for n in range(400)]
            accept(data, *claims)
        accept(data, *(measure(f"M-1-{n}", label="neu") for n in range(400)))
    random, early = Random(5), 0  # noqa: S311 - moments to kill at need no secrecy
    for _ in range(5):
        command = [sys.executable, "-c", KILLED, str(tmp_path), address]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(random.uniform(0.05, 0.6))
            early += process.poll() is None
            process.kill()
    assert early, "no process was killed while it worked"
    check(tmp_path, caught_up(tmp_path, address))


def test_a_server_that_is_gone_for_a_while_gets_what_it_missed(tmp_path: Path) -> None:
    port = free_port()
    with oxigraph(port) as address:
        data = joined(tmp_path, following(address), writing=True)
        data.bring_up()
        accept(data, measure())
    with data:
        with pytest.raises(StoreError, match="does not answer"):
            accept(data, measure("M-2"))
        with pytest.raises(StoreError, match="does not answer"):
            data.bring_up()
        assert (data.revision, data.ready) == (1, False)
        with oxigraph(port):  # it comes back, and has lost all it had
            data.bring_up()
            check(tmp_path, data)
            emptied(address)
            data.bring_up()
            check(tmp_path, data)


@pytest.mark.parametrize("updates", range(4))
def test_a_change_that_is_recorded_stands_though_the_store_fails(
    tmp_path: Path, address: str, updates: int
) -> None:
    endpoint = FailingEndpoint(address)
    with joined(tmp_path, Following(RemoteStore(endpoint)), writing=True) as data:
        data.bring_up()
        first, second = data.difference([measure()]), data.difference([measure("M-2")])
        endpoint.left, endpoint.cause = updates, StoreError
        assert data.accept(first, "operator", "neu", "").number == 1
        assert not data.ready
        with pytest.raises(StoreError, match="does not show change 1"):
            data.accept(second, "operator", "neu", "")
        endpoint.left = 10**9
        data.bring_up()
        data.accept(second, "operator", "neu", "")
        check(tmp_path, data)


def test_what_was_erased_while_the_store_was_away_goes_from_it_too(
    tmp_path: Path, address: str
) -> None:
    told(tmp_path)
    caught_up(tmp_path, address)
    with opened(tmp_path) as data:  # without the remote store
        data.erase(lambda _, leaf: "wieder da" in (leaf.text or ""))
    data = caught_up(tmp_path, address)
    assert not any("wieder da" in line for line in data.store.lines())
    check(tmp_path, data)


def test_a_log_that_was_put_back_from_a_backup_is_followed_anew(
    tmp_path: Path, address: str
) -> None:
    with opened(tmp_path) as data:
        accept(data, measure())
    backup = log_file(tmp_path).read_bytes()
    with opened(tmp_path) as data:
        accept(data, measure("M-2"))
    caught_up(tmp_path, address)
    log_file(tmp_path).write_bytes(backup)
    check(tmp_path, caught_up(tmp_path, address))


def test_the_data_of_another_log_are_not_touched(tmp_path: Path, address: str) -> None:
    told(tmp_path / "one")
    told(tmp_path / "two")
    first = caught_up(tmp_path / "one", address)
    with pytest.raises(StoreError, match="already holds something else"):
        joined(tmp_path / "two", following(address))
    check(tmp_path / "one", first)


@pytest.mark.parametrize("place", ["", claim_iri("foreign")])
def test_what_somebody_else_keeps_there_is_not_touched(
    tmp_path: Path, address: str, place: str
) -> None:
    triple = "<http://example.org/s> <http://example.org/p> 1"
    data = f"GRAPH <{place}> {{ {triple} }}" if place else triple
    Endpoint(address).update(f"INSERT DATA {{ {data} }}")
    with pytest.raises(StoreError, match="already holds something else"):
        joined(tmp_path, following(address))
    emptied(address)
    joined(tmp_path, following(address))
