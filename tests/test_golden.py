"""Exports of a small made-up state equal the files in ``tests/golden``, byte for byte.

When an export changes on purpose: ``python -m tests.test_golden`` writes the files anew.
"""

import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from api.app import create_app
from api.settings import Settings
from graph.dataset import Dataset
from graph.export import export
from graph.network import gexf, graphml, network
from ingest.reading import read
from tests.api.readers import Reader

GOLDEN = Path(__file__).parent / "golden"
DAY = date(2026, 1, 1)
CONTENT_HASH = "content-hash.txt"


def sample_state(folder: Path) -> Dataset:
    """Return the data set of the made-up state, its clock and salts standing still."""
    reading = read([GOLDEN / "tables"], ())
    assert not reading.faults
    data = Dataset.open(
        folder,
        clock=lambda: datetime(2026, 1, 1, tzinfo=UTC),
        salt=lambda size: b"\0" * size,
        valid_on=DAY,
        writing=True,
    )
    data.accept(data.difference(reading.claims), "operator", "Musterland", "tables")
    return data


def _network(data: Dataset, form: Callable[..., bytes]) -> bytes:
    return form(network(data.store, day=DAY))


def _served(data: Dataset, path: str) -> bytes:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    answer = Reader(create_app(data, Settings(), lambda: now)).get(path)
    assert answer.status_code == 200, answer.text
    return answer.content


EXPORTS: dict[str, Callable[[Dataset], bytes]] = {
    "state.trig": lambda data: export(data.store, "trig"),
    "state.nq": lambda data: export(data.store, "nq"),
    "state.ttl": lambda data: export(data.store, "ttl"),
    "state.jsonld": lambda data: export(data.store, "jsonld"),
    "state.graphml": lambda data: _network(data, graphml),
    "state.gexf": lambda data: _network(data, gexf),
    "catalog.ttl": lambda data: _served(data, "/catalog.ttl"),
    "feed.jsonld": lambda data: _served(data, "/feed?page=1"),
    "change-1.ttl": lambda data: _served(data, "/feed/1.ttl"),
    "change-1.rdfp": lambda data: _served(data, "/feed/1.rdfp"),
    "measure-plain.ttl": lambda data: _served(data, "/doc/measure/M-1.ttl"),
    "measure-full.trig": lambda data: _served(data, "/doc/measure/M-1.trig"),
    "measure-full.jsonld": lambda data: _served(data, "/doc/measure/M-1.jsonld?_profile=full"),
    "measure-alternates.ttl": lambda data: _served(data, "/doc/measure/M-1.ttl?_profile=alt"),
    "ministry-org.ttl": lambda data: _served(data, "/doc/organisation/O-A.ttl?_profile=org"),
    "fields-skos.ttl": lambda data: _served(data, "/doc/field-scheme/FS-1.ttl?_profile=skos"),
    "term.ttl": lambda data: _served(data, "/def/lead.ttl"),
    "rule.ttl": lambda data: _served(data, "/rules/G03.ttl"),
    CONTENT_HASH: lambda data: f"{data.content_hash()}\n".encode(),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_equals_its_golden_file(name: str, tmp_path: Path) -> None:
    with sample_state(tmp_path) as data:
        assert EXPORTS[name](data).decode() == (GOLDEN / name).read_text(encoding="utf-8")


def test_the_golden_log_is_readable_by_this_version(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.mkdir()
    (log / "changes.qslog").write_bytes((GOLDEN / "changes.qslog").read_bytes())
    clock = lambda: datetime(2026, 1, 1, tzinfo=UTC)  # noqa: E731 - shortest as a lambda
    with Dataset.open(tmp_path, clock=clock, salt=bytes, valid_on=DAY) as data:
        assert data.verify() == []
        assert f"{data.content_hash()}\n" == (GOLDEN / CONTENT_HASH).read_text(encoding="utf-8")


def test_the_log_of_the_same_changes_is_the_same_file(tmp_path: Path) -> None:
    sample_state(tmp_path).close()
    written = (tmp_path / "log" / "changes.qslog").read_bytes()
    assert written == (GOLDEN / "changes.qslog").read_bytes()


def renew() -> None:
    """Write all golden files anew."""
    with tempfile.TemporaryDirectory() as folder, sample_state(Path(folder)) as data:
        for name, made in EXPORTS.items():
            (GOLDEN / name).write_bytes(made(data))
        log = Path(folder) / "log" / "changes.qslog"
        (GOLDEN / "changes.qslog").write_bytes(log.read_bytes())


if __name__ == "__main__":
    renew()
