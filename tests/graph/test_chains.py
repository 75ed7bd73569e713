"""What an office waits for and who waits for it, to the end, and things that go in a circle."""

from hypothesis import given
from hypothesis import strategies as st

from graph.chains import Chain, cycles, office_view
from graph.links import Links
from tests.graph.cases import DAY, iri, told

OFFICES = """
  <dataset/D> a qs:DataSet ; qs:defaultPeriod <legislative-period/P> .
  <organisation/A-1> a qs:Ministry ; qs:identityLine <organisation-line/A> ; qs:abbreviation "MA" ;
    qs:legislativePeriod <legislative-period/P> ; qs:officialOrder 2 .
  <organisation/A-0> a qs:Ministry ; qs:identityLine <organisation-line/A> .
  <organisation/B-1> a qs:Ministry ; qs:identityLine <organisation-line/B> ; qs:abbreviation "MB" ;
    qs:legislativePeriod <legislative-period/P> ; qs:officialOrder 1 .
  <organisation/O-1> a qs:Organisation ; skos:prefLabel "Verband"@de, "association"@en .
  <measure/M-1> a qs:Measure ; qs:lead <organisation/A-0> ; skos:prefLabel "Kurse"@de .
  <measure/M-2> a qs:Measure ; qs:lead <organisation/B-1> ; skos:prefLabel "Daten"@de .
  <measure/M-3> a qs:Measure ; qs:lead <organisation/A-1> ; skos:prefLabel "Gesetz"@de .
"""
DATA = "https://w3id.org/querschnitt/concept/dependency-kind/data"


def waiting(*pairs: tuple[str, str], more: str = "") -> str:
    return (
        OFFICES
        + more
        + "".join(
            f"<dependency/D-{n}> a qs:Dependency ; qs:dependent <{a}> ; qs:prerequisite <{b}> ."
            for n, (a, b) in enumerate(pairs, 1)
        )
    )


def way(chain: Chain) -> list[str]:
    return [chain.links[0].dependent.key, *(link.prerequisite.key for link in chain.links)]


CHAIN = (("measure/M-1", "measure/M-2"), ("measure/M-2", "organisation/O-1"))


def test_a_chain_leads_from_the_ministrys_item_to_the_last_prerequisite() -> None:
    view = office_view(Links(told(waiting(*CHAIN)), day=DAY), iri("organisation/A-1"))
    (chain,) = view.waits_for
    assert view.office.key == "A-1"
    assert way(chain) == ["M-1", "M-2", "O-1"]
    assert [office.key for office in chain.offices] == ["B-1", "A-1", "O-1"]
    assert chain.sentence.de == "„Kurse“ ist angewiesen auf „Daten“, „Daten“ auf Verband."
    assert chain.sentence.en == "“Kurse” relies on “Daten”, “Daten” on association."
    assert [part.claims for part in chain.links[0].dependencies] == [("said",)]
    assert view.awaited_by == ()


def test_a_chain_ends_with_what_others_wait_for() -> None:
    links = Links(told(waiting(*CHAIN)), day=DAY)
    assert [way(c) for c in office_view(links, iri("organisation/O-1")).awaited_by] == [
        ["M-1", "M-2", "O-1"]
    ]
    (other,) = office_view(links, iri("organisation-line/B")).awaited_by
    assert (way(other), other.links[0].waiting[0].key) == (["M-1", "M-2"], "A-1")


def test_a_chain_within_one_ministry_is_no_wait() -> None:
    links = Links(told(waiting(("measure/M-1", "measure/M-3"))), day=DAY)
    view = office_view(links, iri("organisation/A-1"))
    assert (view.waits_for, view.awaited_by) == ((), ())


