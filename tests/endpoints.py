"""SPARQL endpoints that tests start for themselves, on loopback ports, and stop again."""

import shutil
import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, quote

import httpx
import pytest

OXIGRAPH = Path(sys.executable).parent / "oxigraph"
VIRTUOSO, ISQL = "virtuoso-t", "isql-vt"
EVERYTHING = """DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o }
FILTER(STRSTARTS(STR(?g), "https://w3id.org/querschnitt/")) }"""
Form = dict[str, list[str]]
INI = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 4
[SPARQL]
{rows}
"""
RIGHTS = """GRANT SPARQL_UPDATE TO "SPARQL";
GRANT EXECUTE ON DB.DBA.SPARQL_INSERT_DICT_CONTENT TO "SPARQL";
GRANT EXECUTE ON DB.DBA.SPARQL_DELETE_DICT_CONTENT TO "SPARQL";
DB.DBA.RDF_DEFAULT_USER_PERMS_SET ('nobody', 7);"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def addresses(port: int) -> str:
    """Return where to ask and where to change, as Oxigraph has it."""
    return f"http://127.0.0.1:{port}/query http://127.0.0.1:{port}/update"


@contextmanager
def oxigraph(port: int = 0, *options: str) -> Iterator[str]:
    """Start an empty Oxigraph server; yield its addresses."""
    port = port or free_port()
    command = [str(OXIGRAPH), "serve", "--bind", f"127.0.0.1:{port}", *options]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(process, f"http://127.0.0.1:{port}/")
            yield addresses(port)
        finally:
            process.terminate()


@contextmanager
def virtuoso(folder: Path, rows: str = "") -> Iterator[str]:
    """Start an empty Virtuoso in ``folder``; yield its address; skip, and say so, without one."""
    if not (shutil.which(VIRTUOSO) and shutil.which(ISQL)):
        pytest.skip("not run: Virtuoso is not installed")
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(INI.format(sql=sql, http=http, rows=rows))
    command = [VIRTUOSO, "+foreground", "+configfile", "virtuoso.ini"]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(process, f"http://127.0.0.1:{http}/sparql")
            allow = [ISQL, f"127.0.0.1:{sql}", "dba", "dba", f"exec={RIGHTS}"]
            subprocess.run(allow, check=True, stdout=subprocess.DEVNULL)
            yield f"http://127.0.0.1:{http}/sparql"
        finally:
            process.terminate()


@contextmanager
def as_union(address: str) -> Iterator[str]:
    """Put before Oxigraph what makes it like GraphDB or QLever: its default graph is the union."""

    def changed(form: Form) -> Form:
        named = "default-graph-uri" in form or "FROM" in form["query"][0]
        return form if named else form | {"union-default-graph": ["1"]}

    with _relay(address, changed) as found:
        yield found


@contextmanager
def deaf(address: str) -> Iterator[str]:
    """Put before Oxigraph what makes it pass over the data set that a request names."""

    def changed(form: Form) -> Form:
        form = {name: value for name, value in form.items() if "graph-uri" not in name}
        return form if "FROM" in form["query"][0] else form | {"union-default-graph": ["1"]}

    with _relay(address, changed) as found:
        yield found


@contextmanager
def guarded(address: str, user: str, password: str) -> Iterator[str]:
    """Put before Oxigraph what lets in nobody but one user, by Basic authentication (RFC 7617)."""
    wanted = f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"
    with _relay(address, lambda form: form, wanted) as found:
        yield found


def with_login(address: str, user: str, password: str) -> str:
    """Return the addresses with a login in each."""
    return address.replace("://", f"://{quote(user)}:{quote(password, safe='')}@")


def emptied(address: str) -> str:
    """Remove all that the endpoint at ``address`` holds; return the address."""
    update = address.rsplit(maxsplit=1)[-1]
    text = EVERYTHING if "sparql" in update else "CLEAR ALL"  # Virtuoso's own graphs have to stay
    httpx.post(update, data={"update": text}).raise_for_status()
    return address


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    for _ in range(300):
        try:
            httpx.get(address, timeout=5)
        except httpx.HTTPError:
            assert process.poll() is None, "the endpoint did not start"
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{address} does not answer")


@contextmanager
def _relay(address: str, changed: Callable[[Form], Form], login: str = "") -> Iterator[str]:
    asked, update = address.split()
    with httpx.Client(timeout=60) as client:

        class Relay(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                pass

            def refuse(self) -> None:
                self.send_response(401)
                self.send_header("WWW-Authenticate", 'Basic realm="graphs", charset="UTF-8"')
                self.send_header("Content-Length", "0")
                self.end_headers()

            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                form = parse_qs(self.rfile.read(length).decode("utf-8"))
                if login and self.headers["Authorization"] != login:
                    self.refuse()
                    return
                to = asked if self.path == "/query" else update
                form = changed(form) if self.path == "/query" else form
                accept = {"Accept": self.headers["Accept"]}
                answer = client.post(to, data=form, headers=accept)
                self.send_response(answer.status_code)
                self.send_header("Content-Type", answer.headers.get("Content-Type", "text/plain"))
                self.send_header("Content-Length", str(len(answer.content)))
                self.end_headers()
                self.wfile.write(answer.content)

        with ThreadingHTTPServer(("127.0.0.1", 0), Relay) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            yield addresses(server.server_address[1])
            server.shutdown()
