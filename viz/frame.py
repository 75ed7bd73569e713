"""What surrounds every page: the reader's language, the address asked for and the data's state."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal as OneOf
from urllib.parse import quote, urlencode

from ontology.vocabulary import Text

Language = OneOf["de", "en"]
DEFAULT_LANGUAGE: Language = "de"

# What a page may load and do: our own files, and forms that come back to us.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A page's surroundings; every link of a page is made here.

    ``path`` and ``query`` are the address asked for (without ``lang``), ``root`` is the path
    under which the deployment serves us. ``revision`` and ``recorded`` (ISO 8601) tell which
    state of the data is shown, ``dataset`` what it is called.
    """

    language: Language = DEFAULT_LANGUAGE
    path: str = "/"
    query: Mapping[str, str] = field(default_factory=dict)
    revision: int = 0
    recorded: str = ""
    dataset: Text = field(default_factory=lambda: Text("", ""))
    root: str = ""
    moment: Mapping[str, str] = field(default_factory=dict)

    def link(self, path: str, query: Mapping[str, str] | None = None, anchor: str = "") -> str:
        """Return the address of our page ``path``, in the reader's language."""
        parameters = {name: value for name, value in (query or {}).items() if value}
        parameters |= self.moment
        if self.language != DEFAULT_LANGUAGE:
            parameters["lang"] = self.language
        text = f"?{urlencode(parameters)}" if parameters else ""
        return f"{self.root}{quote(path, safe='/')}{text}{f'#{quote(anchor)}' if anchor else ''}"

    def here(self, anchor: str = "", **changes: str) -> str:
        """Return this page's address with some parameters changed; an empty one is left out."""
        return self.link(self.path, {**self.query, **changes}, anchor)

    def doc(self, kind: str, key: str) -> str:
        """Return the address of one thing's page."""
        return self.link(f"/doc/{kind}/{key}")

    def data(self, path: str, suffix: str, query: Mapping[str, str] | None = None) -> str:
        """Return the address of a page's data in the format ``suffix`` (``csv``, ``ttl`` …)."""
        return self.link(f"{path}.{suffix}", query)

    def in_language(self, language: Language) -> str:
        """Return this page's address in ``language``; no other part of it changes."""
        parameters = {**self.query, **self.moment}
        if language != DEFAULT_LANGUAGE:
            parameters["lang"] = language
        return (
            self.root
            + quote(self.path, safe="/")
            + (f"?{urlencode(parameters)}" if parameters else "")
        )

    def now(self) -> str:
        """Return this page's address without the days asked about."""
        return replace(self, moment={}).here()

    def value(self, name: str) -> str:
        """Return the query parameter ``name``, or an empty text."""
        return self.query.get(name, "")
