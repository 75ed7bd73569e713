"""The data sets that come with the program."""

from importlib.resources import files
from pathlib import Path


def builtin_folders() -> dict[str, Path]:
    """Return the folders of built-in tables by name, in the order of their names."""
    data = Path(str(files("ingest"))) / "data"
    if not data.is_dir():
        return {}
    return {path.name: path for path in sorted(data.iterdir()) if _is_set(path)}


def _is_set(path: Path) -> bool:
    return path.is_dir() and not path.name.startswith(("_", "."))
