"""The same request again: the same bytes, as long as the data are the same, and never another's."""

import socket
import time
from urllib.parse import quote, urlsplit

import httpx

from tests.sparql.conftest import Served
from tests.sparql.test_updates import insert, noted, update

COUNT = quote("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")


def exchange(address: str, *requests: bytes) -> bytes:
    """Return all that comes back on one connection, closed after the last request."""
    with socket.create_connection(("127.0.0.1", urlsplit(address).port or 0), timeout=30) as line:
        found = b""
        for request in requests:
            line.sendall(request)
            found += answer_of(line)
        return found


def answer_of(line: socket.socket) -> bytes:
    found = b""
    while b"\r\n\r\n" not in found:
        found += line.recv(65536)
    head, _, body = found.partition(b"\r\n\r\n")
    length = next(
        int(each.partition(b":")[2])
        for each in head.split(b"\r\n")
        if each.lower().startswith(b"content-length")
    )
    while len(body) < length:
        body += line.recv(65536)
    return head + b"\r\n\r\n" + body


def request(served: Served, query: str, more: str = "") -> bytes:
    host = urlsplit(served.address).netloc
    return f"GET /sparql?query={query} HTTP/1.1\r\nHost: {host}\r\n{more}\r\n".encode()


def bodies(found: bytes) -> list[bytes]:
    return [each.partition(b"\r\n\r\n")[2] for each in found.split(b"HTTP/1.1 200 OK")[1:]]


def test_the_same_request_gets_the_same_answer(served: Served) -> None:
    same = request(served, COUNT)
    found = exchange(served.address, *[same] * 5)
    assert found.count(b"HTTP/1.1 200 OK") == 5
    assert len(set(bodies(found))) == 1
    assert found.lower().count(b"etag:") == found.lower().count(b"date:") == 5


def test_another_request_in_between_is_answered_as_such(served: Served) -> None:
    one, other = request(served, COUNT), request(served, quote("ASK {}"))
    found = bodies(exchange(served.address, one, other, one, other, one))
    assert found[0] == found[2] == found[4] != found[1] == found[3]


def test_a_change_of_the_data_is_seen_at_once(
    served: Served, coordinator: httpx.Client, anybody: httpx.Client
) -> None:
    same = request(served, COUNT)
    before = bodies(exchange(served.address, same, same))
    assert update(coordinator, insert("wiederholt")).status_code == 204
    assert noted(anybody, "wiederholt")
    assert bodies(exchange(served.address, same))[0] not in before


def test_the_bytes_of_a_request_inside_the_body_of_another_are_just_a_body(served: Served) -> None:
    same = request(served, COUNT)
    exchange(served.address, same, same)
    host = urlsplit(served.address).netloc
    head = (
        f"POST /sparql HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/sparql-query\r\n"
        f"Content-Length: {len(same)}\r\n\r\n"
    ).encode()
    with socket.create_connection(
        ("127.0.0.1", urlsplit(served.address).port or 0), timeout=30
    ) as line:
        line.sendall(head)
        line.sendall(same)
        assert answer_of(line).startswith(b"HTTP/1.1 400")


def test_nobody_can_put_an_answer_under_the_request_of_another(served: Served) -> None:
    victim = request(served, quote("ASK { FILTER(true) }"))
    host = urlsplit(served.address).netloc
    false = quote("ASK { FILTER(false) }")
    head = f"GET /sparql?query={false} HTTP/1.1\r\nHost: {host}\r\nX-Tail: ".encode()
    kind = "application/x-www-form-urlencoded"
    form = f"POST /sparql HTTP/1.1\r\nHost: {host}\r\nContent-Type: {kind}\r\n"
    body = f"query={false}&x=".encode()
    post = f"{form}Content-Length: {len(body) + len(victim)}\r\n\r\n".encode() + body
    for opening in (head, post):
        with socket.create_connection(
            ("127.0.0.1", urlsplit(served.address).port or 0), timeout=30
        ) as line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            line.sendall(opening)
            time.sleep(0.2)
            line.sendall(victim)
            assert b'"boolean":false' in answer_of(line)
        for _ in range(2):
            assert b'"boolean":true' in exchange(served.address, victim)


def test_an_empty_answer_says_that_it_is_empty(served: Served) -> None:
    none = request(
        served, quote("CONSTRUCT WHERE { <urn:nope> ?p ?o }"), "Accept: application/n-triples\r\n"
    )
    found = exchange(served.address, none, none)
    assert found.lower().count(b"content-length: 0\r\n") == 2


def test_a_token_is_always_looked_at(served: Served) -> None:
    anonymous = request(served, COUNT)
    exchange(served.address, anonymous, anonymous)
    wrong = request(served, COUNT, "Authorization: Bearer qs_nobody\r\n")
    for _ in range(3):
        assert exchange(served.address, wrong).startswith(b"HTTP/1.1 401")
