"""Filtering, sorting and paging of lists; what is asked for in vain is an error, not a void."""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import TypeVar

from fastapi import Request

from api.problems import ProblemError

Item = TypeVar("Item")


def part_of(
    items: Sequence[Item], key: Callable[[Item], str], *, after: str, limit: int
) -> tuple[list[Item], str]:
    """Return at most ``limit`` items after the one with key ``after``, and the last one's key.

    The key is empty when nothing follows. Raises ``ProblemError`` when no item is ``after``.
    """
    keys = [key(item) for item in items]
    if after and after not in keys:
        raise ProblemError(
            "api.unknown_cursor",
            HTTPStatus.UNPROCESSABLE_ENTITY,
            {"found": after},
            {"parameter": "after"},
        )
    start = keys.index(after) + 1 if after else 0
    found = list(items[start : start + limit])
    more = start + limit < len(items)
    return found, keys[start + limit - 1] if more else ""


def next_address(request: Request, after: str) -> str | None:
    """Return the address of the part that follows the item ``after``; ``None`` for the last."""
    if not after:
        return None
    address = request.url.include_query_params(after=after)
    return f"{address.path}?{address.query}"
