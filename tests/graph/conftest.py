"""Endpoints for the tests of remote stores: each is started once and emptied for every test."""

from collections.abc import Iterator

import pytest

from graph.endpoint import Endpoint
from graph.remote import RemoteStore
from tests.endpoints import as_union, deaf, emptied, oxigraph, virtuoso


@pytest.fixture(scope="session")
def oxigraph_address() -> Iterator[str]:
    """Return the addresses of an Oxigraph server."""
    with oxigraph() as address:
        yield address


@pytest.fixture(scope="session")
def endpoints(oxigraph_address: str) -> Iterator[dict[str, str]]:
    """Return the addresses of one engine with a default graph of its own, and two without."""
    with as_union(oxigraph_address) as union, deaf(oxigraph_address) as from_only:
        yield {"apart": oxigraph_address, "union": union, "from": from_only}


@pytest.fixture
def address(oxigraph_address: str) -> str:
    """Return the addresses of an empty Oxigraph server."""
    return emptied(oxigraph_address)


@pytest.fixture(params=["apart", "union", "from"])
def remote(request: pytest.FixtureRequest, endpoints: dict[str, str]) -> RemoteStore:
    """Return an empty remote store, of each sort of engine."""
    emptied(endpoints["apart"])
    return RemoteStore(Endpoint(endpoints[request.param]))


@pytest.fixture(scope="session")
def virtuoso_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a Virtuoso server."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as address:
        yield address
