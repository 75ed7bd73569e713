"""The data as they were at another moment, or as everybody may see them."""

from collections.abc import Iterable
from datetime import date, datetime

from graph.backing import text_of
from graph.change import claim_of
from graph.current import Vocabulary, refresh
from graph.dataset import Dataset
from graph.embedded import EmbeddedStore
from graph.errors import InputError
from graph.span import first_day
from graph.store import Store
from ontology.terms import CLAIMS, concept_iri, expand

INTERNAL = concept_iri("visibility", "internal")
_INTERNAL = f"SELECT ?claim {{ GRAPH <{CLAIMS}> {{ ?claim qs:visibility <{INTERNAL}> }} }}"
_DATES = "SELECT DISTINCT ?date {{ ?thing {path} ?date }}"
DATED = tuple(map(expand, ("schema:startDate", "dcterms:issued", "dcterms:date", "qs:signedOn")))


def view(
    dataset: Dataset, *, valid_on: date, as_of: datetime | None = None, public: bool = False
) -> Store:
    """Return a store of its own with what was in force on ``valid_on``.

    ``as_of`` goes back to what the log knew then, ``public`` leaves internal claims out. Raises
    ``InputError`` for a moment before the first change set.
    """
    lines = dataset.claim_lines() if as_of is None else _recorded_until(dataset, as_of)
    store = EmbeddedStore.of_lines(lines)
    if public and (internal := internal_claims(store)):
        store = EmbeddedStore.of_lines(_without(lines, internal))
    store.load_lines(Vocabulary.built_in().lines)
    refresh(store, Vocabulary.built_in(), valid_on)
    return store


def internal_claims(store: Store) -> frozenset[str]:
    """Return the IRIs of the claims that not everybody may see."""
    return frozenset(text_of(row["claim"]) for row in store.select(_INTERNAL))


def first_stated_day(store: Store) -> date:
    """Return the earliest day that anything in ``store`` is dated; the last of all if none is."""
    rows = (row for path in DATED for row in store.select(_DATES.format(path=f"<{path}>")))
    days = (first_day(text_of(row["date"])) for row in rows)
    return min((day for day in days if day > date.min), default=date.max)


def _recorded_until(dataset: Dataset, moment: datetime) -> set[str]:
    lines: set[str] = set()
    number = 0
    for change in dataset.history():
        if change.time > moment:
            break
        number = change.number
        lines.difference_update(change.removed)
        lines.update(change.added)
    if not number:
        first = next((each.time.date() for each in dataset.history()), "–")
        raise InputError("graph.before_first_change", found=moment.date(), expected=first)
    return lines


def _without(lines: Iterable[str], claims: frozenset[str]) -> list[str]:
    return [line for line in lines if claim_of(line) not in claims]
