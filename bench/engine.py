"""The store beside rdflib: loading all claims, and the headline questions in SPARQL."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure, medians
from bench.rdflib_peer import LIMIT, seconds_of
from graph.claims import difference
from graph.current import Vocabulary, refresh
from graph.embedded import EmbeddedStore
from graph.store import VIEWS
from ingest.builtin import builtin_folders
from ingest.reading import read
from ontology.rules import rule_named
from ontology.source import read_text
from ontology.statement import Claim

FEW = 5


def builtin_claims() -> list[Claim]:
    """Return the claims of the built-in data."""
    return [claim for folder in builtin_folders().values() for claim in read([folder], ()).claims]


def queries() -> dict[str, str]:
    """Return the SPARQL of the headline questions by name."""
    found = {name: rule for name in ("G02", "O03") if (rule := rule_named(name))}
    return {name: rule.query for name, rule in found.items()} | {"matrix": read_text("matrix.rq")}


def measured(name: str, claims: Iterable[Claim], day: date) -> list[Figure]:
    """Return the figures of one data set; raises ``AssertionError`` where the rows differ."""
    lines = difference(EmbeddedStore(), claims).added
    store = EmbeddedStore.of_lines(lines)
    store.load_lines(Vocabulary.built_in().lines)
    refresh(store, Vocabulary.built_in(), day)
    with TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "claims.nq").write_text("\n".join(lines) + "\n", encoding="utf-8")
        (folder / "default.nt").write_bytes(store.dump("nt", VIEWS))
        (loading,) = medians(lambda: EmbeddedStore.of_lines(lines), repeats=FEW)
        theirs, _ = seconds_of(folder, "load")
        figures = [Figure(name, "load", len(lines), loading, "rdflib", theirs, LIMIT)]
        return figures + [_asked(name, store, folder, *step) for step in queries().items()]


def _asked(name: str, store: EmbeddedStore, folder: Path, step: str, query: str) -> Figure:
    (folder / step).write_text(query, encoding="utf-8")
    rows = len(store.select(query))
    (ours,) = medians(lambda: store.select(query), repeats=FEW)
    theirs, their_rows = seconds_of(folder, step)
    assert theirs is None or their_rows == rows, step
    return Figure(name, step, rows, ours, "rdflib", theirs, LIMIT)
