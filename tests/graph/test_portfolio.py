"""Which ministries count, in which order, and who stands for whom."""

from graph.portfolio import portfolio
from tests.graph.cases import iri, short, told

OFFICES = """
  <legislative-period/P-1> schema:startDate "2009"^^xsd:gYear .
  <legislative-period/P-2> schema:startDate "2014"^^xsd:gYear .
  <organisation/A-1> a qs:Ministry ; qs:identityLine <organisation-line/A> ; qs:officialOrder 1 ;
    qs:legislativePeriod <legislative-period/P-1> .
  <organisation/A-2> a qs:Ministry ; qs:identityLine <organisation-line/A> ; qs:officialOrder 2 ;
    qs:legislativePeriod <legislative-period/P-2> .
  <organisation/B-2> a qs:Ministry ; qs:identityLine <organisation-line/B> ; qs:officialOrder 1 ;
    qs:legislativePeriod <legislative-period/P-2> .
  <organisation/C-2> a qs:Ministry ; qs:identityLine <organisation-line/C> ; qs:officialOrder 3 ;
    qs:legislativePeriod <legislative-period/P-2> .
"""
DEFAULT = "<dataset/D> a qs:DataSet ; qs:defaultPeriod <legislative-period/P-1> ."


def test_ministries_are_those_of_the_period_in_official_order() -> None:
    offices = portfolio(told(OFFICES + DEFAULT), period=iri("legislative-period/P-2"))
    assert [short(found) for found in offices.ministries] == [
        "organisation/B-2",
        "organisation/A-2",
        "organisation/C-2",
    ]


def test_the_data_set_says_which_period_is_meant() -> None:
    offices = portfolio(told(OFFICES + DEFAULT))
    assert offices.period == iri("legislative-period/P-1")
    assert offices.ministries == (iri("organisation/A-1"),)


def test_without_that_the_latest_period_is_meant() -> None:
    assert portfolio(told(OFFICES)).period == iri("legislative-period/P-2")


def test_an_office_stands_for_its_line() -> None:
    offices = portfolio(told(OFFICES))
    assert offices.identity(iri("organisation/A-1")) == iri("organisation-line/A")
    assert offices.present(iri("organisation/A-1")) == iri("organisation/A-2")
    assert offices.present(iri("organisation-line/A")) == iri("organisation/A-2")
    assert offices.identity(iri("organisation/X")) == iri("organisation/X")


def test_co_responsible_is_whom_a_plan_names_and_all_without_a_plan() -> None:
    plan = """<plan/P> a qs:Plan ; qs:coordinatedBy <organisation/A-2> ;
      qs:coResponsible <organisation/C-2>, <organisation/A-1> ."""
    named = portfolio(told(OFFICES + plan))
    assert named.coordinators == (iri("organisation/A-2"),)
    assert named.co_responsible == (iri("organisation/A-2"), iri("organisation/C-2"))
    assert len(portfolio(told(OFFICES)).co_responsible) == 3


def test_an_empty_store_has_no_ministries() -> None:
    offices = portfolio(told(""))
    assert (offices.period, offices.scheme, offices.ministries) == ("", "", ())
