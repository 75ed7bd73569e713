"""What slips if something slips: all that relies on it, pushed only as far as dates prove."""

from collections.abc import Iterable
from datetime import date

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from graph.links import Links
from graph.slippage import Slip, Slippage, slippage
from tests.graph.cases import DAY, iri, told

OFFICES = """
  <dataset/D> a qs:DataSet ; qs:defaultPeriod <legislative-period/P> .
  <organisation/A-1> a qs:Ministry ; qs:identityLine <organisation-line/A> ; qs:abbreviation "MA" ;
    qs:legislativePeriod <legislative-period/P> ; qs:officialOrder 2 .
  <organisation/B-1> a qs:Ministry ; qs:identityLine <organisation-line/B> ; qs:abbreviation "MB" ;
    qs:legislativePeriod <legislative-period/P> ; qs:officialOrder 1 .
  <measure/M-1> a qs:Measure ; skos:prefLabel "Gesetz"@de .
  <measure/M-2> a qs:Measure ; qs:lead <organisation/A-1> ; skos:prefLabel "Kurse"@de .
  <measure/M-3> a qs:Measure ; qs:lead <organisation/B-1> ; skos:prefLabel "Daten"@de .
"""
CHAIN = (("M-2", "M-1"), ("M-3", "M-2"))


def linked(pairs: Iterable[tuple[str, str]], more: str = "") -> Links:
    text = "".join(
        f"""<dependency/D-{n}> a qs:Dependency ; qs:dependent <measure/{a}> ;
          qs:prerequisite <measure/{b}> ."""
        for n, (a, b) in enumerate(pairs, 1)
    )
    return Links(told(OFFICES + text + more), day=DAY)


def due(**dates: str) -> str:
    return "".join(f'<measure/M-{k[1:]}> qs:dueDate "{text}" .' for k, text in dates.items())


def slips(found: Slippage | Slip) -> list[Slip]:
    return [each for then in found.then for each in (then, *slips(then))]


def test_a_slip_pushes_what_relies_on_it_as_far_as_it_has_to() -> None:
    links = linked(CHAIN, due(m1="2025-03-31", m2="2025-04-10", m3="2025-07-01"))
    found = slippage(links, iri("measure/M-1"), 30)
    assert (found.earliest, found.affected) == (date(2025, 4, 30), 2)
    assert [office.key for office in found.responsible] == ["B-1", "A-1"]
    assert found.sentence.de == (
        "Verzögert sich „Gesetz“, sind 2 weitere Vorhaben mit betroffen. Zuständig: MB und MA."
    )
    ((second),) = found.then
    (third,) = second.then
    assert (second.pushed_by, second.reserve, third.pushed_by, third.reserve) == (20, 0, 0, 62)
    assert [(each.date.claims, each.days, each.before) for each in second.missed] == [
        (("said",), 20, False)
    ]
    assert third.missed == ()
    assert second.sentence.de == (
        "„Kurse“, fällig 10.04.2025, verschiebt sich um mindestens 20 Tage, "
        "frühestens auf den 30.04.2025."
    )
    assert (
        third.sentence.en == "“Daten”, due 1 July 2025, can be kept, with at most 62 days to spare."
    )


def test_a_new_day_does_the_same_as_the_days_until_then() -> None:
    links = linked(CHAIN, due(m1="2025-03-31", m2="2025-04-10", m3="2025-07-01"))
    item = iri("measure/M-1")
    assert slippage(links, item, date(2025, 4, 30)) == slippage(links, item, 30)


def test_no_date_is_invented_where_none_is_stated() -> None:
    found = slippage(linked(CHAIN, due(m3="2025-07-01")), iri("measure/M-1"), 30)
    assert (found.dates, found.earliest) == ((), None)
    assert [(each.pushed_by, each.reserve, each.missed) for each in slips(found)] == [
        (None, None, ())
    ] * 2
    undated, unmoved = slips(found)
    assert undated.sentence.de.endswith("weil nicht hinterlegt ist, bis wann es fertig sein soll.")
    assert unmoved.sentence.de.endswith("weil für „Gesetz“ kein Termin hinterlegt ist.")


def test_the_order_holds_across_what_has_no_date() -> None:
    found = slippage(linked(CHAIN, due(m3="2025-07-01")), iri("measure/M-1"), date(2025, 8, 1))
    assert [each.pushed_by for each in slips(found)] == [None, 31]


def test_a_year_is_pushed_only_beyond_its_last_day() -> None:
    links = linked(CHAIN, due(m1="2025-03", m2="2025"))
    assert slippage(links, iri("measure/M-1"), 300).then[0].pushed_by == 0
    assert slippage(links, iri("measure/M-1"), 306).then[0].pushed_by == 1


def test_the_day_by_which_a_dependency_is_needed_can_be_missed() -> None:
    more = due(m1="2025-03-31", m2="2026") + '<dependency/D-1> qs:dueDate "2025-04" .'
    (second,) = slippage(linked(CHAIN[:1], more), iri("measure/M-1"), 60).then
    assert [(each.date.of.key, each.days) for each in second.missed] == [("D-1", 30)]


def test_what_was_missed_before_is_told_apart() -> None:
    late = due(m1="2025-05", m2="2025-04")
    assert slippage(linked(CHAIN[:1], late), iri("measure/M-1"), 10).then[0].missed[0].before
    passed = due(m1="2024", m2="2024-10")
    assert slippage(linked(CHAIN[:1], passed), iri("measure/M-1"), 400).then[0].missed[0].before


def test_what_relies_on_several_affected_things_stands_once_with_all_links() -> None:
    links = linked((*CHAIN, ("M-3", "M-1")))
    found = slips(slippage(links, iri("measure/M-1"), 30))
    assert [each.item.key for each in found] == ["M-2", "M-3"]
    assert [link.prerequisite.key for link in found[1].links] == ["M-1", "M-2"]


def test_nothing_slips_with_what_nothing_open_relies_on() -> None:
    for links in (linked(CHAIN), linked(CHAIN[:1], '<dependency/D-1> qs:metOn "2024" .')):
        item = iri("measure/M-3") if links.graph else iri("measure/M-1")
        found = slippage(links, item, 30)
        assert (found.then, found.affected) == ((), 0)
        assert found.sentence.de.startswith("Nach den Angaben hängt nichts von")


names = st.sampled_from([f"M-{n}" for n in range(1, 8)])


@given(st.lists(st.tuples(names, names), max_size=14), names)
def test_whatever_relies_on_it_is_in_the_tree_once(
    pairs: list[tuple[str, str]], start: str
) -> None:
    links = linked(pairs)
    item = iri(f"measure/{start}")
    found = [each.item.iri for each in slips(slippage(links, item, 1))]
    expected = nx.ancestors(links.graph, item) if item in links.graph else set()
    assert (set(found), len(found)) == (expected, len(expected))
