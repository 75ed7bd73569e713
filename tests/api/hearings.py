"""A server that can be written to, and who asks and replies there."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from secrets import token_bytes
from typing import Any

import httpx

from api.app import create_app
from api.places import office_named
from api.settings import Settings
from api.tokens import Role, Tokens
from graph.dataset import Dataset
from tests.api.readers import NOW, Reader


class Hearing(Reader):
    """Asks and replies, with the token of somebody or of nobody."""

    def __init__(self, dataset: Dataset, now: datetime = NOW) -> None:
        super().__init__(create_app(dataset, Settings(), lambda: now))
        self.dataset = dataset

    def token(self, office: str, role: Role = "representative") -> str:
        """Return a new token for ``office``."""
        found = office_named(self.app.state.moments.live, office)
        return Tokens(self.dataset.folder).add(f"{office} {role}", role, found.iri, "")

    def post(self, path: str, body: object, token: str = "") -> httpx.Response:
        """Return the answer to ``body`` sent as JSON."""
        headers = {"authorization": f"Bearer {token}"} if token else {}
        return self.ask("POST", path, headers, json=body)

    def reply(self, finding: str, token: str, position: str, **more: str) -> httpx.Response:
        """Return the answer to a reply to ``finding``."""
        body = {"position": position, **more}
        return self.post(f"/api/v1/findings/{finding}/replies", body, token)

    def listed(self, query: str = "", token: str = "") -> dict[str, Any]:
        """Return the findings of a list by id, as the holder of ``token`` sees them."""
        headers = {"authorization": f"Bearer {token}"} if token else {}
        found = self.ask("GET", f"/api/v1/findings?limit=1000&{query}", headers)
        assert found.status_code == 200, found.text
        return {each["id"]: each for each in found.json()["items"]}


@contextmanager
def hearing(folder: Path, now: datetime = NOW) -> Iterator[Hearing]:
    """Return a hearing on the data in ``folder``, open for writing."""
    with Dataset.open(
        folder, clock=lambda: now, salt=token_bytes, valid_on=now.date(), writing=True
    ) as dataset:
        yield Hearing(dataset, now)
