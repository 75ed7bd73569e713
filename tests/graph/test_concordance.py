"""Fields against the fields of other schemes, and what the lack of a counterpart may be called."""

import pytest

from graph.concordance import Comparison, Concordance, in_words
from tests.graph.cases import DAY, iri, told

OLD = """<field-scheme/OLD> a qs:FieldScheme ; dcterms:issued "2014" .
  <field/A> a qs:FieldOfAction ; skos:inScheme <field-scheme/OLD> ; qs:officialOrder 1 ;
    skos:prefLabel "Sprache"@de .
  <field/B> a qs:FieldOfAction ; skos:inScheme <field-scheme/OLD> ; qs:officialOrder 2 .
"""
NEW = """<field-scheme/NEW> a qs:FieldScheme ; dcterms:issued "2017" .
  <field/X> a qs:FieldOfAction ; skos:inScheme <field-scheme/NEW> ; qs:officialOrder 2 ;
    skos:prefLabel "Bildung"@de .
  <field/Y> a qs:FieldOfAction ; skos:inScheme <field-scheme/NEW> ; qs:officialOrder 1 .
"""
NARROW = "<field/X> skos:narrowMatch <field/A> ."


def between(
    said: str, thought: str = "", *, old: str = "OLD", new: str = "NEW"
) -> list[Comparison]:
    concordance = Concordance(told(OLD + NEW + said, thought=thought), day=DAY)
    return list(concordance.between(iri(f"field-scheme/{old}"), iri(f"field-scheme/{new}")))


def test_a_mapping_is_read_from_both_ends() -> None:
    (first, _) = between(NARROW)
    assert [match.relation.label.de for match in first.matches] == ["Entsprechung im weiteren Feld"]
    assert first.sentence.de == "Entsprechung im weiteren Feld „Bildung“"
    assert first.state is None
    (_, second) = between(NARROW, old="NEW", new="OLD")
    assert second.sentence.en == "narrow match “Sprache”"


def test_the_same_mapping_told_twice_is_one_and_stated_if_one_source_states_it() -> None:
    (first, _) = between(NARROW, "<field/A> skos:broadMatch <field/X> .")
    (match,) = first.matches
    assert match.claims == ("said", "thought")
    assert not match.inferred
    (first, _) = between("", NARROW)
    assert first.matches[0].inferred


def test_closer_mappings_come_first() -> None:
    (first, _) = between(f"{NARROW} <field/A> skos:exactMatch <field/Y> .")
    assert [match.field.key for match in first.matches] == ["Y", "X"]


@pytest.mark.parametrize(
    ("stated", "state", "sentence"),
    [
        ("3", "no-data", "ohne Entsprechung in zwei bekannten Feldern"),
        ("", "no-data", "ohne Entsprechung in zwei bekannten Feldern"),
        ("2", "presumed", "ohne Entsprechung"),
    ],
)
def test_a_lack_is_presumed_only_when_all_fields_are_known(
    stated: str, state: str, sentence: str
) -> None:
    count = f"<field-scheme/NEW> qs:statedCount {stated} ." if stated else ""
    (_, second) = between(NARROW + count)
    assert (second.state, second.sentence.de) == (state, sentence)


def test_schemes_that_nobody_compared_lack_nothing() -> None:
    (first, _) = between("<field-scheme/NEW> qs:statedCount 2 .")
    assert not first.compared
    assert first.state == "no-data"
    assert first.sentence.de.startswith("nicht verglichen")


def test_a_field_is_compared_with_every_scheme_of_a_source_oldest_first() -> None:
    early = """<field-scheme/ZZZ> dcterms:issued "2007" .
      <field/E> a qs:FieldOfAction ; skos:inScheme <field-scheme/ZZZ> ."""
    extra = """<field-scheme/SUP> qs:supplementary true .
      <field/S> a qs:FieldOfAction ; skos:inScheme <field-scheme/SUP> ."""
    concordance = Concordance(told(OLD + NEW + early + extra), day=DAY)
    found = concordance.of_field(iri("field/A"))
    assert [comparison.scheme.key for comparison in found] == ["ZZZ", "NEW"]
    assert found[0].sentence.en.startswith("not compared")
    assert [c.scheme.key for c in concordance.of_field(iri("field/S"))] == ["ZZZ", "OLD", "NEW"]
    assert concordance.of_field(iri("measure/M-1")) == ()
    assert concordance.between(iri("field-scheme/OLD"), iri("field-scheme/NONE")) == ()


def test_numbers_are_words_up_to_twelve() -> None:
    assert [in_words(n).de for n in (0, 1, 6, 12, 13)] == ["null", "ein", "sechs", "zwölf", "13"]
    assert [in_words(n).en for n in (0, 6, 12, 13)] == ["no", "six", "twelve", "13"]
