"""A store behind a SPARQL endpoint answers what the embedded one answers, to the byte."""

import json

import pytest
from hypothesis import HealthCheck, given, settings

from graph.answering import answer
from graph.change import Change
from graph.claims import claim_lines
from graph.current import Vocabulary, refresh
from graph.dataset import content_hash
from graph.embedded import EmbeddedStore
from graph.endpoint import Endpoint
from graph.errors import QueryError, StoreError
from graph.findings import findings
from graph.gapmap import gap_map
from graph.keywords import keywords
from graph.remote import BATCH, RemoteStore
from graph.rules import rows
from graph.snapshot import Snapshot
from graph.store import VIEWS, Store, Values
from graph.terms import Quad
from ontology.questions import questions
from ontology.rules import rules
from ontology.source import read_text
from ontology.statement import XSD, Literal
from ontology.terms import CURRENT, INFERRED, VOCABULARY
from tests.endpoints import emptied
from tests.graph.builtin import builtin_store
from tests.graph.cases import DAY, case
from tests.graph.samples import LABEL, LEAD, MEASURE, MINISTRY, claim_iri, literals

GRAPH = claim_iri("a")
QUADS = [
    Quad(MEASURE, LEAD, MINISTRY, CURRENT),
    Quad(MEASURE, LABEL, Literal.text("Deutschkurse", "de"), CURRENT),
    Quad(LEAD, LABEL, Literal("Federführung"), VOCABULARY),
    Quad(MEASURE, f"{LEAD}ed", Literal("2", f"{XSD}integer"), INFERRED),
    Quad(MEASURE, LEAD, MINISTRY, GRAPH),
    Quad(MEASURE, LABEL, Literal('zwei\n"Zeilen"'), claim_iri("b")),
]
LEADS = {"o": MINISTRY}
SELECTS: list[tuple[str, Values, list[str]]] = [
    ("SELECT ?s ?p ?o { ?s ?p ?o }", {}, [*VIEWS]),
    ("SELECT ?s ?p ?o { ?s ?p ?o }", {}, [GRAPH]),
    ("SELECT ?g ?s { GRAPH ?g { ?s qs:lead ?o } }", {}, [*VIEWS]),
    ("SELECT ?g ?l { ?m qs:lead ?o GRAPH ?g { ?m rdfs:label ?l } }", {}, [*VIEWS]),
    ("SELECT ?g ?l { ?m qs:lead ?o GRAPH ?g { ?m rdfs:label ?l } }", {}, [GRAPH]),
    (f"SELECT ?s FROM <{VOCABULARY}> {{ ?s ?p ?o }}", {}, [*VIEWS]),
    ("SELECT ?s ?none ?o { ?s qs:lead ?o OPTIONAL { ?s qs:field ?none } }", LEADS, [*VIEWS]),
    ("SELECT ?x (COUNT(*) AS ?n) { ?x ?p ?o } GROUP BY ?x", {}, [*VIEWS]),
    ("SELECT ?s ?l { ?s qs:leaded ?n . ?s rdfs:label ?l }", {}, [*VIEWS]),
]
CONSTRUCT = "CONSTRUCT { ?o ?p ?s } WHERE { ?s ?p ?o FILTER(isIRI(?o)) }"


def filled(store: Store) -> Store:
    store.insert(QUADS)
    return store


@pytest.fixture
def embedded() -> Store:
    return filled(EmbeddedStore())


@pytest.mark.parametrize(("query", "values", "default"), SELECTS)
def test_a_table_is_the_same(
    remote: RemoteStore, embedded: Store, query: str, values: Values, default: list[str]
) -> None:
    filled(remote)
    expected = embedded.select(query, values, default=default)
    assert expected
    found = remote.select(query, values, default=default)
    assert sorted(found, key=str) == sorted(expected, key=str)
    for form in ("json", "xml", "csv", "tsv"):
        bodies = [s.answer(query, form, values, default=default) for s in (remote, embedded)]
        assert len(bodies[0]) == len(bodies[1]), form
    lines = [
        s.answer(query, "tsv", values, default=default).split(b"\n") for s in (remote, embedded)
    ]
    assert sorted(lines[0]) == sorted(lines[1])


