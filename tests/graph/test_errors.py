"""Errors speak both languages."""

from graph.errors import GraphError, InputError, Notice


def test_an_error_speaks_english_by_default_and_german_when_asked() -> None:
    error = InputError("graph.claim_twice", found="x:y")
    assert str(error) == "The claim x:y is given twice."
    assert error.text("de") == "Die Angabe x:y kommt zweimal vor."
    assert (error.key, error.values) == ("graph.claim_twice", {"found": "x:y"})


def test_an_error_inside_an_error_speaks_the_same_language() -> None:
    inner = GraphError("graph.empty_change")
    outer = GraphError("graph.dump_refused", file="x.nq", line=3, reason=inner)
    assert outer.text("de") == "x.nq, Zeile 3: Es gibt nichts zu ändern."
    assert str(outer) == "x.nq, line 3: There is nothing to change."


def test_a_notice_speaks_both_languages_too() -> None:
    notice = Notice("graph.store_differs", {"number": 3})
    assert "change 3" in str(notice)
    assert "Änderung 3" in notice.text("de")