def test_a_link_carries_kind_and_dates_with_their_claims() -> None:
    more = f"""<dependency/D-1> qs:dependencyKind <{DATA}> ; qs:dueDate "2025-03" ;
      qs:requestedOn "2024-06-01" . <measure/M-2> schema:endDate "2025" ."""
    chains = office_view(
        Links(told(waiting(CHAIN[0], more=more)), day=DAY), iri("organisation/A-1")
    )
    (link,) = chains.waits_for[0].links
    assert link.dependencies[0].kind is not None
    assert link.dependencies[0].kind.label.en == "data"
    assert [(each.role, each.text, each.of.key, each.claims) for each in link.dates] == [
        ("due", "2025-03", "D-1", ("said",)),
        ("requested", "2024-06-01", "D-1", ("said",)),
        ("end", "2025", "M-2", ("said",)),
    ]


def test_a_chain_with_an_inferred_link_is_inferred() -> None:
    thought = """<dependency/D-9> a qs:Dependency ; qs:dependent <measure/M-2> ;
      qs:prerequisite <organisation/O-1> ."""
    links = Links(told(waiting(CHAIN[0]), thought=thought), day=DAY)
    (chain,) = office_view(links, iri("organisation/A-1")).waits_for
    assert ([link.inferred for link in chain.links], chain.inferred) == ([False, True], True)


def test_a_chain_stops_at_what_is_met() -> None:
    links = Links(told(waiting(*CHAIN, more='<dependency/D-2> qs:metOn "2024" .')), day=DAY)
    assert [way(c) for c in office_view(links, iri("organisation/A-1")).waits_for] == [
        ["M-1", "M-2"]
    ]


def test_what_is_told_in_words_stands_beside_the_chains() -> None:
    more = """<dependency/W> a qs:Dependency ; qs:dependent <measure/M-1> ;
      qs:prerequisiteText "Haushalt"@de ."""
    view = office_view(Links(told(waiting(more=more)), day=DAY), iri("organisation/A-1"))
    assert [each.prerequisite_text for each in view.outside] == ["Haushalt"]


def test_an_office_without_dependencies_has_an_empty_view() -> None:
    view = office_view(Links(told(OFFICES), day=DAY), iri("body/unknown"))
    assert (view.waits_for, view.awaited_by, view.outside) == ((), (), ())


def test_a_circle_is_told_in_one_sentence() -> None:
    round_trip = (*CHAIN[:1], ("measure/M-2", "measure/M-3"), ("measure/M-3", "measure/M-1"))
    (cycle,) = cycles(Links(told(waiting(*round_trip)), day=DAY))
    assert [member.key for member in cycle.members] == ["M-1", "M-2", "M-3"]
    sentence = cycle.shortest.sentence
    assert sentence.de == "„Kurse“ wartet auf „Daten“, „Daten“ auf „Gesetz“, „Gesetz“ auf „Kurse“."
    assert sentence.en == "“Kurse” waits for “Daten”, “Daten” for “Gesetz”, “Gesetz” for “Kurse”."
    assert [office.key for office in cycle.shortest.offices] == ["B-1", "A-1"]


def test_a_circle_with_something_met_is_none() -> None:
    pair = (("measure/M-1", "measure/M-2"), ("measure/M-2", "measure/M-1"))
    assert len(cycles(Links(told(waiting(*pair)), day=DAY))) == 1
    met = waiting(*pair, more='<dependency/D-2> qs:metOn "2024-11-24" .')
    assert cycles(Links(told(met), day=DAY)) == ()


@given(st.lists(st.tuples(*[st.sampled_from(["M-1", "M-2", "M-3", "M-4"])] * 2), max_size=8))
def test_who_waits_for_another_ministry_is_awaited_by_the_other_one(
    pairs: list[tuple[str, str]],
) -> None:
    linked = [(f"measure/{a}", f"measure/{b}") for a, b in pairs]
    links = Links(told(waiting(*linked)), day=DAY)
    a, b = (office_view(links, iri(f"organisation/{name}-1")) for name in "AB")
    leads = {"M-1": "A", "M-2": "B", "M-3": "A"}
    direct = any((leads.get(x), leads.get(y)) == ("A", "B") for x, y in pairs)
    assert not direct or (a.waits_for and b.awaited_by)