def test_a_graph_and_a_verdict_are_the_same(remote: RemoteStore, embedded: Store) -> None:
    filled(remote)
    assert set(remote.construct(CONSTRUCT)) == set(embedded.construct(CONSTRUCT))
    assert remote.answer(CONSTRUCT, "nt") == embedded.answer(CONSTRUCT, "nt")
    assert remote.answer(CONSTRUCT, "ttl") == embedded.answer(CONSTRUCT, "ttl")
    assert remote.ask("ASK { ?s qs:lead ?o }", LEADS)
    assert not remote.ask("ASK { ?s qs:lead ?o }", {"o": MEASURE})
    assert json.loads(remote.answer("ASK { ?s ?p ?o }", "json"))["boolean"] is True


def test_quads_lines_dumps_and_counts_are_the_same(remote: RemoteStore, embedded: Store) -> None:
    filled(remote)
    for graph, subject in [(None, None), (GRAPH, None), (GRAPH, LEAD), (None, MEASURE)]:
        assert sorted(remote.lines(graph, subject)) == sorted(embedded.lines(graph, subject))
        assert set(remote.quads(graph, subject)) == set(embedded.quads(graph, subject))
    places = [(GRAPH, None), (CURRENT, MEASURE), (VOCABULARY, None)]
    assert sorted(remote.lines_at(places)) == sorted(embedded.lines_at(places))
    assert [remote.count(), remote.count(GRAPH)] == [embedded.count(), embedded.count(GRAPH)]
    assert remote.dump("nq", [GRAPH]) == embedded.dump("nq", [GRAPH])
    absent = f"<{MEASURE}> <{LEAD}> <{LEAD}> <{GRAPH}> ."
    assert list(remote.holds([*embedded.lines(), absent])) == [*[True] * len(QUADS), False]


def test_a_change_is_applied_and_undone_in_one_go_or_in_many(remote: RemoteStore) -> None:
    filled(remote)
    before = sorted(remote.lines())
    many = [Quad(MEASURE, LABEL, Literal(str(n)), GRAPH) for n in range(2 * BATCH)]
    for added in (many[:1], many):
        change = Change.of(added=added, removed=[Quad(MEASURE, LEAD, MINISTRY, GRAPH)])
        remote.apply(change)
        remote.apply(change)  # once more changes nothing
        assert sorted(remote.lines(GRAPH)) == sorted(change.added)
        remote.apply(change.inverse)
        assert sorted(remote.lines()) == before


def test_what_a_view_says_is_read_by_default_at_once(remote: RemoteStore) -> None:
    filled(remote)
    remote.apply(Change.of(removed=[QUADS[0]]))
    assert remote.select("SELECT ?s { ?s qs:lead ?o }") == []
    remote.update(f"INSERT DATA {{ GRAPH <{CURRENT}> {{ <{MINISTRY}> qs:lead <{MEASURE}> }} }}")
    assert remote.select("SELECT ?s { ?s qs:lead ?o }") == [{"s": MINISTRY}]
    remote.drop([CURRENT])
    assert remote.select("SELECT ?s { ?s qs:lead ?o }") == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(literals)
def test_any_text_survives(address: str, literal: Literal) -> None:
    store, change = _store(address), Change.of(added=[Quad(MEASURE, LABEL, literal, GRAPH)])
    store.apply(change)
    assert tuple(store.lines()) == change.added
    (quad,) = store.quads()
    values = {"o": quad.object}
    query = "SELECT ?o ?s { ?s ?p ?o }"
    assert store.select(query, values, default=[GRAPH]) == [{"o": quad.object, "s": MEASURE}]
    store.apply(change.inverse)
    assert store.count() == 0


_STORES: dict[str, RemoteStore] = {}


def _store(address: str) -> RemoteStore:
    return _STORES.setdefault(address, RemoteStore(Endpoint(address)))


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("SELECT ?x WHERE { ?x ?y }", "no valid SPARQL"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "other machines"),
        ("ASK { ?s ?p ?o }", "SELECT"),
    ],
)
def test_a_query_that_cannot_be_followed_is_explained(
    remote: RemoteStore, text: str, match: str
) -> None:
    with pytest.raises(QueryError, match=match):
        remote.select(text)


