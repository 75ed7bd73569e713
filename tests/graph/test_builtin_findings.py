"""What the findings say about the built-in data, checked against the tables themselves."""

import csv
import re
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from graph.backing import text_of
from graph.claims import quads_of_claim
from graph.coverage import recommendation_states
from graph.current import Vocabulary, refresh
from graph.dependencies import hubs, reliance, waiting_graph
from graph.embedded import EmbeddedStore
from graph.finding import Finding
from graph.findings import findings
from graph.gapmap import gap_map
from graph.portfolio import portfolio
from graph.rules import rows
from graph.sources import claim_views
from graph.store import Store
from ingest.builtin import builtin_folders
from ingest.reading import read
from ontology.source import read_graph, read_text
from ontology.terms import CONCEPT, NAMESPACE
from tests.graph.cases import DAY, rule

(FOLDER,) = builtin_folders().values()
FORBIDDEN = ("nichts passiert", "Delegierte", "Score", "Rang", "None", "{", "}", "  ")


def table(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def natures() -> dict[str, tuple[str, bool]]:
    """Return group and whether action is expected of each nature, read from the ontology."""
    found: dict[str, tuple[str, bool]] = {}
    graph = read_graph("concepts.ttl")
    groups = {str(s): str(o) for s, p, o in graph if str(p) == f"{NAMESPACE}natureGroup"}
    usual = {str(s): str(o) == "true" for s, p, o in graph if str(p) == f"{NAMESPACE}expectsAction"}
    for name, group in groups.items():
        found[name.removeprefix(f"{CONCEPT}nature/")] = (group, usual[name])
    return found


def store_on(day: date) -> Store:
    store = EmbeddedStore()
    reading = read([FOLDER], ())
    assert not reading.faults
    for claim in reading.claims:
        store.insert(quads_of_claim(claim))
    store.load_lines(Vocabulary.built_in().lines)
    refresh(store, Vocabulary.built_in(), day)
    return store


@pytest.fixture(scope="module")
def store() -> Store:
    return store_on(DAY)


@pytest.fixture(scope="module")
def found(store: Store) -> list[Finding]:
    return findings(store, day=DAY)


def keys(found: list[Finding], name: str) -> set[str]:
    return {finding.subject.key for finding in found if finding.rule == name}


def test_recommendations_without_measure_are_exactly_those_the_tables_leave_open(
    found: list[Finding],
) -> None:
    answered = {row["recommendation"] for row in table("answers")}
    rejected = {
        row["recommendation"] for row in table("responses") if row["response"] == "rejected"
    }
    expecting = natures()
    expected = set()
    for row in table("recommendations"):
        group, usual = expecting[row["nature"]]
        own = row.get("expects_action", "")
        expects = own == "true" if own else usual
        left_out = group in {"minority", "third-party"}
        if expects and not left_out and row["id"] not in answered | rejected:
            expected.add(row["id"])
    assert expected
    assert keys(found, "G02") == expected


def test_nothing_is_confirmed_without_a_declaration_or_a_reply(found: list[Finding]) -> None:
    assert not (FOLDER / "completeness.csv").exists()
    assert not (FOLDER / "replies.csv").exists()
    assert {finding.state for finding in found} <= {"presumed", "no-data"}
    assert {finding.life.stage for finding in found} == {"new"}


def test_every_claim_behind_a_finding_can_be_opened(store: Store, found: list[Finding]) -> None:
    keys = {key for finding in found for key in finding.claims}
    keys |= {key for each in found for agreement in each.agreements for key in agreement.claims}
    assert {view.key for view in claim_views(store, keys)} == keys


def test_every_finding_is_what_its_published_query_finds(
    store: Store, found: list[Finding]
) -> None:
    of_rule = {name: rows(store, rule(name), day=DAY) for name in {each.rule for each in found}}
    for finding in found:
        told = {str(row[rule(finding.rule).subject]) for row in of_rule[finding.rule]}
        assert finding.subject.iri in told
        for name in rule(finding.rule).key:
            values = {row[name] for row in of_rule[finding.rule]}
            assert {each.iri for each in finding.members.get(name, ())} <= values


def test_ministries_stand_in_official_order(store: Store, found: list[Finding]) -> None:
    offices = portfolio(store)
    several = 0
    for finding in found:
        for name in rule(finding.rule).ministries:
            members = finding.members.get(name, ())
            several += len(members) > 1
            assert list(members) == sorted(members, key=lambda office: offices.rank(office.iri))
    assert several


def test_no_finding_names_a_person_or_a_party(found: list[Finding]) -> None:
    persons = {row["name"] for row in table("persons")}
    names = persons | {name.split()[-1] for name in persons}
    names |= {row.get("party", "") for row in table("persons")} - {""}
    assert len(names) > len(persons)
    named = re.compile(rf"\b({'|'.join(map(re.escape, sorted(names)))})\b")
    for finding in found:
        for text in (finding.sentence, finding.remedy, finding.state_reason, finding.benefit):
            assert not text or not named.search(text.de + text.en), text


def test_the_labour_market_cluster_is_one_entry_that_tells_the_others() -> None:
    day = date(2017, 6, 1)
    overlaps = {
        each.id: each
        for each in findings(store_on(day), day=day)
        if each.kind == "overlap"
        and {"M-INTEA", "M-WI", "M-QBJ"} <= {m.key for m in each.members.get("measure", ())}
    }
    (cluster,) = [each for each in overlaps.values() if not each.within]
    assert {each.key for each in cluster.ministries} == {"O-HMSI-19", "O-HKM-19", "O-HMWEVL-19"}
    assert cluster.grade == "overlap"
    assert len(cluster.agreements) > 2
    assert overlaps.keys() - {cluster.id} <= set(cluster.tells)
    assert cluster.tells
    assert cluster.benefit


def test_every_cause_is_told_once(found: list[Finding]) -> None:
    known = {each.id: each for each in found}
    told = [each for each in found if each.within]
    assert told
    for each in told:
        assert each.id in known[each.within].tells
        assert not known[each.within].within


def test_lines_stand_in_official_order(store: Store, found: list[Finding]) -> None:
    offices = portfolio(store)
    several = [f.members["line"] for f in found if len(f.members.get("line", ())) > 1]
    assert several
    for members in several:
        assert list(members) == sorted(members, key=lambda line: offices.rank(line.iri))
        assert offices.rank(members[0].iri)[0] < offices.rank(members[-1].iri)[0]


def test_what_rests_on_an_excerpt_says_so(found: list[Finding]) -> None:
    excerpts = {
        row["id"] for row in table("recommendation-sets") if row["completeness"] == "excerpt"
    }
    sets = {row["id"]: row["set"] for row in table("recommendations")}
    for finding in found:
        if finding.rule == "G02" and sets[finding.subject.key] in excerpts:
            assert any("Auszug, nicht vollständig" in note.de for note in finding.notes)


def test_inferred_references_alone_are_presumed(store: Store) -> None:
    bases: dict[str, set[str]] = defaultdict(set)
    for row in table("answers"):
        bases[row["recommendation"]].add(row["basis"])
    for state in recommendation_states(store, day=DAY):
        own = bases.get(state.recommendation.key, set())
        if state.expects_action and own == {"inferred"}:
            assert state.coverage in {"presumably", "partly"}
        elif state.expects_action and "stated" in own:
            assert state.coverage == "taken-up"


def test_measures_without_a_lead_are_those_the_tables_give_none(found: list[Finding]) -> None:
    led = {row["measure"] for row in table("involvements") if row["role"] == "lead"}
    without = {row["id"] for row in table("measures")} - led
    assert keys(found, "G08") <= without
    assert without - keys(found, "G08") <= {row["id"] for row in table("measures") if row["end"]}


def test_every_finding_can_be_read_aloud(found: list[Finding]) -> None:
    for finding in found:
        for text in (finding.sentence, finding.remedy, finding.state_reason, finding.title):
            for wording in (text.de, text.en):
                assert wording
                assert not any(word in wording for word in FORBIDDEN), wording
        assert finding.sentence.de[-1] in ".?"


def test_every_finding_has_claims_an_id_and_somebody_to_ask(found: list[Finding]) -> None:
    assert len({finding.id for finding in found}) == len(found)
    for finding in found:
        assert finding.claims, finding.sentence.de
        assert finding.ask, finding.sentence.de
        assert 1 <= finding.severity <= 4


def test_the_map_adds_up_to_the_tables(store: Store) -> None:
    drawn = gap_map(store, day=DAY)
    assert drawn.measures == len(table("measures"))
    assert sum(counts["all"] for _, counts in drawn.by_nature) == len(table("recommendations"))
    assert drawn.open == len(rows_of(store, "G02"))
    (default,) = table("datasets")
    fields = [row["id"] for row in table("fields") if row["scheme"] == default["default_scheme"]]
    assert [row.field.key for row in drawn.rows if not row.supplementary] == fields


def test_the_map_agrees_with_its_published_query(store: Store) -> None:
    drawn = gap_map(store, day=DAY)
    shown = {
        (cell.row, cell.column): len(cell.measures)
        for row in drawn.rows
        for cell in row.cells
        if cell.measures and cell.column.startswith("http")
    }
    counted = {
        (str(row["field"]), str(row["line"])): text_of(row["measures"])
        for row in store.select(read_text("matrix.rq"))
    }
    columns = {column.key for column in drawn.columns}
    assert {place: int(n) for place, n in counted.items() if place[1] in columns} == shown


def rows_of(store: Store, name: str) -> set[str]:
    return {str(row["recommendation"]) for row in rows(store, rule(name), day=DAY)}


def test_dependencies_agree_between_both_engines(store: Store) -> None:
    known = reliance(store, day=DAY)
    waiting = {
        (row["waiting"], row["awaited"], row["dependency"])
        for row in rows(store, rule("D01"), day=DAY)
    }
    assert set(waiting_graph(known).edges(keys=True)) == waiting
    through: dict[str, set[str]] = defaultdict(set)
    for row in rows(store, rule("D09"), day=DAY):
        through[str(row["office"])].add(str(row["item"]))
    assert hubs(known, minimum=1) == dict(through)


def test_the_ministries_are_those_of_the_default_period(store: Store) -> None:
    offices = portfolio(store)
    (default,) = table("datasets")
    expected = [
        row["id"] for row in table("ministries") if row["period"] == default["default_period"]
    ]
    assert {office.rpartition("/")[2] for office in offices.ministries} == set(expected)
    assert Path(offices.coordinators[0]).name in expected
    assert NAMESPACE not in offices.period
