"""A client that sends exactly what it is told to, and adds no header of its own."""

import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

TYPES = {
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
    ".trig": "application/trig",
    ".nq": "application/n-quads",
}


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def type(self) -> str:
        """Return the media type without parameters."""
        return self.headers.get_content_type() if "content-type" in self.headers else ""


class Client:
    """Speaks to the server at ``address``."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)

    def send(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Return the answer to one request."""
        self._connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in (headers or {}).items():
            self._connection.putheader(name, value)
        if body or method in {"POST", "PUT"}:
            self._connection.putheader("Content-Length", str(len(body)))
        self._connection.endheaders(body or None)
        found = self._connection.getresponse()
        return Answer(found.status, found.headers, found.read())

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def clear(self) -> None:
        """Empty the store."""
        assert self.update("DROP ALL").status == 204

    def update(self, text: str, fields: str = "") -> Answer:
        """Return the answer to an update."""
        sent = {"Content-Type": "application/sparql-update"}
        return self.send("POST", f"/sparql/update{fields}", text.encode(), sent)

    def query(self, text: str, accept: str = "*/*", fields: str = "") -> Answer:
        """Return the answer to a query."""
        sent = {"Content-Type": "application/sparql-query", "Accept": accept}
        return self.send("POST", f"/sparql{fields}", text.encode(), sent)

    def put(self, file: Path, graph: str = "") -> None:
        """Add what ``file`` says to ``graph``, or to the default graph."""
        where = f"?graph={quote(graph, safe='')}" if graph else "?default"
        answer = self.send(
            "POST",
            f"/rdf-graph-store{where}",
            file.read_bytes(),
            {"Content-Type": TYPES[file.suffix]},
        )
        assert answer.status in {201, 204}, answer.body