def test_a_form_that_does_not_fit_is_refused(remote: RemoteStore) -> None:
    with pytest.raises(QueryError, match="possible are"):
        remote.answer("SELECT * { ?s ?p ?o }", "ttl")
    with pytest.raises(QueryError, match="possible are"):
        remote.answer(CONSTRUCT, "csv")
    with pytest.raises(QueryError, match="other machines"):
        remote.update("LOAD <http://127.0.0.1:9/>")


def test_an_update_that_fails_changes_nothing(remote: RemoteStore) -> None:
    filled(remote)
    with pytest.raises(QueryError):
        remote.update("DELETE WHERE { GRAPH ?g { ?s ?p ?o } } ; DROP GRAPH <http://example.org/>")
    assert remote.count() == len(QUADS)


@pytest.mark.parametrize(
    "address", ["", "ftp://127.0.0.1/", "a b c", "http://x y:1/ z", "nonsense"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(StoreError, match="no address of a SPARQL endpoint"):
        Endpoint(address)


def test_no_message_shows_a_password() -> None:
    with pytest.raises(StoreError) as caught:
        RemoteStore(Endpoint("http://user:secret@127.0.0.1:9/"))
    assert "127.0.0.1:9" in str(caught.value)
    assert "secret" not in str(caught.value)
    with pytest.raises(StoreError) as caught:
        Endpoint("ftp://user:secret@127.0.0.1:9/")
    assert "secret" not in str(caught.value)


def expected_of(rule_id: str) -> EmbeddedStore:
    store, _ = case(next(rule for rule in rules() if rule.id == rule_id))
    return store


def test_every_rule_finds_the_same_in_its_case(address: str) -> None:
    remote = RemoteStore(Endpoint(address))
    for rule in rules():
        embedded = expected_of(rule.id)
        remote.drop(remote.graphs())
        remote.load_lines(line for line in embedded.lines() if _stands(line))
        refresh(remote, Vocabulary.built_in(), DAY)
        assert set(remote.lines()) == set(embedded.lines()), rule.id
        assert rows(remote, rule, day=DAY) == rows(embedded, rule, day=DAY), rule.id


def test_rules_that_ask_who_says_so_find_the_same_where_graphs_are_one(
    endpoints: dict[str, str],
) -> None:
    for name in ("union", "from"):
        emptied(endpoints["apart"])
        remote = RemoteStore(Endpoint(endpoints[name]))
        asking = [rule for rule in rules() if "GRAPH" in keywords(rule.query)]
        assert asking
        for rule in asking:
            embedded = expected_of(rule.id)
            remote.drop(remote.graphs())
            remote.load_lines(embedded.lines())
            assert rows(remote, rule, day=DAY) == rows(embedded, rule, day=DAY), rule.id


def test_the_built_in_data_give_the_same_findings_answers_map_and_columns(address: str) -> None:
    embedded = builtin_store(EmbeddedStore())
    remote = builtin_store(RemoteStore(Endpoint(address)))
    assert content_hash(claim_lines(remote)) == content_hash(claim_lines(embedded))
    assert set(remote.lines()) == set(embedded.lines())
    assert findings(remote, day=DAY) == findings(embedded, day=DAY)
    assert gap_map(remote, day=DAY) == gap_map(embedded, day=DAY)
    assert remote.select(read_text("matrix.rq")) == embedded.select(read_text("matrix.rq"))
    for asked in questions():
        rows_of = [answer(store, asked, {}, day=DAY).rows for store in (remote, embedded)]
        assert sorted(rows_of[0], key=str) == sorted(rows_of[1], key=str), asked.id
    ours, theirs = Snapshot.of(embedded, DAY), Snapshot.of(remote, DAY)
    sizes = [{n: len(c.firsts) for n, c in each.columns.items()} for each in (ours, theirs)]
    assert sizes[0] == sizes[1]


def _stands(line: str) -> bool:
    return not line.endswith((f"<{CURRENT}> .", f"<{INFERRED}> ."))
