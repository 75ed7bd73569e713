"""A client who does not read loses the connection; one who reads slowly gets everything."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from api.connection import Connection

LONG = b"x" * (64 << 20)  # more than the buffers on the way take in


class Impatient(Connection):
    """A connection on which a second without reading is too long."""

    unread = 1.0


async def long_answer(scope: Scope, receive: Receive, send: Send) -> None:
    del scope, receive
    length = (b"content-length", str(len(LONG)).encode())
    await send({"type": "http.response.start", "status": 200, "headers": [length]})
    await send({"type": "http.response.body", "body": LONG})


@pytest.fixture
def line() -> Iterator[socket.socket]:
    """Return a connection that has asked for a long answer."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(long_answer, http=Impatient, lifespan="off", log_level="error")
        server = uvicorn.Server(config)
        running = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        running.start()
        try:
            with socket.create_connection(listener.getsockname(), timeout=30) as found:
                found.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                yield found
        finally:
            server.should_exit = True
            running.join()


def taken(line: socket.socket, pause: float) -> int:
    """Return how many bytes come, with a pause after each of the first few reads."""
    count, reads = 0, 0
    while len(LONG) > count:
        try:
            found = line.recv(1 << 20)
        except ConnectionResetError:
            break
        if not found:
            break
        count, reads = count + len(found), reads + 1
        if reads <= 4:
            time.sleep(pause)
    return count


def test_who_reads_slowly_gets_everything(line: socket.socket) -> None:
    assert taken(line, 0.3) >= len(LONG)


def test_who_does_not_read_loses_the_connection(line: socket.socket) -> None:
    time.sleep(2.5)
    assert taken(line, 0) < len(LONG)
