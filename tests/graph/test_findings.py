"""Findings say what they rest on, how certain they are, whom to ask; and keep their id."""

from collections.abc import Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from graph.finding import Finding
from graph.findings import by_nature, findings
from graph.store import Store
from tests.graph.cases import DAY, case, iri, rule, told

BASE = """
  <dataset/D> a qs:DataSet ; qs:defaultPeriod <legislative-period/P> .
  <organisation/A> a qs:Ministry ; qs:identityLine <organisation-line/A> ; qs:officialOrder 1 ;
    qs:legislativePeriod <legislative-period/P> ; qs:abbreviation "MA" .
  <organisation/B> a qs:Ministry ; qs:identityLine <organisation-line/B> ; qs:officialOrder 2 ;
    qs:legislativePeriod <legislative-period/P> ; qs:abbreviation "MB" .
  <organisation/A-old> a qs:Ministry ; qs:identityLine <organisation-line/A> .
  <plan/PL> a qs:Plan ; qs:coordinatedBy <organisation/A> ; qs:coResponsible <organisation/B> .
  <recommendation-set/S> a qs:RecommendationSet ; skos:prefLabel "Bericht"@de .
  <recommendation/R-1> a qs:Recommendation ; skos:prefLabel "Kurse ausbauen"@de ;
    qs:nature nature:recommendation ; qs:inSet <recommendation-set/S> ; qs:field <field/F-1> .
  <recommendation/R-0> a qs:Recommendation ; qs:nature nature:recommendation .
"""
ANSWER = "<measure/M-0> a qs:Measure ; qs:answers <recommendation/R-0> ."
KNOWN = BASE + ANSWER
DECLARED = """<completeness-declaration/K-{0}> a qs:CompletenessDeclaration ;
  qs:declaredBy <organisation/{0}> ;
  qs:coversKind <https://w3id.org/querschnitt/concept/covers/{1}> {2} ."""


def found(store: Store, *names: str, day: date = DAY) -> list[Finding]:
    return findings(store, day=day, rules=[rule(name) for name in names])


def only(listed: Sequence[Finding], key: str) -> Finding:
    (finding,) = [one for one in listed if one.subject.key == key]
    return finding


def gap(text: str, key: str = "R-1", *, thought: str = "") -> Finding:
    return only(found(told(text, thought=thought), "G02"), key)


def declared(office: str, covers: str = "measure", field: str = "") -> str:
    place = f"; qs:field <field/{field}>" if field else ""
    return DECLARED.format(office, covers, place)


def test_a_gap_is_presumed_as_long_as_somebody_responsible_has_not_declared() -> None:
    for text in (KNOWN, KNOWN + declared("A"), KNOWN + declared("A") + declared("B", "contract")):
        assert gap(text).state == "presumed"
    assert "MB" in gap(KNOWN + declared("A")).state_reason.de
    assert "MA" not in gap(KNOWN + declared("A")).state_reason.de


def test_a_gap_is_confirmed_when_all_responsible_have_declared_the_field() -> None:
    for place in ("", "F-1"):
        confirmed = gap(KNOWN + declared("A", field=place) + declared("B", field=place))
        assert confirmed.state == "confirmed"
        assert "MA und MB" in confirmed.state_reason.de
    assert gap(KNOWN + declared("A", field="F-2") + declared("B")).state == "presumed"


def test_a_predecessor_declares_for_its_line() -> None:
    assert gap(KNOWN + declared("A-old") + declared("B")).state == "confirmed"


def test_a_stated_addressee_alone_is_responsible() -> None:
    addressed = KNOWN + "<recommendation/R-1> qs:addressee <organisation/B> ."
    assert gap(addressed + declared("A")).state == "presumed"
    assert gap(addressed + declared("B")).state == "confirmed"
    assert [office.key for office in gap(addressed).ask] == ["B"]
    assert [office.key for office in gap(KNOWN).ask] == ["A"]


def test_an_express_refusal_confirms_at_once() -> None:
    assert gap(KNOWN + "<recommendation/R-1> qs:nonePlanned true .").state == "confirmed"


def test_without_any_delivery_nothing_can_be_said() -> None:
    silent = gap(BASE + declared("A") + declared("B"))
    assert silent.state == "no-data"
    assert silent.severity < gap(KNOWN + declared("A") + declared("B")).severity


def test_an_excerpt_is_noted_and_stays_presumed() -> None:
    excerpt = """<recommendation-set/S>
      qs:completeness <https://w3id.org/querschnitt/concept/completeness/excerpt> ."""
    finding = gap(KNOWN + excerpt + declared("A") + declared("B"))
    assert finding.state == "presumed"
    assert [note.de for note in finding.notes] == ["„Bericht“: Auszug, nicht vollständig."]


