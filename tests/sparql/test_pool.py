"""The pool: what each reader sees, how workers follow the data, and how they end."""

import asyncio
import os
import secrets
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from api.sparql.allowance import Allowance
from api.sparql.pool import Pool
from graph.dataset import Dataset
from graph.foreign.work import Answer, Outcome, Task
from ontology.statement import Claim, Literal, Statement
from ontology.terms import concept_iri, expand, thing_iri

DAY = date(2026, 11, 23)
NOTE = expand("skos:scopeNote")
FORMS: dict[Answer, str] = {"boolean": "json", "table": "csv", "graph": "nt"}
COUNT = f"SELECT (COUNT(*) AS ?n) {{ <{thing_iri('measure', 'M-1')}> <{NOTE}> ?o }}"
FOREVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def said(key: str, visibility: str) -> Claim:
    name, measure = thing_iri("claim", key), thing_iri("measure", "M-1")
    metadata = {
        "rdf:type": expand("qs:Claim"),
        "qs:basis": concept_iri("basis", "stated"),
        "qs:modality": concept_iri("modality", "done"),
        "qs:visibility": concept_iri("visibility", visibility),
    }
    about = frozenset(Statement(name, expand(each), value) for each, value in metadata.items())
    return Claim(name, frozenset({Statement(measure, NOTE, Literal.text(key, "de"))}), about)


@pytest.fixture
def dataset(tmp_path: Path) -> Iterator[Dataset]:
    with Dataset.open(
        tmp_path,
        clock=lambda: datetime(2026, 11, 23, tzinfo=UTC),
        salt=secrets.token_bytes,
        valid_on=DAY,
        writing=True,
    ) as found:
        record(found, said("one", "public"))
        yield found


def record(dataset: Dataset, claim: Claim) -> None:
    dataset.accept(dataset.difference([claim]), "role", "message", "source")


def task(text: str, view: str = "public") -> Task:
    return Task(view, text, "http://localhost/sparql", FORMS)


def with_pool(
    folder: Path | None, act: Callable[[Pool], Awaitable[None]], seconds: float = 10
) -> None:
    """Run ``act`` with a pool, and close it."""
    pool = Pool(Allowance(seconds=seconds, budget=1e6), folder, lambda: DAY)

    async def running() -> None:
        try:
            await act(pool)
        finally:
            await pool.end_here()

    asyncio.run(running())


def count(outcome: Outcome) -> int:
    assert not outcome.problem, outcome
    return int(outcome.body.decode().split("\r\n")[1])


def test_who_asks_without_a_token_never_sees_what_is_internal(dataset: Dataset) -> None:
    record(dataset, said("geheim", "internal"))
    everything = """SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o }
      FILTER(CONTAINS(CONCAT(STR(?g), STR(?s), STR(?o)), "geheim")) }"""

    async def act(pool: Pool) -> None:
        assert count(await pool.ask(task(COUNT), "a", "1")) == 1
        assert count(await pool.ask(task(COUNT, "inside"), "a", "1")) == 2
        assert count(await pool.ask(task(everything), "a", "1")) == 0
        assert count(await pool.ask(task(everything, "inside"), "a", "1")) > 3

    with_pool(dataset.folder, act)


def test_workers_follow_what_is_recorded(dataset: Dataset) -> None:
    async def act(pool: Pool) -> None:
        for number in range(2, 5):
            assert count(await pool.ask(task(COUNT), "a", str(number))) == number - 1
            record(dataset, said(f"number {number}".replace(" ", "-"), "public"))
        assert count(await pool.ask(task(COUNT), "a", "last")) == 4

    with_pool(dataset.folder, act)


def test_what_changed_before_the_first_query_counts(dataset: Dataset) -> None:
    async def act(pool: Pool) -> None:
        pool.open()
        await asyncio.sleep(1)  # until the nursery has read the data
        record(dataset, said("one", "internal"))
        assert count(await pool.ask(task(COUNT), "a", "1")) == 0
        assert count(await pool.ask(task(COUNT, "inside"), "a", "1")) == 1

    with_pool(dataset.folder, act)


def test_a_worker_that_dies_is_replaced_and_its_query_answered_as_ended(dataset: Dataset) -> None:
    async def act(pool: Pool) -> None:
        await pool.ask(task(COUNT), "a", "1")
        asked = asyncio.create_task(pool.ask(task(FOREVER), "a", "1"))
        while not pool.running():
            await asyncio.sleep(0.01)
        ((query, seconds),) = pool.running()
        assert (query.client, query.text) == ("a", FOREVER)
        assert seconds >= 0
        assert pool.end(query.number)
        assert (await asked).problem == "api.query_ended"
        assert not pool.end(query.number)
        assert count(await pool.ask(task(COUNT), "a", "1")) == 1

    with_pool(dataset.folder, act)


def test_the_deadline_counts_and_nothing_is_left_behind(dataset: Dataset) -> None:
    async def act(pool: Pool) -> None:
        loop = asyncio.get_running_loop()
        started = loop.time()
        outcomes = await asyncio.gather(*(pool.ask(task(FOREVER), "a", "1") for _ in range(3)))
        assert {each.problem for each in outcomes} == {"api.query_too_slow"}
        assert loop.time() - started < 5
        assert pool.running() == []

    with_pool(dataset.folder, act, seconds=0.5)


def test_when_the_nursery_dies_the_next_one_who_asks_gets_a_new_one(dataset: Dataset) -> None:
    async def act(pool: Pool) -> None:
        await pool.ask(task(COUNT), "a", "1")
        nursery = pool._nursery
        assert nursery is not None
        os.kill(nursery.pid, 9)
        while nursery.alive:
            await asyncio.sleep(0.01)
        assert count(await pool.ask(task(COUNT), "a", "1")) == 1

    with_pool(dataset.folder, act)


def test_a_scratch_store_takes_patches_and_shows_them_to_the_next_one() -> None:
    async def act(pool: Pool) -> None:
        insert = Task("inside", "INSERT DATA { <x:a> <x:b> 1, 2 }", "x:", act="update")
        outcome = await pool.ask(insert, "a")
        everything = task("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        assert count(await pool.ask(everything, "a")) == 0
        await pool.carry(outcome.body)
        assert count(await pool.ask(everything, "a")) == 2

    with_pool(None, act)
