"""The pages and the interface on a remote store are those on the embedded one."""

import json
import re
import signal
import time
import urllib.error
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.app import create_app
from api.settings import Settings
from graph.beside import follower_of
from graph.dataset import Dataset
from graph.embedded import EmbeddedStore
from graph.endpoint import Endpoint
from graph.remote import RemoteStore
from tests.api.readers import NOW, Reader, Run
from tests.api.test_serving import fetch, serving
from tests.endpoints import emptied, free_port, oxigraph, virtuoso

PAGES = ["/", "/gaps", "/overlaps", "/dependencies", "/network", "/sources", "/rules/G02"]
DATA = [
    "/api/v1/matrix",
    "/api/v1/coverage",
    "/api/v1/search?q=Integration",
    "/api/v1/measures",
    "/api/v1/findings?kind=gap",
    "/api/v1/fields",
    "/health/ready",
]
MARKED = re.compile(r'[0-9a-f]{32,}|nonce="[^"]*"')


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Return the address of an engine that answers itself, and of one for which memory does."""
    if request.param == "oxigraph":
        with oxigraph() as found:
            yield found
    else:
        with virtuoso(tmp_path_factory.mktemp("virtuoso")) as found:
            yield emptied(found)


def remote_dataset(folder: Path, address: str) -> Dataset:
    return Dataset.open(
        folder,
        clock=lambda: NOW,
        salt=bytes,
        valid_on=NOW.date(),
        follower=follower_of(RemoteStore(Endpoint(address))),
    )


@pytest.fixture(scope="module")
def remote_reader(filled: Path, address: str) -> Reader:
    dataset = remote_dataset(filled, address)
    dataset.bring_up()
    return Reader(create_app(dataset, Settings(), lambda: NOW))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_the_same(reader: Reader, remote_reader: Reader, path: str) -> None:
    pages = [each.get(path, accept="text/html") for each in (reader, remote_reader)]
    assert [page.status_code for page in pages] == [200, 200]
    texts = [MARKED.sub("", page.text) for page in pages]
    assert texts[0] == texts[1]


@pytest.mark.parametrize("path", DATA)
def test_data_are_the_same(reader: Reader, remote_reader: Reader, path: str) -> None:
    assert remote_reader.json(path) == reader.json(path)


def test_one_thing_and_its_rdf_are_the_same(reader: Reader, remote_reader: Reader) -> None:
    key = reader.json("/api/v1/recommendations")["items"][0]["reference"]["key"]
    for path in (f"/api/v1/recommendations/{key}", f"/api/v1/lineage/{key}"):
        assert remote_reader.json(path) == reader.json(path)
    turtle = [
        each.get(f"/doc/recommendation/{key}", accept="text/turtle").text.splitlines()
        for each in (reader, remote_reader)
    ]
    assert sorted(turtle[0]) == sorted(turtle[1])


def test_nothing_but_life_is_answered_before_the_store_has_caught_up(
    filled: Path, address: str
) -> None:
    dataset = remote_dataset(filled, address)
    asked = Reader(create_app(dataset, Settings(), lambda: NOW))
    if isinstance(dataset.store, EmbeddedStore):  # it answers for the endpoint from the beginning
        assert asked.get("/health/ready").status_code == 200
        return
    for path in ("/health/ready", "/api/v1/findings", "/"):
        answer = asked.get(path, accept_language="de")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5"), path
    assert "auf den letzten Stand gebracht" in asked.get("/health/ready").json()["detail"]
    page = asked.get("/gaps", accept="text/html")
    assert page.status_code == 503
    assert "auf den letzten Stand gebracht" in page.text
    assert asked.get("/health/live").status_code == 200


def test_a_store_that_is_gone_is_told_as_such(filled: Path) -> None:
    with oxigraph() as address:
        dataset = remote_dataset(filled, address)
        dataset.bring_up()
        asked = Reader(create_app(dataset, Settings(), lambda: NOW))
    answer = asked.get("/api/v1/measures", accept_language="en")
    assert (answer.status_code, "does not answer" in answer.json()["detail"]) == (503, True)
    page = asked.get("/gaps", accept="text/html")
    assert (page.status_code, "antwortet nicht" in page.text) == (503, True)


def ready(address: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(fetch(f"{address}/health/ready"))
    return found


def test_the_server_fills_an_empty_store_and_goes_on_with_it(tmp_path: Path, run: Run) -> None:
    with oxigraph() as store:
        with serving(tmp_path / "data", "--store", store) as (process, address):
            first = ready(address)
            assert "<table" in fetch(f"{address}/gaps")
            process.send_signal(signal.SIGKILL)
        code, out, _ = run("check", "--json", "--data", tmp_path / "data")
        assert (code, json.loads(out)["content_hash"][:16]) == (0, first["content_hash"])
        with serving(tmp_path / "data", "--store", store) as (_, address):
            assert _ready_soon(address) == first


def _ready_soon(address: str) -> dict[str, object]:
    for _ in range(100):
        try:
            return ready(address)
        except urllib.error.HTTPError as error:
            if error.code != 503:
                raise
            time.sleep(0.1)
    pytest.fail("the store does not become ready")


def test_a_server_without_its_store_does_not_start(tmp_path: Path, run: Run) -> None:
    store = f"http://127.0.0.1:{free_port()}/sparql"
    code, _, said = run("serve", "--store", store, "--port", 0, "--data", tmp_path, "--lang", "en")
    assert (code, f"{store} does not answer" in said) == (1, True)
    code, _, said = run("serve", "--store", "nowhere", "--port", 0, "--data", tmp_path)
    assert (code, "keine Adresse eines SPARQL-Endpunkts" in said) == (1, True)
