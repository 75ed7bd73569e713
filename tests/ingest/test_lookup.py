"""A cell points at the thing that people mean, or says why it cannot."""

import random
import time
from string import ascii_lowercase

import pytest

from ingest.faults import CellError
from ingest.lookup import Names
from ontology.known import KnownThing
from ontology.terms import expand, thing_iri

ORGANISATION = expand("qs:Organisation")
MINISTRY = expand("qs:Ministry")
ITEM = expand("qs:Item")
FIELD = expand("qs:FieldOfAction")


def thing(kind: str, key: str, class_iri: str, *names: str) -> KnownThing:
    return KnownThing(thing_iri(kind, key), key, class_iri, names)


def refused(names: Names, text: str, class_iri: str) -> CellError:
    with pytest.raises(CellError) as raised:
        names.find(text, class_iri)
    return raised.value


@pytest.mark.parametrize(
    "written",
    ["O-1", "o-1", "HMSI", "hmsi", "Ministerium für Soziales", "MINISTERIUM  FÜR SOZIALES",
     "organisation/O-1", "Ministerium für Soziales (O-1)", thing_iri("organisation", "O-1")],
)  # fmt: skip
def test_a_thing_is_found_by_key_label_or_abbreviation(
    known: list[KnownThing], written: str
) -> None:
    assert Names(known).find(written, ORGANISATION) == thing_iri("organisation", "O-1")


def test_a_ministry_is_an_organisation_and_an_item(known: list[KnownThing]) -> None:
    for class_iri in (MINISTRY, ORGANISATION, ITEM):
        assert Names(known).find("HKM", class_iri) == thing_iri("organisation", "O-2")


def test_a_thing_of_another_class_is_refused(known: list[KnownThing]) -> None:
    error = refused(Names(known), "O-9", MINISTRY)
    assert error.key == "ingest.wrong_kind"
    assert error.details["kind"].de == "Ressort"  # type: ignore[union-attr]  # a Text, as worded


def test_the_class_decides_between_equal_names() -> None:
    names = Names(
        [thing("field", "X", FIELD, "Sport"), thing("body", "Y", expand("qs:Body"), "Sport")]
    )
    assert names.find("Sport", FIELD) == thing_iri("field", "X")
    assert refused(names, "Sport", ITEM).key == "ingest.ambiguous_reference"


def test_an_ambiguous_name_is_a_fault_that_lists_the_identifiers() -> None:
    names = Names(
        thing("organisation", f"O-{number}", MINISTRY, "Staatskanzlei") for number in (18, 19)
    )
    error = refused(names, "Staatskanzlei", MINISTRY)
    assert error.details["candidates"] == "O-18, O-19"


def test_equal_keys_of_two_kinds_are_told_apart_by_the_kind() -> None:
    names = Names([thing("field", "X", FIELD), thing("body", "X", expand("qs:Body"))])
    assert refused(names, "X", ITEM).details["candidates"] == "field/X, body/X"
    assert names.find("body/X", ITEM) == thing_iri("body", "X")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("HMSJ", "HMSI"), ("Kultusministerum", "Kultusministerium"), ("ministerium fur sozialles",
     "Ministerium für Soziales")],
)  # fmt: skip
def test_a_misspelt_name_gets_the_nearest_known_one(
    known: list[KnownThing], typed: str, meant: str
) -> None:
    assert refused(Names(known), typed, ORGANISATION).suggestion == meant


def test_nothing_similar_means_no_suggestion(known: list[KnownThing]) -> None:
    assert refused(Names(known), "xyzxyzxyz", ORGANISATION).suggestion == ""


def test_a_suggestion_that_would_be_ambiguous_names_the_identifiers() -> None:
    names = Names(thing("organisation", f"O-{number}", MINISTRY, "HMSI") for number in (19, 20))
    assert refused(names, "HMSJ", MINISTRY).suggestion == "O-19, O-20"


def test_a_hundred_misspellings_among_twenty_thousand_names_are_found_in_seconds() -> None:
    source = random.Random(7)  # noqa: S311 – test data, no secret

    def word() -> str:
        return "".join(source.choices(ascii_lowercase, k=source.randint(5, 40)))

    names = Names(thing("measure", f"M-{n}", expand("qs:Measure"), word()) for n in range(10_000))
    start = time.monotonic()
    for _ in range(100):
        refused(names, word(), ITEM)
    assert time.monotonic() - start < 5
