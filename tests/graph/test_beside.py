"""A memory that answers for an endpoint does so whatever the endpoint does."""

from pathlib import Path

import pytest

from graph.beside import Beside, follower_of
from graph.catchup import Following
from graph.endpoint import Endpoint
from graph.errors import StoreError
from graph.remote import RemoteStore
from tests.endpoints import addresses, free_port, oxigraph
from tests.graph.samples import LABEL, accept, measure
from tests.graph.test_catchup import joined, told


def test_readers_and_writers_do_not_notice_that_the_endpoint_is_gone(tmp_path: Path) -> None:
    told(tmp_path)
    port = free_port()
    with oxigraph(port):
        remote = RemoteStore(Endpoint(addresses(port)))
        data = joined(tmp_path, Beside(remote), writing=True)
        data.bring_up()
        assert set(remote.lines()) == set(data.store.lines())
    with data:
        accept(data, measure("M-2000", label="ohne Gegenüber"))
        assert data.ready
        assert data.store.ask(f'ASK {{ ?x <{LABEL}> "ohne Gegenüber"@de }}')
        with pytest.raises(StoreError):
            data.bring_up()
        assert data.ready
        accept(data, measure("M-2001"))
        with oxigraph(port):  # empty: it has lost all that it had
            data.bring_up()
            assert set(remote.lines()) == set(data.store.lines())


def test_only_an_endpoint_whose_answers_are_wrong_is_not_asked() -> None:
    with oxigraph() as address:
        assert isinstance(follower_of(RemoteStore(Endpoint(address))), Following)
