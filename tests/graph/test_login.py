"""Endpoints that want a user and a password get them, and nobody else does."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.endpoint import TABLE, Endpoint
from graph.errors import StoreError
from graph.results import solutions
from tests.endpoints import guarded, oxigraph, virtuoso, with_login

USER, PASSWORD = "anna", "geheim: ü/@ 1"
INSERT = "INSERT DATA { GRAPH <x:g> { <x:a> <x:b> <x:c> } }"
QUERY = "SELECT ?o { GRAPH <x:g> { <x:a> <x:b> ?o } }"


@pytest.fixture(scope="module")
def door() -> Iterator[str]:
    with oxigraph() as address, guarded(address, USER, PASSWORD) as found:
        yield found


def found_at(endpoint: Endpoint) -> list[str]:
    return [str(row["o"]) for row in solutions(endpoint.query(QUERY, TABLE).content)]


def test_a_login_in_the_address_opens_a_basic_door(door: str) -> None:
    endpoint = Endpoint(with_login(door, USER, PASSWORD))
    endpoint.update(INSERT)
    assert found_at(endpoint) == ["<x:c>"]


@pytest.mark.parametrize("login", [("", ""), (USER, "falsch"), ("bert", PASSWORD)])
def test_without_the_right_login_the_door_stays_shut_and_no_password_is_told(
    door: str, login: tuple[str, str]
) -> None:
    endpoint = Endpoint(with_login(door, *login) if login[0] else door)
    with pytest.raises(StoreError) as error:
        endpoint.query(QUERY, TABLE)
    for language in ("de", "en"):
        said = error.value.text(language)
        assert "401" in said
        assert "falsch" not in said
        assert "geheim" not in said


def test_a_login_in_the_address_opens_a_digest_door(tmp_path: Path) -> None:
    with virtuoso(tmp_path) as address:
        door = f"{address} {address}-auth"
        with pytest.raises(StoreError, match="401"):
            Endpoint(door).update(INSERT)
        endpoint = Endpoint(with_login(door, "dba", "dba"))
        endpoint.update(INSERT)
        assert found_at(endpoint) == ["<x:c>"]
