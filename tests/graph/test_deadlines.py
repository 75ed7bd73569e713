"""Deadlines that do not fit: only what no reading of a date removes, and with both sources."""

import pytest

from graph.deadlines import Conflict, deadline_conflicts
from graph.links import Links
from tests.graph.cases import DAY, told

FIRST = "https://w3id.org/querschnitt/concept/dependency-kind/precondition"
LAW = "https://w3id.org/querschnitt/concept/dependency-kind/law"


def conflicts(
    dependent: str, prerequisite: str, link: str = "", *, kind: str = FIRST
) -> list[Conflict]:
    said = f"""
      <measure/M-1> a qs:Measure ; skos:prefLabel "Kurse"@de ; {dependent} .
      <dependency/D-1> a qs:Dependency ; qs:dependencyKind <{kind}> ; {link}
        qs:dependent <measure/M-1> ; qs:prerequisite <measure/M-2> ."""
    other = f'<measure/M-2> a qs:Measure ; skos:prefLabel "Daten"@de ; {prerequisite} .'
    return list(deadline_conflicts(Links(told(said, thought=other), day=DAY)))


@pytest.mark.parametrize(
    ("needed", "ready", "days"),
    [
        ("2025-03-31", "2025-04-01", 1),
        ("2025-03-31", "2025-03-31", 0),
        ("2025-03", "2025-04", 1),
        ("2025-03", "2025", 0),
        ("2025", "2025-03", 0),
        ("2025", "2026", 1),
    ],
)
def test_a_deadline_conflicts_if_no_reading_of_it_fits(needed: str, ready: str, days: int) -> None:
    found = conflicts(f'qs:dueDate "{needed}"', f'qs:dueDate "{ready}"')
    assert [each.days for each in found] == [days][: days > 0]


def test_both_dates_and_their_claims_are_named() -> None:
    (found,) = conflicts('qs:dueDate "2025-03"', 'qs:dueDate "2025-06-10"')
    assert (found.needed.claims, found.needed.inferred) == (("said",), False)
    assert (found.ready.claims, found.ready.inferred) == (("thought",), True)
    assert found.certain
    assert found.sentence.de == (
        "Die Termine passen nicht zueinander: „Kurse“ (fällig März 2025) ist angewiesen auf "
        "„Daten“ (fällig 10.06.2025), mindestens 71 Tage zu spät."
    )
    assert found.sentence.en.endswith(
        "relies on “Daten” (due 10 June 2025), at least 71 days too late."
    )


def test_the_day_on_which_a_dependency_is_due_counts_first() -> None:
    (found,) = conflicts('qs:dueDate "2026"', 'qs:dueDate "2025-06"', 'qs:dueDate "2025-05" ;')
    assert (found.needed.of.key, found.needed.text) == ("D-1", "2025-05")
    assert "gebraucht bis Mai 2025" in found.sentence.de


def test_beginning_too_early_is_to_be_settled() -> None:
    (found,) = conflicts('schema:startDate "2025-01"', 'schema:endDate "2025-06"')
    assert not found.certain
    assert found.sentence.de.startswith("Zu klären: „Kurse“ (Beginn Januar 2025)")


def test_what_has_begun_no_longer_waits_to() -> None:
    assert conflicts('schema:startDate "2024-11-24"', 'schema:endDate "2025-06"') == []


def test_the_end_of_a_law_is_no_day_on_which_it_is_ready() -> None:
    ends = 'schema:startDate "2025-01"', 'schema:endDate "2030"'
    assert conflicts(*ends)
    assert conflicts(*ends, kind=LAW) == []


def test_contradicting_dates_conflict_only_if_all_do() -> None:
    assert conflicts('qs:dueDate "2025-03", "2025-09"', 'qs:dueDate "2025-06"') == []
    assert conflicts('qs:dueDate "2025-03"', 'qs:dueDate "2025-02", "2025-06"') == []


@pytest.mark.parametrize("ended", ['qs:metOn "2024" ;', ""])
def test_no_dates_and_nothing_open_conflict_with_nothing(ended: str) -> None:
    assert conflicts('qs:dueDate "2025"', 'qs:dueDate "2026"', 'qs:metOn "2024" ;') == []
    assert conflicts("qs:region <region/R>", 'qs:dueDate "2026"', ended) == []
    assert conflicts('qs:dueDate "2025"', 'schema:endDate "2025/"', ended) == []
