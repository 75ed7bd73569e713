"""A word diff loses nothing and invents nothing."""

from hypothesis import given
from hypothesis import strategies as st

from graph.worddiff import Kind, Stretch, worddiff

words = st.lists(st.sampled_from(["die", "Kurse", "sollen", "ausgebaut", "werden.", "ü"]))
spaces = st.sampled_from([" ", "  ", "\n", "\t ", "\u00a0"])


@st.composite
def wordings(draw: st.DrawFn) -> str:
    return draw(spaces).join(draw(words))


def said(found: tuple[Stretch, ...], *kinds: Kind) -> list[str]:
    return [word for stretch in found if stretch.kind in kinds for word in stretch.words]


@given(old=wordings(), new=wordings())
def test_both_wordings_can_be_read_off(old: str, new: str) -> None:
    found = worddiff(old, new)
    assert said(found, "equal", "removed") == old.split()
    assert said(found, "equal", "added") == new.split()
    assert all(stretch.words for stretch in found)


@given(wordings())
def test_the_same_words_are_equal_whatever_stands_between_them(text: str) -> None:
    assert {stretch.kind for stretch in worddiff(text, " ".join(text.split()))} <= {"equal"}


def test_only_what_changed_is_marked() -> None:
    assert worddiff("Die Kurse sollen bleiben", "Die Kurse  können bleiben") == (
        Stretch("equal", ("Die", "Kurse")),
        Stretch("removed", ("sollen",)),
        Stretch("added", ("können",)),
        Stretch("equal", ("bleiben",)),
    )


def test_an_empty_wording_is_all_added_or_all_removed() -> None:
    assert worddiff("", "ganz neu") == (Stretch("added", ("ganz", "neu")),)
    assert worddiff("ganz alt", " ") == (Stretch("removed", ("ganz", "alt")),)
    assert worddiff("", "") == ()