def test_an_inferred_reference_is_no_gap() -> None:
    thought = "<measure/M-1> a qs:Measure ; qs:answers <recommendation/R-1> ."
    assert found(told(KNOWN, thought=thought), "G02") == []


def test_a_demanded_measure_takes_nothing_up() -> None:
    wished = "<measure/M-1> a qs:Measure ; qs:answers <recommendation/R-1> ."
    assert len(found(told(KNOWN, wished=wished), "G02")) == 1


def test_a_finding_says_itself_in_both_languages() -> None:
    finding = gap(KNOWN)
    assert finding.sentence.de == (
        "Empfehlung „Kurse ausbauen“ aus „Bericht“: Dazu ist keine Maßnahme, keine Vereinbarung "
        "und kein Gremium hinterlegt."
    )
    assert finding.sentence.en.startswith("Recommendation “Kurse ausbauen” from “Bericht”: no")
    assert finding.fields[0].key == "F-1"
    assert finding.nature is not None
    assert by_nature([finding]) == [(finding.nature, 1)]


def test_a_priority_shows_its_parts() -> None:
    accepted = """<response/P> qs:respondsTo <recommendation/R-1> ;
      qs:responseKind <https://w3id.org/querschnitt/concept/response/accepted> ."""
    plain, raised = gap(KNOWN), gap(KNOWN + accepted)
    assert raised.severity == plain.severity + 1
    assert sum(part.points for part in raised.severity_parts) == raised.severity
    assert all(part.reason.de and part.reason.en for part in raised.severity_parts)


def test_the_claims_behind_are_named_and_change_the_evidence() -> None:
    plain = gap(KNOWN)
    again = gap(KNOWN, thought="<recommendation/R-1> qs:nature nature:recommendation .")
    assert plain.claims == ("said",)
    assert again.claims == ("said", "thought")
    assert (plain.id, plain.evidence) != (again.id, again.evidence)
    assert plain.id == again.id


def test_an_overlap_is_presumed_until_somebody_responsible_confirms_it() -> None:
    store, _ = case(rule("O05"))
    stated = only(found(store, "O05"), "M-1")
    assert (stated.state, stated.notes) == ("presumed", ())
    assert "noch nicht bestätigt" in stated.state_reason.de
    doubtful = told(
        "<measure/M-1> a qs:Measure ; qs:lead <organisation/A> .",
        thought="<measure/M-1> qs:lead <organisation/B> .",
    )
    inferred = only(found(doubtful, "O05"), "M-1")
    assert inferred.state == "presumed"
    assert inferred.severity == stated.severity
    assert inferred.notes


def test_a_group_below_the_threshold_is_no_finding() -> None:
    store, expected = case(rule("O02"))
    assert {row["recommendation"] for row in expected} == {
        "recommendation/R-1",
        "recommendation/R-3",
    }
    (finding,) = found(store, "O02")
    assert finding.subject.key == "R-1"
    assert [part.key for part in finding.members["measure"]] == ["M-1", "M-2"]
    assert finding.numbers["n_line"] == "2"
    assert [line.key for line in finding.lines] == ["A", "B"]


def test_sorts_of_one_rule_have_their_own_words_and_ids() -> None:
    store, _ = case(rule("G22"))
    listed = found(store, "G22")
    assert len({finding.id for finding in listed}) == 3
    late = only(listed, "V-late").sentence.de
    assert "sind die Termine mehrerer Verpflichtungen vorbei" in late
    assert "(31.12.2020)" in only(listed, "V-out").sentence.de


def test_the_most_urgent_come_first() -> None:
    store, _ = case(rule("G22"))
    priorities = [finding.severity for finding in findings(store, day=DAY)]
    assert priorities == sorted(priorities, reverse=True)


def test_an_empty_store_has_no_findings() -> None:
    assert findings(told(""), day=DAY) == []


@given(st.sampled_from(["Kurse", "Kurse 2", ""]), st.booleans(), st.booleans())
def test_names_states_and_claims_change_no_id(label: str, declare: bool, more: bool) -> None:
    text = KNOWN.replace("Kurse ausbauen", label) + (declared("A") + declared("B")) * declare
    thought = "<recommendation/R-1> qs:field <field/F-2> ." if more else ""
    finding = gap(text, thought=thought)
    assert finding.id == gap(KNOWN).id
    assert finding.subject.iri == iri("recommendation/R-1")
