"""The style sheets, scripts and pictures that pages load: from this package, never elsewhere.

Those of others are in ``static/vendor``, unchanged; ``vendored.toml`` there tells whose they are.
"""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

MEDIA_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
}
FOLDERS = ("static", "static/vendor")


@dataclass(frozen=True, slots=True)
class Asset:
    """One file for the browser: its bytes, media type and the hash that names its version."""

    content: bytes
    media_type: str
    etag: str


@cache
def asset(name: str) -> Asset | None:
    """Return the asset ``name`` (``theme.css``), or ``None`` when there is none."""
    if "/" in name or name.startswith("."):
        return None
    media_type = MEDIA_TYPES.get(name.rpartition(".")[2])
    places = (files("viz").joinpath(folder, name) for folder in FOLDERS)
    file = next((place for place in places if place.is_file()), None)
    if media_type is None or file is None:
        return None
    content = file.read_bytes()
    return Asset(content, media_type, sha256(content).hexdigest()[:16])


def href(name: str) -> str:
    """Return the address of an asset, which changes with its content; ``KeyError`` if missing."""
    found = asset(name)
    if found is None:
        raise KeyError(name)
    return f"/static/{name}?v={found.etag}"
