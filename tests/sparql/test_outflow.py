"""Answers that go out while they are made, and what happens when nobody reads or waits for them."""

import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from urllib.parse import quote, urlsplit

import httpx
import pytest

from tests.sparql.conftest import Served, serving

JSON = "application/sparql-results+json"
ROWS = 5000
SHORT = f"SELECT ?b {{ ?a ?b ?c }} LIMIT {ROWS}"
CROSSED = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SWELLING = """SELECT ?x {
  { { SELECT ?a { ?a ?b ?c } LIMIT 2000 } BIND("%s" AS ?x) } UNION
  { { SELECT ?a { ?a ?b ?c } LIMIT 2000 } BIND(%s AS ?x) } } LIMIT 4000"""
FORMS = (JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values")


@pytest.fixture(scope="module")
def roomy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    limits = {"ROWS": str(ROWS), "BYTES": "2000000", "BUDGET": "1000"}
    with serving(tmp_path_factory.mktemp("roomy"), limits) as found, found.client() as client:
        yield client


def ask(client: httpx.Client, query: str, accept: str = JSON, **headers: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query}, headers={"Accept": accept, **headers})


def test_a_bounded_answer_goes_out_before_it_is_whole_and_is_the_same(roomy: httpx.Client) -> None:
    streamed, kept = ask(roomy, SHORT + "#once"), ask(roomy, SHORT + "#once")
    assert streamed.headers.get("transfer-encoding") == "chunked"
    assert "content-length" not in streamed.headers
    assert kept.headers["content-length"] == str(len(kept.content))
    assert streamed.content == kept.content
    assert streamed.headers["etag"] == kept.headers["etag"]
    assert len(streamed.json()["results"]["bindings"]) == ROWS


@pytest.mark.parametrize("accept", FORMS)
def test_an_answer_that_may_be_cut_is_held_until_that_is_known(
    roomy: httpx.Client, accept: str
) -> None:
    for more in ("", f" LIMIT {ROWS + 1}"):
        query = SHORT.replace(f" LIMIT {ROWS}", more)
        found = ask(roomy, query, accept)
        assert found.headers["content-length"] == str(len(found.content))
        assert found.headers["querschnitt-cut"].startswith("rows")


@pytest.mark.parametrize("accept", FORMS)
def test_an_answer_that_grows_beyond_all_expectation_breaks_off(
    roomy: httpx.Client, accept: str
) -> None:
    """Its beginning lets expect a short answer, so that it has begun; its end is far longer."""
    many, long = "x" * 150, "REPLACE(REPLACE('" + "y" * 200 + "', 'y', 'yyyyyyyyyy'), 'y', 'zz')"
    with pytest.raises(httpx.RemoteProtocolError):
        ask(roomy, SWELLING % (many, long), accept)
    assert ask(roomy, "ASK {}").json()["boolean"] is True


def test_who_gets_an_answer_whole_gets_the_swelling_one_cut(roomy: httpx.Client) -> None:
    """Pages, HEAD and conditional requests take nothing early: they are held and cut."""
    long = "REPLACE(REPLACE('" + "z" * 200 + "', 'z', 'zzzzzzzzzz'), 'z', 'yy')"
    query = SWELLING % ("x" * 150, long)
    for path in ("/query/editor", "/query/editor.csv"):
        assert roomy.get(path, params={"query": query}).status_code == 200, path
    head = roomy.head("/sparql", params={"query": query}, headers={"Accept": JSON})
    assert (head.status_code, head.headers["querschnitt-cut"]) == (200, "bytes; limit=2000000")
    asked = {"Accept": "text/csv", "If-None-Match": '"other"'}
    found = roomy.get("/sparql", params={"query": query}, headers=asked)
    assert (found.status_code, found.headers["querschnitt-cut"]) == (200, "bytes; limit=2000000")


@pytest.mark.parametrize("accept", FORMS)
def test_an_answer_that_begins_with_long_rows_is_held_and_cut(
    roomy: httpx.Client, accept: str
) -> None:
    query = f'SELECT ?x {{ ?a ?b ?c BIND("{"x" * 1500}" AS ?x) }} LIMIT 4000'
    found = ask(roomy, query, accept)
    assert (found.status_code, found.headers["querschnitt-cut"]) == (200, "bytes; limit=2000000")


def test_a_head_request_and_a_known_tag_get_no_body(roomy: httpx.Client) -> None:
    asked = {"query": SHORT + "#tagged"}
    head = roomy.head("/sparql", params=asked, headers={"Accept": JSON})
    assert (head.status_code, head.content) == (200, b"")
    tag = head.headers["etag"]
    for known in (tag, f"W/{tag}", "*"):
        found = ask(roomy, asked["query"], **{"If-None-Match": known})
        assert (found.status_code, found.content) == (304, b""), known


def test_who_has_gone_is_no_longer_worked_for(served: Served) -> None:
    host = urlsplit(served.address)
    with served.client(served.coordinator) as operator:
        with closing(socket.create_connection(("127.0.0.1", host.port or 0))) as line:
            path = f"/sparql?query={quote(CROSSED + '#leaving')}"
            line.sendall(f"GET {path} HTTP/1.1\r\nHost: {host.netloc}\r\n\r\n".encode())
            assert within(1.5, lambda: leaving(operator))
        assert within(1.5, lambda: not leaving(operator))  # sooner than its 3 seconds are over


def leaving(operator: httpx.Client) -> bool:
    return "leaving" in json.dumps(operator.get("/api/v1/queries").json())


def within(seconds: float, condition: Callable[[], bool]) -> bool:
    """Return whether something comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_quick_queries_of_others_do_not_wait_for_slow_ones(served: Served) -> None:
    sources = [f"127.0.0.{number}" for number in range(50, 58)]
    with served.client(source="127.0.0.60") as quick:
        ask(quick, "ASK {}")
        slow = [slowly(served, source) for source in sources]
        try:
            time.sleep(0.7)
            started = time.monotonic()
            answers = [ask(quick, f"ASK {{}} #{number}") for number in range(5)]
            assert {found.status_code for found in answers} == {200}
            assert time.monotonic() - started < 2
        finally:
            for line in slow:
                line.close()


def slowly(served: Served, source: str) -> socket.socket:
    host = urlsplit(served.address)
    line = socket.create_connection(("127.0.0.1", host.port or 0), source_address=(source, 0))
    path = f"/sparql?query={quote(f'{CROSSED} # {source}')}"
    line.sendall(f"GET {path} HTTP/1.1\r\nHost: {host.netloc}\r\n\r\n".encode())
    return line
