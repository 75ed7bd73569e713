"""Lists in queries hold IRIs and nothing else."""

import pytest

from graph.errors import InputError
from graph.selection import among, one_of


def test_a_list_names_each_thing_once() -> None:
    assert (
        one_of("x", ["http://a/", "http://b/", "http://a/"])
        == "VALUES ?x { <http://a/> <http://b/> }"
    )
    assert among("x", ["http://a/"]) == "FILTER(?x IN (<http://a/>))"


@pytest.mark.parametrize("text", ["http://a/> } DROP ALL #", "a b", "_:b"])
def test_what_is_no_iri_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        one_of("x", [text])
