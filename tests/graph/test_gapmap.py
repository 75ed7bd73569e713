"""The gap map counts each thing where it belongs and says how certain an empty cell is."""

from collections.abc import Container

import pytest

from graph.gapmap import gap_map, summed, weakest
from graph.model import Cell, Coverage, GapMap, MapRow
from tests.graph.cases import DAY, iri, told

GROUND = """
  <dataset/D> a qs:DataSet ; qs:defaultPeriod <legislative-period/P> ;
    qs:defaultScheme <field-scheme/H> .
  <organisation/A> a qs:Ministry ; qs:identityLine <organisation-line/A> ; qs:officialOrder 2 ;
    qs:legislativePeriod <legislative-period/P> ; qs:abbreviation "MA" .
  <organisation/B> a qs:Ministry ; qs:identityLine <organisation-line/B> ; qs:officialOrder 1 ;
    qs:legislativePeriod <legislative-period/P> ; skos:prefLabel "Ministerium B"@de .
  <organisation/A-old> a qs:Ministry ; qs:identityLine <organisation-line/A> .
  <organisation/O> a qs:Organisation .
  <field-scheme/EXTRA> a qs:FieldScheme ; qs:supplementary true .
  <field/F-2> a qs:FieldOfAction ; skos:inScheme <field-scheme/H> ; qs:officialOrder 2 .
  <field/F-1> a qs:FieldOfAction ; skos:inScheme <field-scheme/H> ; qs:officialOrder 1 .
  <field/X-1> a qs:FieldOfAction ; skos:inScheme <field-scheme/EXTRA> ; qs:officialOrder 1 .
  <field/Z-1> a qs:FieldOfAction ; skos:inScheme <field-scheme/OTHER> ; qs:officialOrder 1 .

  <measure/M-1> a qs:Measure ; qs:field <field/F-1>, <field/F-2> ; qs:lead <organisation/A-old> ;
    qs:answers <recommendation/R-1> .
  <measure/M-2> a qs:Measure ; qs:field <field/F-1> ; qs:lead <organisation/O> .
  <measure/M-3> a qs:Measure ; qs:field <field/X-1> .
  <measure/M-4> a qs:Measure ; qs:field <field/Z-1> ; qs:lead <organisation/A> .
  <measure/M-5> a qs:Measure ; qs:field <field/F-1> ; qs:lead <organisation/A> ;
    qs:status status:dropped .

  <recommendation/R-1> a qs:Recommendation ; qs:nature nature:recommendation ;
    qs:field <field/F-1> .
  <recommendation/R-2> a qs:Recommendation ; qs:nature nature:recommendation ;
    qs:field <field/F-1> .
  <recommendation/R-3> a qs:Recommendation ; qs:nature nature:lead-theme ; qs:field <field/F-2> ;
    qs:addressee <organisation/B> .
  <recommendation/R-4> a qs:Recommendation ; qs:nature nature:minority-vote ; qs:field <field/F-2> .
  <recommendation/R-5> a qs:Recommendation ; qs:nature nature:finding ; qs:field <field/F-2> .
"""
COLUMNS = ["B", "A", "other", "nobody"]


def drawn(more: str = "", hearing: Container[str] = ()) -> GapMap:
    return gap_map(told(GROUND + more), day=DAY, hearing=hearing)


def row(table: GapMap, field: str) -> MapRow:
    return next(found for found in table.rows if found.field.key == field)


def cell(table: GapMap, field: str, column: str) -> Cell:
    return row(table, field).cells[COLUMNS.index(column)]


def test_rows_are_the_scheme_in_its_order_and_then_what_was_added() -> None:
    rows = drawn().rows
    assert [(found.field.key, found.supplementary) for found in rows] == [
        ("F-1", False),
        ("F-2", False),
        ("X-1", True),
    ]


def test_columns_are_ministries_in_official_order_then_others_and_nobody() -> None:
    columns = drawn().columns
    assert [column.kind for column in columns] == ["ministry", "ministry", "other", "nobody"]
    assert [column.label.de for column in columns][:2] == ["Ministerium B", "MA"]
    assert columns[1].key == iri("organisation-line/A")
    assert columns[3].label.de == "kein Ressort benannt"


def test_a_measure_stands_in_each_of_its_fields_under_the_line_of_its_lead() -> None:
    table = drawn()
    for field in ("F-1", "F-2"):
        assert [m.key for m in cell(table, field, "A").measures] == ["M-1"]
    assert [m.key for m in cell(table, "F-1", "other").measures] == ["M-2"]
    assert [m.key for m in cell(table, "X-1", "nobody").measures] == ["M-3"]
    assert (table.measures, [found.measures for found in table.rows]) == (3, [2, 1, 1])


def test_recommendations_stand_under_a_ministry_only_if_it_is_addressed() -> None:
    table = drawn()
    assert [s.recommendation.key for s in cell(table, "F-1", "nobody").recommendations] == [
        "R-1",
        "R-2",
    ]
    assert [s.recommendation.key for s in cell(table, "F-2", "B").recommendations] == ["R-3"]
    assert cell(table, "F-1", "A").recommendations == ()


