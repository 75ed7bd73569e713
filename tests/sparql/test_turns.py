"""Whose turn it is: clients share, waiting ends, and who has used up his time comes back later."""

import asyncio
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.sparql.allowance import Allowance, BusyError, Turns

SMALL = Allowance(seconds=0.05, at_once=2, of_one=1, waiting=3, budget=60)


def test_a_client_waits_for_its_own_queries_and_not_for_those_of_others() -> None:
    async def asked() -> list[str]:
        turns, order = Turns(Allowance(at_once=1, of_one=1, quick=0)), list[str]()
        await turns.enter("running", 0)

        async def enter(client: str) -> None:
            await turns.enter(client, 0)
            order.append(client)
            turns.leave(client, 0, 0)

        waiting = [asyncio.create_task(enter(client)) for client in ("many", "many", "many", "few")]
        await asyncio.sleep(0)
        turns.leave("running", 0, 0)
        await asyncio.gather(*waiting)
        return order

    assert asyncio.run(asked()) == ["many", "few", "many", "many"]


def test_who_waits_too_long_or_in_too_long_a_queue_is_told_to_come_back() -> None:
    async def asked() -> list[BusyError]:
        turns = Turns(SMALL)
        await turns.enter("one", 0)
        tries = [turns.enter("one", 0) for _ in range(SMALL.waiting + 1)]
        found = await asyncio.gather(*tries, return_exceptions=True)
        return [each for each in found if isinstance(each, BusyError)]

    refused = asyncio.run(asked())
    assert len(refused) == SMALL.waiting + 1
    assert all(not each.spent and each.after >= 1 for each in refused)


def test_time_that_is_used_up_comes_back() -> None:
    async def asked() -> None:
        turns = Turns(SMALL)
        await turns.enter("one", 0)
        turns.leave("one", seconds=SMALL.budget + 10, now=0)
        with pytest.raises(BusyError) as caught:
            await turns.enter("one", 0)
        assert (caught.value.spent, caught.value.after) == (True, 10)
        await turns.enter("other", 0)
        await turns.enter("one", 11)

    asyncio.run(asked())


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(1, 3)), max_size=30))
def test_nobody_runs_more_than_allowed_and_all_get_their_turn(asked: list[tuple[str, int]]) -> None:
    allowed = Allowance(seconds=5, at_once=2, quick=1, of_one=2, waiting=100)

    async def everybody() -> Counter[str]:
        turns, running, done = Turns(allowed), Counter[str](), Counter[str]()

        async def one(client: str, steps: int) -> None:
            await turns.enter(client, 0)
            running[client] += 1
            assert running.total() <= allowed.at_once + allowed.quick
            assert running[client] <= allowed.of_one
            for _ in range(steps):
                await asyncio.sleep(0)
            running[client] -= 1
            turns.leave(client, 0, 0)
            done[client] += 1

        await asyncio.gather(*(one(*each) for each in asked))
        return done

    assert asyncio.run(everybody()) == Counter(client for client, _ in asked)
