"""What is gone is what some state before said something about and the present one does not."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.departures import departures
from ontology.statement import Claim
from tests.graph.samples import accept, claim_iri, measure, opened

KEYS = st.sets(st.sampled_from(["M-1", "M-2", "M-3", "M-4"]))


def nothing(key: str) -> Claim:
    """Return the claim about a measure when nothing is said by it any more."""
    return Claim(claim_iri(f"measures-{key}"), frozenset(), frozenset())


@settings(max_examples=25)
@given(st.lists(KEYS, min_size=1, max_size=6))
def test_gone_is_every_subject_there_was_without_those_there_are(states: list[set[str]]) -> None:
    with TemporaryDirectory() as folder, opened(Path(folder)) as data:
        ever: set[str] = set()
        now: set[str] = set()
        held: set[str] = set()
        for keys in states:
            claims = [measure(key) for key in sorted(keys)]
            claims += map(nothing, sorted(held - keys))
            if keys != held:
                accept(data, *claims)
            held = keys
            now = {quad.subject for quad in data.store.quads() if "/id/" in quad.subject}
            ever |= now
        assert set(departures(data.records)) == ever - now
        assert set(departures(data.records, public=True)) == ever - now


def test_a_departure_names_the_change_that_took_the_last_statement(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        accept(data, measure("M-1"))
        accept(data, nothing("M-1"))
        found = departures(data.records)
        assert {each.number for each in found.values()} == {2}
        accept(data, measure("M-1"))
        assert departures(data.records) == {}
