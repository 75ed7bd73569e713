"""The smallest set of drafts: exact for few, within its bound for many, honest about its reach."""

from itertools import combinations
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import cover as module
from graph.cover import EXACT_UP_TO, FIXED_SIZE_SHARE, Cover, smallest_cover
from graph.errors import InputError

GAPS = "abcdefgh"
weights = st.dictionaries(st.sampled_from(GAPS), st.integers(1, 4), min_size=1)
sets = st.frozensets(st.sampled_from(GAPS))
drafts = st.dictionaries(st.sampled_from("123456"), sets, min_size=1)
percents = st.integers(1, 100)
Weights = dict[str, int]
Drafts = dict[str, frozenset[str]]


def closing(weighed: Weights, candidates: Drafts, chosen: tuple[str, ...]) -> int:
    gaps = {gap for name in chosen for gap in candidates[name]}
    return sum(weighed.get(gap, 0) for gap in gaps)


def fewest(weighed: Weights, candidates: Drafts, goal: int) -> int:
    """Return the smallest size by trying all sets."""
    sizes = range(len(candidates) + 1)
    return next(
        size
        for size in sizes
        for chosen in combinations(candidates, size)
        if closing(weighed, candidates, chosen) >= goal
    )


def stepwise(weighed: Weights, candidates: Drafts, share: float) -> Cover:
    """Return the cover as it is found when there are too many candidates to try all.

    Drafts that close nothing make them many; they change no answer.
    """
    idle = {f"idle {number}": frozenset[str]() for number in range(EXACT_UP_TO + 1)}
    return smallest_cover(weighed, candidates | idle, share)


@given(weights, drafts, percents)
def test_the_exact_choice_is_smallest_and_says_truly_what_it_closes(
    weighed: Weights, candidates: Drafts, percent: int
) -> None:
    found = smallest_cover(weighed, candidates, percent / 100)
    total = sum(weighed.values())
    reachable = closing(weighed, candidates, tuple(candidates))
    assert found.exact
    assert found.guarantee is None
    assert found.total == total
    assert found.required == -(-percent * total // 100)
    assert found.closed == closing(weighed, candidates, found.chosen)
    assert found.reached is (reachable >= found.required)
    assert found.closed >= min(found.required, reachable)
    assert len(found.chosen) == fewest(weighed, candidates, min(found.required, reachable))


@given(weights, drafts, percents)
def test_the_stepwise_choice_is_within_its_bounds(
    weighed: Weights, candidates: Drafts, percent: int
) -> None:
    exact = smallest_cover(weighed, candidates, percent / 100)
    greedy = stepwise(weighed, candidates, percent / 100)
    assert greedy.reached is exact.reached
    assert greedy.closed >= min(greedy.required, exact.closed)
    assert len(exact.chosen) <= len(greedy.chosen)
    if not greedy.chosen:
        assert greedy.exact
        return
    assert greedy.guarantee
    assert not greedy.exact
    assert len(greedy.chosen) <= greedy.guarantee.factor * len(exact.chosen) + 1e-9
    best = max(
        closing(weighed, candidates, chosen)
        for chosen in combinations(candidates, min(len(greedy.chosen), len(candidates)))
    )
    assert greedy.closed >= FIXED_SIZE_SHARE * best


def test_greedy_choice_can_be_too_large_and_the_exact_one_is_not() -> None:
    weighed = dict.fromkeys(GAPS[:6], 1)
    candidates = {
        "bait": frozenset("abde"),
        "left": frozenset("abc"),
        "right": frozenset("def"),
    }
    assert len(stepwise(weighed, candidates, 1).chosen) == 3
    assert set(smallest_cover(weighed, candidates, 1).chosen) == {"left", "right"}


def test_twenty_candidates_are_searched_fully() -> None:
    weighed = {str(gap): gap % 4 + 1 for gap in range(100)}
    candidates = {
        str(name): frozenset(str((name * 37 + step * step * 11) % 100) for step in range(12))
        for name in range(EXACT_UP_TO)
    }
    found = smallest_cover(weighed, candidates, 0.6)
    assert found.exact
    assert found.reached
    assert len(found.chosen) <= len(stepwise(weighed, candidates, 0.6).chosen)


def test_a_share_is_taken_as_it_is_written() -> None:
    assert smallest_cover({"a": 10}, {"1": {"a"}}, 0.7).required == 7
    assert ceil(0.07 * 100) == 8  # as floats multiply
    assert smallest_cover({"a": 100}, {"1": {"a"}}, 0.07).required == 7


def test_what_cannot_be_reached_is_said_with_how_far_it_goes() -> None:
    found = smallest_cover({"a": 3, "b": 1}, {"1": {"a"}, "2": {"a", "z"}}, 0.8)
    assert (found.chosen, found.closed, found.reached) == (("1",), 3, False)
    assert "4 von 4" in found.sentence.de
    assert "3" in found.sentence.en


def test_sentences_say_how_the_choice_was_made() -> None:
    candidates = {"1": frozenset("ab")}
    exact = smallest_cover({"a": 3, "b": 1}, candidates, 1)
    greedy = stepwise({"a": 3, "b": 1}, candidates, 1)
    assert "Vollständig geprüft" in exact.sentence.de
    assert "höchstens 2,1-mal" in greedy.sentence.de
    assert "63 %" in greedy.sentence.en
    assert greedy.guarantee == module.Guarantee(4, 1 + 1 / 2 + 1 / 3 + 1 / 4)


def test_without_gaps_nothing_is_needed() -> None:
    assert smallest_cover({}, {"1": set()}, 1).chosen == ()
    assert smallest_cover({}, {}, 1).reached


@pytest.mark.parametrize("share", [0, -0.5, 1.01, float("nan")])
def test_a_share_outside_its_range_is_refused(share: float) -> None:
    with pytest.raises(InputError, match="such as"):
        smallest_cover({"a": 1}, {"1": {"a"}}, share)
