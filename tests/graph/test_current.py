"""What is in force on a day, and what follows from it."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given

from graph.claims import quads_of_claim
from graph.current import Vocabulary, refresh, turtle_lines
from graph.embedded import EmbeddedStore
from graph.errors import InputError
from graph.store import VIEWS
from ontology.statement import XSD, Claim, Literal
from ontology.terms import CURRENT, EDTF, INFERRED, NAMESPACE, PREFIXES, VOCABULARY, thing_iri
from tests.graph.samples import DAY, LABEL, LEAD, MEASURE, MINISTRY, TYPE, batches, claim, measure

SOME = f"{PREFIXES['rdfs']}subPropertyOf"


def shown(*claims: Claim, on: date = DAY, lines: tuple[str, ...] = ()) -> EmbeddedStore:
    """Return a store with ``claims`` and their views; ``lines`` widen the vocabulary."""
    built_in = Vocabulary.built_in()
    store = EmbeddedStore()
    for item in claims:
        store.insert(quads_of_claim(item))
    store.load_lines(lines)
    refresh(store, Vocabulary(lines, built_in.rules), on)
    return store


def in_force(*claims: Claim, on: date = DAY) -> bool:
    return bool(shown(*claims, on=on).count(CURRENT))


def vocabulary(*triples: tuple[str, str, str]) -> tuple[str, ...]:
    return tuple(f"<{s}> <{p}> <{o}> <{VOCABULARY}> ." for s, p, o in triples)


@pytest.mark.parametrize(("modality", "holds"), [("done", 1), ("planned", 1), ("demanded", 0)])
def test_what_is_merely_demanded_is_not_in_force(modality: str, holds: int) -> None:
    said = claim("a", (MEASURE, LEAD, MINISTRY), modality=modality)
    assert shown(said).count(CURRENT) == holds


def test_a_statement_of_two_claims_is_in_force_once() -> None:
    said = (MEASURE, LEAD, MINISTRY)
    assert shown(claim("a", said), claim("b", said)).count(CURRENT) == 1


def test_a_statement_demanded_by_one_and_done_by_another_is_in_force() -> None:
    said = (MEASURE, LEAD, MINISTRY)
    assert in_force(claim("a", said), claim("b", said, modality="demanded"))


@pytest.mark.parametrize(
    ("dates", "on", "holds"),
    [
        ({"validFrom": "2014"}, date(2013, 12, 31), False),
        ({"validFrom": "2014"}, date(2014, 1, 1), True),
        ({"validFrom": "2014-11"}, date(2014, 10, 31), False),
        ({"validFrom": "2014-11"}, date(2014, 11, 1), True),
        ({"validFrom": "2014-11-24"}, date(2014, 11, 23), False),
        ({"validFrom": "2014-11-24"}, date(2014, 11, 24), True),
        ({"validTo": "2014"}, date(2014, 12, 31), True),
        ({"validTo": "2014"}, date(2015, 1, 1), False),
        ({"validTo": "2014-02"}, date(2014, 2, 28), True),
        ({"validTo": "2014-02"}, date(2014, 3, 1), False),
        ({"validTo": "2014-11-24"}, date(2014, 11, 24), True),
        ({"validTo": "2014-11-24"}, date(2014, 11, 25), False),
        ({"validFrom": "2009", "validTo": "2012"}, date(2012, 7, 1), True),
        ({"validFrom": "2009", "validTo": "2012"}, date(2013, 7, 1), False),
        ({"validFrom": Literal("2014", f"{XSD}gYear")}, date(2013, 12, 31), False),
        ({"validFrom": Literal("2014-11", f"{XSD}gYearMonth")}, date(2014, 11, 1), True),
        ({"validTo": Literal("2014-11-24", f"{XSD}date")}, date(2014, 11, 25), False),
        ({"validFrom": Literal("2015-21", EDTF)}, date(2015, 2, 28), False),
        ({"validFrom": Literal("2015-21", EDTF)}, date(2015, 3, 1), True),
    ],
)
def test_validity_covers_whole_years_months_and_days(
    dates: dict[str, str | Literal], on: date, holds: bool
) -> None:
    assert in_force(claim("a", (MEASURE, LEAD, MINISTRY), valid=dates), on=on) is holds


def test_a_graph_that_no_claim_vouches_for_is_not_in_force() -> None:
    said = claim("a", (MEASURE, LEAD, MINISTRY))
    assert not in_force(Claim(said.iri, said.statements, frozenset()))


def test_a_more_general_relation_follows() -> None:
    store = shown(
        claim("a", (MEASURE, LEAD, MINISTRY)),
        lines=vocabulary((LEAD, SOME, "qs:a"), ("qs:a", SOME, "qs:b")),
    )
    found = {(quad.subject, quad.predicate, quad.object) for quad in store.quads(graph=INFERRED)}
    assert found == {(MEASURE, "qs:a", MINISTRY), (MEASURE, "qs:b", MINISTRY)}


def test_a_more_general_class_follows() -> None:
    general = f"{PREFIXES['rdfs']}subClassOf"
    store = shown(measure(), lines=vocabulary((f"{NAMESPACE}Measure", general, "qs:Thing")))
    assert [quad.object for quad in store.quads(graph=INFERRED)] == ["qs:Thing"]


def test_what_is_said_already_does_not_follow_again() -> None:
    store = shown(
        claim("a", (MEASURE, LEAD, MINISTRY), (MEASURE, "qs:a", MINISTRY)),
        lines=vocabulary((LEAD, SOME, "qs:a")),
    )
    assert store.count(INFERRED) == 0


def test_what_the_vocabulary_says_is_not_in_force_a_second_time() -> None:
    store = shown(claim("a", (LEAD, SOME, "qs:a")), lines=vocabulary((LEAD, SOME, "qs:a")))
    assert (store.count(CURRENT), store.count(VOCABULARY)) == (0, 1)


def test_what_no_longer_holds_no_longer_follows() -> None:
    said = claim("a", (MEASURE, LEAD, MINISTRY), valid={"validTo": "2014"})
    store = shown(said, lines=vocabulary((LEAD, SOME, "qs:a")))
    assert store.count(INFERRED) == 1
    refresh(store, Vocabulary.built_in(), date(2015, 1, 1))
    assert (store.count(CURRENT), store.count(INFERRED)) == (0, 0)


@given(batches)
def test_the_three_views_share_no_statement(claims: list[Claim]) -> None:
    store = shown(*claims, lines=Vocabulary.built_in().lines)
    found = Counter(
        (quad.subject, quad.predicate, quad.object)
        for view in VIEWS
        for quad in store.quads(graph=view)
    )
    assert set(found.values()) == {1}


def test_the_vocabulary_of_the_product_has_labels_and_rules() -> None:
    built_in = Vocabulary.built_in()
    assert any(f"<{NAMESPACE}Measure> <{LABEL}>" in line for line in built_in.lines)
    assert any(f"<{TYPE}>" in line for line in built_in.lines)
    assert any("rdfs:subClassOf" in rule for rule in built_in.rules)
    assert any("rdfs:subPropertyOf" in rule for rule in built_in.rules)


def test_a_vocabulary_with_a_blank_node_is_refused() -> None:
    with pytest.raises(InputError, match="blank node"):
        turtle_lines("<a:b> <a:c> [ <a:d> 1 ] .", "x.ttl")


def test_a_broken_vocabulary_names_file_and_line() -> None:
    with pytest.raises(InputError, match=r"x\.ttl, line 2"):
        turtle_lines("<a:b> <a:c> 1 .\n<a:b> nonsense .", "x.ttl")


def test_what_was_made_only_later_is_not_there_yet() -> None:
    set_, asked, part = (thing_iri(f"recommendation{kind}", "X") for kind in ("-set", "", "-part"))
    made = claim(
        "made",
        (set_, f"{PREFIXES['dcterms']}issued", Literal("2023-05", EDTF)),
        (asked, f"{NAMESPACE}inSet", set_),
        (part, f"{NAMESPACE}partOfRecommendation", asked),
        (MEASURE, f"{NAMESPACE}answers", part),
        (MEASURE, f"{NAMESPACE}lead", MINISTRY),
    )
    before, after = shown(made, on=date(2023, 4, 30)), shown(made, on=date(2023, 5, 1))
    assert [quad.subject for quad in before.quads(CURRENT)] == [MEASURE]
    assert after.count(CURRENT) == 5
