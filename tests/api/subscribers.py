"""A program of another agency that follows the change feed."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from api.app import create_app
from api.settings import Settings
from graph.dataset import Dataset
from ontology.terms import BASE, VOCABULARY
from tests.api.readers import NOW, Reader


class Subscriber(Reader):
    """Follows the feed of ``data`` as a program of another agency would."""

    def __init__(self, data: Dataset, settings: Settings | None = None) -> None:
        super().__init__(create_app(data, settings or Settings(), lambda: NOW))
        self.data = data
        self.start = (settings or Settings()).base

    def at(self, address: str) -> str:
        """Return the path of an address in the feed."""
        assert address.startswith(f"{self.start}/feed")
        return address.removeprefix(self.start)

    def pages(self, path: str = "") -> Iterator[dict[str, Any]]:
        """Yield the pages from ``path`` on, or from the first."""
        place = path or self.at(self.json("/feed")["first"])
        while place:
            page = self.json(place)
            yield page
            place = self.at(page["next"]) if "next" in page else ""

    def changes(self, path: str = "") -> list[dict[str, Any]]:
        """Return the change sets from a page on."""
        return [each for page in self.pages(path) for each in page["orderedItems"]]

    def patch(self, change: dict[str, Any]) -> str:
        """Return the patch of a change set, its digest checked."""
        answer = self.get(self.at(change["url"]["href"]))
        assert answer.headers["content-type"] == change["url"]["mediaType"]
        assert sha256(answer.content).hexdigest() == change["url"]["sha256"]
        return answer.text

    def follow(self, lines: set[str], path: str = "") -> set[str]:
        """Return what ``lines`` become by the patches from a page on."""
        for change in self.changes(path):
            lines = patched(lines, self.patch(change))
        return lines

    def public(self) -> set[str]:
        """Return the claims of the dump."""
        lines = self.get("/dump.nq").text.split("\n")[:-1]
        vocabulary = VOCABULARY.replace(BASE, self.start)
        return {line for line in lines if not line.endswith(f"<{vocabulary}> .")}


def patched(lines: set[str], patch: str) -> set[str]:
    """Return ``lines`` after an RDF Patch; anything that is not one fails."""
    rows = [row for row in patch.split("\n") if not row.startswith("#")]
    assert rows.pop() == ""
    start = rows.index("TX .")
    assert all(row.startswith("H ") and row.endswith(" .") for row in rows[:start])
    assert rows[-1] == "TC ."
    found = set(lines)
    for row in rows[start + 1 : -1]:
        operation, line = row[:2], row[2:]
        assert operation in {"A ", "D "}
        assert (line in found) == (operation == "D ")
        found ^= {line}
    return found
