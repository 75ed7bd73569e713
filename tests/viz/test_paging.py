"""Long lists come in pages, and a page number that makes no sense shows one that does."""

import pytest

from viz.frame import Frame
from viz.paging import PAGE, page_of


def test_the_rest_is_on_the_next_page() -> None:
    found = range(PAGE + 1)
    first = page_of(Frame(), found)
    second = page_of(Frame(query={"page": "2"}), found)
    assert (len(first.shown), first.before, first.after, first.of) == (PAGE, "", "2", 2)
    assert (second.shown, second.before, second.after) == ((PAGE,), "1", "")


@pytest.mark.parametrize("asked", ["0", "99", "x", "-1", "", "²"])
def test_a_page_number_that_makes_no_sense_shows_a_page_that_does(asked: str) -> None:
    assert page_of(Frame(query={"page": asked}), [1, 2]).shown == (1, 2)
    assert page_of(Frame(query={"page": asked}), []).shown == ()
