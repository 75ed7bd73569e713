"""Readers who ask the real application, and the ways in to a data folder."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI
from pyoxigraph import RdfFormat, parse

from graph.dataset import Dataset

Run = Callable[..., tuple[int, str, str]]
RunJson = Callable[..., Any]
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Reader:
    """Asks an application without a socket, as a program or a browser would."""

    def __init__(self, app: FastAPI, host: str = "127.0.0.1:8000") -> None:
        self.app = app
        self.base = f"http://{host}"

    def ask(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, **more: Any
    ) -> httpx.Response:
        """Return the answer to one request; errors of the application are answers, too."""

        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=self.base) as client:
                try:
                    return await client.request(method, path, headers=headers, **more)
                finally:
                    if pool := getattr(self.app.state, "pool", None):
                        await pool.end_here()

        return asyncio.run(asked())

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Return the answer to a GET; ``accept_language`` is the header Accept-Language."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask("GET", path, named)

    def json(self, path: str) -> Any:
        """Return the JSON at ``path``; anything but 200 fails the test."""
        answer = self.get(path, accept="application/json")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def items(self, path: str) -> list[Any]:
        """Return all items of a list, part after part."""
        found: list[Any] = []
        place: str | None = path
        while place:
            part = self.json(place)
            found += part["items"]
            place = part["next"]
        assert len(found) == part["total"]
        return found


def triples(content: bytes, form: RdfFormat) -> set[str]:
    """Return the triples of an RDF document as canonical lines."""
    return {str(quad.triple) for quad in parse(content, format=form)}


def open_dataset(folder: Path) -> Dataset:
    """Return the data set in ``folder``, to read."""
    return Dataset.open(folder, clock=lambda: NOW, salt=bytes, valid_on=NOW.date())