def test_counts_are_of_what_counts_and_rows_show_all() -> None:
    table = drawn()
    assert (row(table, "F-1").asked, row(table, "F-1").taken_up, row(table, "F-1").open) == (
        2,
        1,
        1,
    )
    assert (row(table, "F-2").asked, len(row(table, "F-2").recommendations)) == (1, 3)
    assert (table.asked, table.open) == (3, 2)


def test_what_is_being_heard_is_not_told_as_open() -> None:
    usual = drawn()
    gaps = [s for r in usual.rows for s in r.recommendations if s.coverage == "open"]
    heard = drawn(hearing={state.recommendation.iri for state in gaps})
    assert (heard.asked, heard.open) == (usual.asked, 0)
    states = [s for r in heard.rows for s in r.recommendations]
    assert {s.words.de for s in states if s.coverage == "hearing"} == {"in Anhörung"}
    assert "open" not in {cell.coverage for r in heard.rows for cell in r.cells}


def test_every_count_is_split_by_nature() -> None:
    counts = {nature.label.en: found for nature, found in drawn().by_nature}
    assert list(counts) == ["recommendation", "finding", "minority vote", "lead theme"]
    assert counts["recommendation"]["open"] == counts["recommendation"]["taken_up"] == 1
    assert counts["finding"]["asked"] == 0
    assert counts["minority vote"]["counted"] == 0


def test_a_cell_is_covered_as_what_was_asked_there() -> None:
    table = drawn()
    assert cell(table, "F-1", "nobody").coverage == "partly"
    assert (cell(table, "F-2", "B").coverage, cell(table, "F-2", "B").evidence) == (
        "open",
        "presumed",
    )
    assert cell(table, "F-1", "A").coverage == "nothing-asked"


EXPECTED = """<expectation/E> a qs:Expectation ; qs:field <field/F-1> ;
  qs:expectedFrom <organisation-line/{0}> ."""


def test_an_expected_contribution_opens_an_empty_cell() -> None:
    empty = cell(drawn(EXPECTED.format("B")), "F-1", "B")
    assert (empty.expected, empty.coverage, empty.evidence) == (True, "open", "presumed")
    helped = EXPECTED.format("B") + "<measure/M-2> qs:support <organisation/B> ."
    assert cell(drawn(helped), "F-1", "B").coverage == "partly"
    assert cell(drawn(EXPECTED.format("A")), "F-1", "A").coverage == "taken-up"


def test_a_declared_list_makes_an_empty_cell_certain() -> None:
    declared = """<completeness-declaration/K> a qs:CompletenessDeclaration ;
      qs:declaredBy <organisation/B> ;
      qs:coversKind <https://w3id.org/querschnitt/concept/covers/measure> ."""
    table = drawn(EXPECTED.format("B") + declared)
    assert cell(table, "F-1", "B").evidence == "confirmed"
    assert cell(table, "F-2", "B").evidence == "confirmed"


def test_notes_say_what_the_figures_do_not_show() -> None:
    excerpt = """<recommendation-set/S> skos:prefLabel "Bericht"@de ;
      qs:completeness <https://w3id.org/querschnitt/concept/completeness/excerpt> .
      <recommendation/R-1> qs:inSet <recommendation-set/S> ."""
    notes = " ".join(note.de for note in drawn(excerpt).notes)
    assert "Bericht" in notes
    assert "über alle Wahlperioden" in notes
    assert "Maßnahmen 1, Empfehlungen 0" in notes


def test_another_scheme_and_period_can_be_asked_for() -> None:
    store = told(GROUND)
    table = gap_map(store, day=DAY, scheme=iri("field-scheme/OTHER"))
    assert [found.field.key for found in table.rows] == ["Z-1", "X-1"]
    assert gap_map(store, day=DAY, period=iri("legislative-period/NONE")).columns[0].kind == "other"


def test_an_empty_store_has_an_empty_map() -> None:
    table = gap_map(told(""), day=DAY)
    assert (table.rows, table.period, table.asked) == ((), None, 0)


def test_the_counts_are_those_of_a_plain_query() -> None:
    store = told(GROUND)
    counted = store.select("""SELECT ?field (COUNT(DISTINCT ?measure) AS ?number) WHERE {
      ?measure a qs:Measure ; qs:field ?field . ?field skos:inScheme <https://w3id.org/querschnitt/id/field-scheme/H>
      FILTER NOT EXISTS { ?measure qs:status ?dropped }
    } GROUP BY ?field ORDER BY ?field""")
    numbers = [
        int(value.value)
        for found in counted
        if (value := found["number"]) and not isinstance(value, str)
    ]
    assert numbers == [
        found.measures for found in gap_map(store, day=DAY).rows if not found.supplementary
    ]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], "nothing-asked"),
        (["open", "open"], "open"),
        (["taken-up", "taken-up"], "taken-up"),
        (["taken-up", "presumably"], "presumably"),
        (["taken-up", "open"], "partly"),
        (["presumably", "open"], "partly"),
    ],
)
def test_several_coverages_sum_up(parts: list[Coverage], expected: Coverage) -> None:
    assert summed(parts) == expected


def test_several_open_things_are_certain_only_if_all_are() -> None:
    assert weakest(["confirmed", "confirmed"]) == "confirmed"
    assert weakest(["confirmed", "no-report"]) == "presumed"
