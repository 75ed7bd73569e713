"""What an endpoint can do is tried before anything is entrusted to it; too little is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from graph.capability import Capability, probe
from graph.endpoint import Endpoint
from graph.errors import StoreError
from graph.remote import RemoteStore
from tests.endpoints import emptied


@pytest.mark.parametrize(
    ("engine", "expected"),
    [
        ("apart", Capability()),
        ("union", Capability(union=True)),
        ("from", Capability(union=True, clauses=True)),
    ],
)
def test_engines_are_told_apart(
    endpoints: dict[str, str], engine: str, expected: Capability
) -> None:
    assert probe(Endpoint(endpoints[engine])) == expected


def test_trying_leaves_nothing_behind(address: str) -> None:
    store = RemoteStore(Endpoint(address))
    assert (store.count(), store.graphs(), store.foreign()) == (0, [], "")


def test_an_endpoint_that_only_answers_is_told_to_be_unable_to_change(address: str) -> None:
    with pytest.raises(StoreError) as caught:
        probe(Endpoint(address.split(maxsplit=1)[0]))
    assert caught.value.key == "graph.endpoint_cannot"
    assert "changing (INSERT DATA)" in caught.value.text("en")
    assert "Ändern (INSERT DATA)" in caught.value.text("de")
    assert address.split(maxsplit=1)[0] in caught.value.text("de")


@contextmanager
def silent() -> Iterator[str]:
    """Start a web server that is no SPARQL endpoint."""

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def test_what_is_no_sparql_endpoint_is_refused_with_what_it_says() -> None:
    with silent() as address, pytest.raises(StoreError, match=r"refuses \(HTTP 501\)"):
        probe(Endpoint(address))


def test_an_endpoint_that_is_not_there_is_told_by_its_address() -> None:
    with pytest.raises(StoreError, match=r"http://127\.0\.0\.1:9/ does not answer"):
        probe(Endpoint("http://127.0.0.1:9/"))


def test_the_probe_finds_an_endpoint_in_use_as_well(address: str) -> None:
    Endpoint(emptied(address)).update("INSERT DATA { GRAPH <a:b> { <a:s> <a:p> <a:o> } }")
    assert probe(Endpoint(address)) == Capability()
