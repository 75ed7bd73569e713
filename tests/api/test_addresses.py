"""Addresses are written as they are here, and texts stay as they are."""

from pathlib import Path

import pytest
from hypothesis import given

from api.addresses import Addresses
from api.settings import SettingError, Settings
from graph.terms import Quad, normalised, quads_of_lines
from ontology.statement import Literal
from ontology.terms import BASE, CLAIMS, CURRENT, NAMESPACE, concept_iri, thing_iri
from tests.graph.samples import LABEL, MEASURE, literals

HERE = Addresses("https://daten.example.org/integration")


def test_things_and_graphs_move_terms_and_concepts_stay() -> None:
    moved = {iri: HERE.iri(iri) for iri in (MEASURE, CLAIMS, CURRENT)}
    assert all(new == iri.replace(BASE, HERE.base) for iri, new in moved.items())
    for iri in (f"{NAMESPACE}Measure", concept_iri("modality", "done"), f"{BASE}identity"):
        assert HERE.iri(iri) == iri
    assert HERE.of("/feed") == "https://daten.example.org/integration/feed"


@pytest.mark.parametrize(
    "text", [f"<{MEASURE}>", f'"<{MEASURE}>', f"\\<{MEASURE}>", f'\\"> <{MEASURE}> "']
)
def test_an_address_within_a_text_stays(text: str) -> None:
    lines = normalised([Quad(MEASURE, LABEL, Literal(text), thing_iri("claim", "a"))])
    (found,) = quads_of_lines(HERE.lines(lines))
    assert found.object == Literal(text)
    assert found.subject == MEASURE.replace(BASE, HERE.base)
    assert found.graph == thing_iri("claim", "a").replace(BASE, HERE.base)


@given(literals)
def test_no_text_ever_changes(literal: Literal) -> None:
    lines = normalised([Quad(MEASURE, LABEL, literal, CLAIMS)])
    (before,) = quads_of_lines(lines)
    (after,) = quads_of_lines(HERE.lines(lines))
    assert after.object == before.object


def test_with_the_canonical_base_lines_stay_as_they_are() -> None:
    lines = normalised([Quad(MEASURE, LABEL, Literal("x"), CLAIMS)])
    assert set(Addresses(BASE).lines(lines)) == lines


def test_the_settings_of_linked_data_are_read() -> None:
    found = Settings.from_environment(
        {
            "QUERSCHNITT_BASE": "https://daten.example.org/integration/",
            "QUERSCHNITT_LICENSE": "https://creativecommons.org/publicdomain/zero/1.0/",
            "QUERSCHNITT_PUBLISHER": "Musterministerium",
            "QUERSCHNITT_CONTACT": "daten@example.org",
        }
    )
    assert found.base == HERE.base
    assert found.license == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert (found.publisher, found.contact) == ("Musterministerium", "mailto:daten@example.org")
    assert Settings.from_environment({}) == Settings(Path("data"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BASE", "daten.example.org"),
        ("BASE", "https://"),
        ("BASE", "https://daten.example.org/?a=b"),
        ("BASE", 'https://daten.example.org/">'),
        ("LICENSE", "dl-de/by-2-0"),
        ("CONTACT", "Herr Muster"),
        ("CONTACT", "daten@"),
    ],
)
def test_a_setting_that_is_no_address_names_its_variable(name: str, value: str) -> None:
    with pytest.raises(SettingError) as caught:
        Settings.from_environment({f"QUERSCHNITT_{name}": value})
    assert (caught.value.name, caught.value.value) == (f"QUERSCHNITT_{name}", value)
