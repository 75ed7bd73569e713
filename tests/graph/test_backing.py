"""Behind every statement in force stand its claims, and whether one states it outright."""

from datetime import date

from graph.backing import Backing, Triple
from graph.claims import quads_of_claim
from graph.current import Vocabulary, refresh
from graph.embedded import EmbeddedStore
from ontology.statement import Literal
from ontology.terms import expand
from tests.graph.cases import DAY, iri, told
from tests.graph.samples import LEAD, MEASURE, MINISTRY, claim

LEADS = expand("qs:lead")
SAID = "<measure/M-1> qs:lead <organisation/A> ."


def test_a_statement_is_inferred_only_if_nobody_states_it() -> None:
    triple = Triple(iri("measure/M-1"), LEADS, iri("organisation/A"))
    both = Backing(told(SAID, thought=SAID), DAY)
    assert both.claims(triple) == ("said", "thought")
    assert [found.inferred for found in both.every(LEADS)] == [False]
    alone = Backing(told("", thought=SAID), DAY)
    assert [found.inferred for found in alone.every(LEADS)] == [True]


def test_what_is_merely_demanded_backs_nothing() -> None:
    assert list(Backing(told("", wished=SAID), DAY).every(LEADS)) == []


def test_statements_are_found_from_either_end() -> None:
    backing = Backing(told(SAID + "<measure/M-2> qs:lead <organisation/A> ."), DAY)
    assert len(list(backing.matching(None, [LEADS], iri("organisation/A")))) == 2
    assert len(list(backing.matching(iri("measure/M-1"), [LEADS], None))) == 1
    assert list(backing.matching(iri("measure/M-1"), [LEADS], iri("organisation/B"))) == []


def test_a_claim_counts_only_while_it_is_valid() -> None:
    store = EmbeddedStore()
    valid: dict[str, str | Literal] = {"validFrom": "2014", "validTo": "2016-05"}
    store.insert(quads_of_claim(claim("c", (MEASURE, LEAD, MINISTRY), valid=valid)))
    refresh(store, Vocabulary.built_in(), DAY)
    for day, number in ((date(2013, 12, 31), 0), (date(2016, 5, 31), 1), (date(2016, 6, 1), 0)):
        assert len(list(Backing(store, day).every(LEAD))) == number
