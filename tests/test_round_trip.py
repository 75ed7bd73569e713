"""What tables say is what the graph holds, and what goes out as tables again."""

from collections.abc import Iterable
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from graph.claims import claim_lines, claims_of_quads, difference
from graph.embedded import EmbeddedStore
from ingest.rows import rows_of
from ontology.statement import Claim
from tests.ingest.test_rows import THINGS, claims, read_again


def stored(said: Iterable[Claim]) -> EmbeddedStore:
    """Return a store that holds ``said`` as the change log would give it."""
    return EmbeddedStore.of_lines(difference(EmbeddedStore(), said).added)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=claims())
def test_table_to_graph_to_table_to_graph_is_the_same_graph(
    tmp_path: Path, made: list[Claim]
) -> None:
    first = stored(made)
    out = rows_of(claims_of_quads(first.quads()), THINGS)
    assert out.left == ()
    assert claim_lines(stored(read_again(tmp_path, out.rows, str.encode))) == claim_lines(first)
