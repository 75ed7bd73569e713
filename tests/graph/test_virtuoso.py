"""Virtuoso 7 keeps the data to the letter; where it would answer wrongly, memory answers."""

from datetime import timedelta
from pathlib import Path

import pytest

from graph.beside import Beside
from graph.claims import claim_lines
from graph.dataset import content_hash
from graph.embedded import EmbeddedStore
from graph.endpoint import Endpoint
from graph.errors import QueryError, StoreError
from graph.remote import RemoteStore
from graph.rules import rows
from ontology.rules import rules
from ontology.statement import Literal
from ontology.terms import expand
from tests.endpoints import emptied, virtuoso
from tests.graph.builtin import builtin_store
from tests.graph.cases import DAY, case
from tests.graph.samples import LEAD, MEASURE, MINISTRY, accept, claim, measure
from tests.graph.test_catchup import joined, told

NUMBERS = "a computed truth value comes back as the number 1 or 0"
TEXT = "a name that OPTIONAL finds and FILTER compares comes back as a text"
MORE = "FILTER NOT EXISTS lets rows through that it should keep back"
FEWER = "rows are missing, of O07 not always: what its optimiser makes of paths and subqueries"
COMPILER = "its compiler gives up with an internal error"
START = "a path of any length needs one end that is known"
CANNOT = {
    NUMBERS: "G01 G02 G03 G04 G16 G21 O02 O03 O06",
    TEXT: "D05",
    MORE: "D01 D04 D07 G15 G17 G18 G20 G22 G24 G27 G29",
    FEWER: "D09 D11 G11 G19 O07 O09",
    COMPILER: "D03 D06 D08 D10 G06 G14 G26 G28 G30",
    START: "G09",
}


@pytest.fixture
def remote(virtuoso_address: str) -> RemoteStore:
    return RemoteStore(Endpoint(emptied(virtuoso_address)))


def test_it_is_known_how_it_differs(remote: RemoteStore) -> None:
    able = remote.able
    assert (able.union, able.reaches, able.repeats, able.rewrites) == (True, True, True, True)
    assert able.loses == ()
    assert able.errs == ("BOUND", "?s (path)+ ?x")


def test_it_keeps_the_built_in_data_to_the_letter(remote: RemoteStore) -> None:
    embedded = builtin_store(EmbeddedStore())
    builtin_store(remote)
    assert content_hash(claim_lines(remote)) == content_hash(claim_lines(embedded))
    assert set(remote.lines()) == set(embedded.lines())  # current and inferred as well


def test_it_is_kept_up_to_date_and_another_answers(tmp_path: Path, remote: RemoteStore) -> None:
    told(tmp_path)
    data = joined(tmp_path, Beside(remote), writing=True)
    (notice,) = data.notices
    assert (notice.key, notice.values["found"]) == ("graph.endpoint_errs", "BOUND, ?s (path)+ ?x")
    assert data.ready  # whatever the endpoint does
    data.bring_up()
    assert isinstance(data.store, EmbeddedStore)
    assert set(remote.lines()) == set(data.store.lines())
    past = claim("past", (MEASURE, LEAD, f"{MINISTRY}-before"), valid={"validTo": "2014"})
    dated = (MEASURE, expand("dcterms:date"), Literal((DAY + timedelta(days=30)).isoformat()))
    accept(data, measure("M-1001"), past, claim("later", dated))
    assert set(remote.lines()) == set(data.store.lines())
    data.turn_to(DAY + timedelta(days=400))
    assert set(remote.lines()) == set(data.store.lines())
    assert data.verify() == []
    data.close()
    again = joined(tmp_path, Beside(remote))
    again.bring_up()
    assert set(remote.lines()) == set(again.store.lines())


def test_an_endpoint_that_cuts_answers_short_is_refused(tmp_path: Path) -> None:
    with (
        virtuoso(tmp_path, "ResultSetMaxRows = 10000") as address,
        pytest.raises(StoreError, match="ResultSetMaxRows"),
    ):
        RemoteStore(Endpoint(address))


def test_the_list_of_what_it_cannot_do_is_complete(remote: RemoteStore) -> None:
    listed = {name for names in CANNOT.values() for name in names.split()}
    wrong = set()
    for rule in rules():
        embedded, _ = case(rule)
        remote.drop(remote.graphs())
        remote.load_lines(embedded.lines())
        try:
            if rows(remote, rule, day=DAY) != rows(embedded, rule, day=DAY):
                wrong.add(rule.id)
        except QueryError:
            wrong.add(rule.id)
    assert wrong <= listed, "and it may only become shorter"
