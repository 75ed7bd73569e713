"""A rule's worked example: the claims of its case, and what the rule finds in them."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from io import BytesIO

from graph.claims import quads_of_claim
from graph.current import Vocabulary, refresh
from graph.dump import read_claims
from graph.embedded import EmbeddedStore
from graph.finding import Finding
from graph.findings import findings
from graph.store import Store
from ontology.rules import rules

DAY = date(2024, 11, 24)
"""The day on which the cases are judged, so that what they find never changes."""
COMMENT = "# "


@dataclass(frozen=True, slots=True)
class Example:
    """The case as it stands in its file, what its first lines say of it, and its findings."""

    case: str
    remark: str
    found: tuple[Finding, ...]


@cache
def example(rule_id: str) -> Example | None:
    """Return the worked example of a rule, computed from its case; ``None`` if it has none."""
    file = files("ontology.rules").joinpath("cases", f"{rule_id}.trig")
    if not file.is_file():
        return None
    case = file.read_text(encoding="utf-8")
    lines = [line.removeprefix(COMMENT) for line in case.splitlines() if line.startswith(COMMENT)]
    return Example(case, " ".join(lines), tuple(_found(rule_id, case_store(case))))


def case_store(case: str, day: date = DAY) -> EmbeddedStore:
    """Return a store with the claims of the TriG text ``case`` and what follows on ``day``."""
    store = EmbeddedStore()
    for claim in read_claims(BytesIO(case.encode("utf-8")), "trig", "case"):
        store.insert(quads_of_claim(claim))
    store.load_lines(Vocabulary.built_in().lines)
    refresh(store, Vocabulary.built_in(), day)
    return store


def _found(rule_id: str, store: Store) -> list[Finding]:
    wanted = [rule for rule in rules() if rule.id == rule_id]
    return findings(store, day=DAY, rules=wanted)
