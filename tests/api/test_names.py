"""Things are found by their names, in whatever spelling."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from api.names import Names, spelling
from graph.model import Reference
from graph.names import Named
from ontology.terms import NAMESPACE, thing_iri
from ontology.vocabulary import Text
from tests.api.readers import Reader


def named(key: str, *names: str) -> Named:
    """Return a thing that is called by each of ``names``."""
    reference = Reference(thing_iri("measure", key), Text(names[0], names[0]), "measure", key)
    return Named(reference, f"{NAMESPACE}Measure", names, ())


words = st.text("abcdeäöüß", min_size=1, max_size=8)


@given(st.lists(words, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_order_case_and_umlauts_do_not_matter(parts: list[str], random: Any) -> None:
    name = " ".join(parts)
    shuffled = random.sample(parts, len(parts))
    typed = " ".join(shuffled)
    for letter, pair in {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}.items():
        typed = typed.replace(letter, pair)
    (found,) = Names([named("M-1", name)]).alike(typed.upper(), lambda _: True)
    assert found.score == 100


@given(st.text(max_size=30))
def test_a_spelling_is_settled(text: str) -> None:
    assert spelling(spelling(text)) == spelling(text)


def test_search_finds_names_in_every_spelling_best_first(reader: Reader) -> None:
    names = Names([named("M-1", "Kurse"), named("M-2", "Sprachkurse"), named("M-3", "Förderung")])

    def found(text: str, limit: int = 9) -> list[str]:
        return [each.key for each in names.containing(text, limit)]

    assert found("KURSE") == ["M-1", "M-2"]
    assert found("KURSE", 1) == ["M-1"]
    assert found("foerder") == found("forder") == ["M-3"]
    assert found("  ") == []
    assert reader.json("/api/v1/search?q=Ausl%C3%A4nderbeir%C3%A4te")["total"]
    assert reader.json("/api/v1/search?q=auslaenderbeiraete") == reader.json(
        "/api/v1/search?q=Ausl%C3%A4nderbeir%C3%A4te"
    )
