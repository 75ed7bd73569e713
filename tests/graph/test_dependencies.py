"""Who waits for whom: SPARQL and NetworkX agree, and nothing reported gives nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.dependencies import hubs, reliance, waiting_graph, waits
from graph.reliance import has_passed
from graph.rules import rows
from graph.store import Store
from tests.graph.cases import DAY, case, rule, told

OFFICES = """
  <organisation/A-1> a qs:Ministry ; qs:identityLine <organisation-line/A> .
  <organisation/A-2> a qs:Ministry ; qs:identityLine <organisation-line/A> .
  <organisation/B-1> a qs:Ministry ; qs:identityLine <organisation-line/B> .
  <organisation/C-1> a qs:Ministry ; qs:identityLine <organisation-line/C> ; schema:endDate "2019" .
  <organisation/O-1> a qs:Organisation .
  <body/G> a qs:Body ; qs:attachedTo <organisation/B-1> .
  <measure/M-8> a qs:Measure ; schema:endDate "2019"^^xsd:gYear .
  <measure/M-9> a qs:Measure ; qs:status status:completed .
"""
things = st.sampled_from(
    [f"measure/M-{n}" for n in range(10)] + ["body/G", "organisation/O-1", "organisation/C-1"]
)
offices = st.sampled_from([f"organisation/{n}" for n in ("A-1", "A-2", "B-1", "C-1", "O-1")])
leads = st.dictionaries(st.sampled_from([f"measure/M-{n}" for n in range(10)]), offices)
days = st.sampled_from(["2023", "2024", "2025", "2024-11", "2024-12", "2024-11-24", "2024-11-25"])
vague = st.sampled_from(["2023-21", "2024-21", "2023/2025", "2024/2025", "2024-11-01/2024-12"])
mets = st.just("") | days | vague
links = st.lists(st.tuples(things, things, mets), max_size=12)


def agree(store: Store) -> None:
    known = reliance(store, day=DAY)
    waiting = {
        (row["waiting"], row["awaited"], row["dependency"])
        for row in rows(store, rule("D01"), day=DAY)
    }
    assert set(waiting_graph(known).edges(keys=True)) == waiting
    through: dict[str, set[str]] = {}
    for row in rows(store, rule("D09"), day=DAY):
        through.setdefault(str(row["office"]), set()).add(str(row["item"]))
    for minimum in (1, 2, 3):
        expected = {name: items for name, items in through.items() if len(items) >= minimum}
        assert hubs(known, minimum=minimum) == expected


@pytest.mark.parametrize("name", ["D01", "D09"])
def test_both_engines_agree_on_the_cases(name: str) -> None:
    agree(case(rule(name))[0])


@given(leads, links)
def test_both_engines_agree_on_any_graph(
    led: dict[str, str], linked: list[tuple[str, str, str]]
) -> None:
    text = "".join(f"<{item}> qs:lead <{office}> ." for item, office in led.items())
    for number, (item, prerequisite, met) in enumerate(linked):
        text += f"""<dependency/D-{number}> a qs:Dependency ; qs:dependent <{item}> ;
          qs:prerequisite <{prerequisite}> ."""
        text += f'<dependency/D-{number}> qs:metOn "{met}" .' if met else ""
    agree(told(OFFICES + text))


def test_waits_name_the_dependencies_and_keep_stated_and_inferred_apart() -> None:
    link = """<dependency/D-{0}> a qs:Dependency ; qs:dependent <measure/M-1> ;
      qs:prerequisite <organisation/{1}> ; dcterms:description "braucht es"@de ;
      qs:dependencyKind <https://w3id.org/querschnitt/concept/dependency-kind/data> ."""
    said = OFFICES + "<measure/M-1> qs:lead <organisation/A-1> ." + link.format(1, "B-1")
    matrix = waits(told(said, thought=link.format(2, "O-1")), day=DAY)
    assert [(w.waiting.key, w.awaited.key, w.inferred) for w in matrix.waits] == [
        ("A-2", "B-1", False),
        ("A-2", "O-1", True),
    ]
    (dependency,) = matrix.waits[0].dependencies
    assert (dependency.text, dependency.claims) == ("braucht es", ("said",))
    assert dependency.kind is not None
    assert dependency.kind.label.de == "Daten"


def test_the_matrix_shows_ministries_in_official_order_even_without_a_wait() -> None:
    period = """<dataset/D> a qs:DataSet ; qs:defaultPeriod <legislative-period/P> .
      <organisation/B-1> qs:legislativePeriod <legislative-period/P> ; qs:officialOrder 1 .
      <organisation/A-1> qs:legislativePeriod <legislative-period/P> ; qs:officialOrder 2 ."""
    matrix = waits(told(OFFICES + period), day=DAY)
    assert [office.key for office in matrix.ministries] == ["B-1", "A-1"]
    assert (matrix.waits, matrix.others, matrix.outside, matrix.over) == ((), (), (), ())


def test_what_is_told_in_words_and_what_is_over_stands_apart() -> None:
    matrix = waits(case(rule("D01"))[0], day=DAY)
    assert [found.prerequisite_text for found in matrix.outside] == ["Haushalt"]
    assert [found.reference.key for found in matrix.over] == ["D-11", "D-7", "D-8"]


@pytest.mark.parametrize(("met", "waiting"), [("2024", 0), ("2024-11-24", 0), ("2024-11-25", 1)])
def test_what_is_met_waits_no_more_from_its_first_day_on(met: str, waiting: int) -> None:
    said = f"""<measure/M-1> qs:lead <organisation/A-1> .
      <dependency/D-1> a qs:Dependency ; qs:dependent <measure/M-1> ; qs:metOn "{met}" ;
        qs:prerequisite <organisation/B-1> .
      <dependency/D-2> a qs:Dependency ; qs:dependent <measure/M-1> ; qs:metOn "{met}" ;
        qs:prerequisiteText "Haushalt"@de ."""
    matrix = waits(told(OFFICES + said), day=DAY)
    assert (len(matrix.waits), len(matrix.outside)) == (waiting, waiting)
    assert len(matrix.over) == 2 - 2 * waiting


def test_an_empty_store_has_no_waits() -> None:
    assert waits(told(""), day=DAY).waits == ()
    assert hubs(reliance(told(""), day=DAY)) == {}


@pytest.mark.parametrize(
    ("end", "passed"),
    [
        ("2014", False),
        ("2013", True),
        ("2014-10", True),
        ("2014-11", False),
        ("2014-11-23", True),
        ("2014-11-24", False),
        ("2012/2013", True),
        ("2012/2015", False),
        ("2012/", False),
    ],
)
def test_a_date_has_passed_when_all_of_it_has(end: str, passed: bool) -> None:
    assert has_passed(end, date(2014, 11, 24)) is passed
