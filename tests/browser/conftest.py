"""A running server with the built-in data, and pages that note all they should not do."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.watched import Watched

START = 120  # seconds for import and start, on a machine that has other things to do
# Chromium itself likes to call home; a request that we see has to be one of our pages'.
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]

WORDS = {
    "vocabulary": "/def",
    "term": "/def/lead",
    "scheme": "/concept/modality",
    "concept": "/concept/modality/done",
}


def fetch(address: str) -> str:
    """Return the text of an address of our own server; empty while nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - always http
            return str(answer.read().decode("utf-8"))
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return ""


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the program on an empty data folder; yield its address when it is ready."""
    folder = tmp_path_factory.mktemp("served")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    program = str(Path(sys.executable).with_name("querschnitt"))
    command = [program, "serve", "--port", str(port), "--data", str(folder / "data")]
    log = folder / "server.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        ) as running,
    ):
        address = f"http://127.0.0.1:{port}"
        end = time.monotonic() + START
        try:
            while not fetch(f"{address}/health/ready"):
                assert running.poll() is None, f"stopped: {log.read_text(encoding='utf-8')}"
                assert time.monotonic() < end, f"not ready: {log.read_text(encoding='utf-8')}"
                time.sleep(0.2)
            yield address
        finally:
            running.terminate()
            running.wait(timeout=30)


@pytest.fixture(scope="session")
def addresses(server: str) -> dict[str, str]:
    """Return an address of each kind of page; single things are taken from the data."""

    def first(kind: str) -> str:
        separator = "&" if "?" in kind else "?"
        item = json.loads(fetch(f"{server}/api/v1/{kind}{separator}limit=1"))["items"][0]
        return str(item["reference"]["address"] if "reference" in item else item["id"])

    cell = re.findall(r'href="(/gaps\?cell=(\S+?)\.nobody#cell)"', fetch(f"{server}/gaps"))[0]
    return WORDS | {
        "start": "/",
        "gaps": "/gaps",
        "cell": cell[0].partition("#")[0],
        "findings": "/findings",
        "finding": f"/findings/{first('findings')}",
        "overlaps": "/overlaps",
        "overlap": f"/findings/{first('findings?kind=overlap')}",
        "dependencies": "/dependencies",
        "dependency": f"/findings/{first('findings?kind=dependency')}",
        "office": f"/dependencies/{first('ministries').rpartition('/')[2]}",
        "lineage": first("recommendations").replace("/doc/", "/lineage/"),
        "concordance": f"/lineage/field/{cell[1]}",
        "what-if": "/what-if",
        "tried": f"/what-if?title=Entwurf&fields={cell[1]}&share=30",
        "similar": "/similar",
        "report": "/report",
        "network": "/network",
        "surroundings": f"/network?thing=field/{cell[1]}",
        "picture": f"/network/picture?thing=field/{cell[1]}",
        "lists": "/list",
        "list": "/list/measures",
        "measure": first("measures"),
        "recommendation": first("recommendations"),
        "ministry": first("ministries"),
        "sources": "/sources",
        "questions": "/query",
        "question": f"/query/field-programme?field={cell[1]}",
        "question-matrix": "/query/measures-by-field-and-group",
        "question-waiting": "/query/document-statements",
        "editor": "/query/editor?example=ministry-lines",
        "editor-answer": "/query/editor?query=SELECT+*+WHERE+{+?measure+qs:lead+?lead+}",
        "rules": "/rules",
        "rule": "/rules/G02",
        "forms": f"{first('bodies')}?_profile=alt",
        "preview": first("measures").replace("/doc/", "/reconcile/preview?id="),
        "interface": "/docs",
        "problem": "/doc/measure/NO-SUCH-THING",
    }


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Return a running headless Chromium that calls nobody of its own accord."""
    arguments = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield running
        running.close()


@pytest.fixture
def watched(browser: Browser, server: str) -> Iterator[Watched]:
    """Return a fresh page of an ordinary office screen."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        yield Watched(context.new_page(), server)
