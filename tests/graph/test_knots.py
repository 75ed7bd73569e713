"""Offices that many dependencies run through: in official order, with what relies on them."""

from graph.knots import knots
from graph.links import Links
from tests.graph.cases import DAY, told

OFFICES = """
  <dataset/D> a qs:DataSet ; qs:defaultPeriod <legislative-period/P> .
  <organisation/A-1> a qs:Ministry ; qs:identityLine <organisation-line/A> ; qs:abbreviation "MA" ;
    qs:legislativePeriod <legislative-period/P> ; qs:officialOrder 2 .
  <organisation/B-1> a qs:Ministry ; qs:identityLine <organisation-line/B> ; qs:abbreviation "MB" ;
    qs:legislativePeriod <legislative-period/P> ; qs:officialOrder 1 .
  <organisation/C-1> a qs:Ministry ; qs:identityLine <organisation-line/C> ; qs:abbreviation "MC" ;
    qs:legislativePeriod <legislative-period/P> ; qs:officialOrder 3 .
  <measure/M-1> a qs:Measure ; qs:lead <organisation/A-1> .
  <measure/M-2> a qs:Measure ; qs:lead <organisation/A-1> .
  <measure/M-3> a qs:Measure ; qs:lead <organisation/C-1> .
  <measure/M-4> a qs:Measure ; qs:lead <organisation/B-1> .
"""


def relying(*pairs: tuple[str, str], more: str = "") -> Links:
    links = "".join(
        f"<dependency/D-{n}> a qs:Dependency ; qs:dependent <{a}> ; qs:prerequisite <{b}> ."
        for n, (a, b) in enumerate(pairs, 1)
    )
    return Links(told(OFFICES + links + more), day=DAY)


TO_B = tuple((f"measure/M-{n}", "measure/M-4") for n in (1, 2, 3))


def test_a_knot_names_what_relies_on_it_and_which_offices_it_connects() -> None:
    (knot,) = knots(relying(*TO_B))
    assert knot.office.key == "B-1"
    assert [item.key for item in knot.relying] == ["M-1", "M-2", "M-3"]
    assert [each.claims for each in knot.dependencies] == [("said",)] * 3
    assert [[office.key for office in part] for part in knot.parts] == [["A-1"], ["C-1"]]
    assert [sentence.de for sentence in knot.sentences] == [
        "Viele Abhängigkeiten laufen über MB: 3 laufende Vorhaben anderer sind darauf angewiesen.",
        "Nur über MB hängen 2 Gruppen von Stellen miteinander zusammen.",
    ]


def test_another_connection_leaves_no_parts() -> None:
    (knot,) = knots(relying(*TO_B, ("measure/M-3", "measure/M-1")))
    assert (knot.parts, len(knot.sentences)) == ((), 1)


def test_knots_stand_in_official_order_whatever_runs_through_them() -> None:
    found = knots(relying(*TO_B, ("measure/M-4", "measure/M-3")), minimum=1)
    assert [knot.office.key for knot in found] == ["B-1", "C-1"]
    assert [len(knot.relying) for knot in found] == [3, 3]


def test_few_dependencies_and_those_that_are_met_make_no_knot() -> None:
    assert knots(relying(*TO_B[:2])) == ()
    assert knots(relying(*TO_B, more='<dependency/D-3> qs:metOn "2024" .')) == ()
