"""The description of the interface names every status of every operation, and no other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import Any

import httpx
import pytest

from tests.sparql.conftest import Served

KEYS = {
    "number": "1",
    "suffix": "ttl",
    "kind": "measure",
}
KEY_OF = {
    "term": "Measure",
    "dependencies": "O-HMSI-19",
    "chains": "HMSI",
    "one_question": "sources-contradict",
    "one_rule": "G01",
}
QUERY = {"query": "ASK {}"}
BY_ADDRESS = {"application/graphml+xml", "application/gexf+xml"}
"""Forms that a parameter asks for, whatever is acceptable."""
FIELDS = {
    "sparql_query": QUERY,
    "graph_read": {"default": ""},
    "graph_put": {"graph": "http://x/"},
    "graph_delete": {"graph": "http://x/"},
    "look_for": {"q": "a"},
    "propose_properties": {"type": "Measure"},
    "network": {"thing": "M-WI"},
}
BODY = {
    "sparql_post": ("application/sparql-query", b"ASK {}"),
    "sparql_update": ("application/sparql-update", b"INSERT DATA {}"),
    "graph_put": ("text/turtle", b""),
    "graph_post": ("text/turtle", b""),
    "reconcile": ("application/x-www-form-urlencoded", b"queries={}"),
}


@dataclass(frozen=True)
class Operation:
    """An operation with an address at which there is something, and what it declares."""

    name: str
    method: str
    path: str
    declared: frozenset[int]

    def ask(self, client: httpx.Client, **more: Any) -> httpx.Response:
        kind, body = BODY.get(self.name, ("application/json", b"{}"))
        content = {"content": body} if self.method in {"PUT", "POST"} else {}
        headers = {"Content-Type": kind, **more.pop("headers", {})}
        params = {**FIELDS.get(self.name, {}), **more.pop("params", {})}
        path = self.path + ("?default=" if params == {"default": ""} else "")
        if path != self.path:
            params = {}
        given: dict[str, Any] = {"headers": headers, "params": params or None, **content, **more}
        return client.request(self.method, path, **given)


def operations(served: Served) -> Iterator[Operation]:
    """Return every operation that the description names."""
    keys = keys_in(served)
    with served.client() as client:
        paths = client.get("/openapi.json").json()["paths"]
    for path, methods in paths.items():
        for method, told in methods.items():
            name = told["operationId"]
            filled = keys | {"key": keys.get(name, "M-WI"), "name": keys.get(name, "measures")}
            place = path.format_map(filled)
            declared = frozenset(int(status) for status in told["responses"])
            yield Operation(name, method.upper(), place, declared)


@cache
def keys_in(served: Served) -> dict[str, str]:
    """Return what fills the parts of addresses, so that something is there."""
    queries = (
        "{ GRAPH ?x { ?s a qs:Measure } FILTER(CONTAINS(STR(?x), '/claim/')) }",
        "{ ?x a skos:Concept FILTER(CONTAINS(STR(?x), '/concept/')) }",
    )
    with served.client() as client:
        finding = client.get("/api/v1/findings?limit=1").json()["items"][0]["id"]
        digest = client.get("/dump.nq").headers["querschnitt-content-hash"]
        claim, concept = (
            client.get(
                "/sparql",
                params={"query": f"SELECT ?x {query} LIMIT 1"},
                headers={"Accept": "text/csv"},
            ).text
            for query in queries
        )
    scheme, notation = concept.split()[1].split("/")[-2:]
    found = dict.fromkeys(("one_finding", "reply_to", "deliver"), finding)
    found |= {"edition": f"{digest}.nq"}
    found |= {"one_claim": claim.split()[1].rpartition("/")[2]}
    return {**KEYS, **KEY_OF, **found, "scheme": scheme, "notation": notation}


def wrong_token(client: httpx.Client, each: Operation) -> httpx.Response:
    return each.ask(client, headers={"Authorization": "Bearer nobody-has-this"})


def wrong_form(client: httpx.Client, each: Operation) -> httpx.Response:
    return each.ask(client, headers={"Accept": "image/x-none"})


def long_address(client: httpx.Client, each: Operation) -> httpx.Response:
    return each.ask(client, params={"long": "x" * 9000})


def wrong_host(client: httpx.Client, each: Operation) -> httpx.Response:
    return each.ask(client, headers={"Host": "stranger.example"})


def asked_again(client: httpx.Client, each: Operation) -> httpx.Response:
    tag = each.ask(client).headers.get("etag", '"none"')
    return each.ask(client, headers={"If-None-Match": tag})


Provoking = Callable[[httpx.Client, Operation], httpx.Response]
CASES: list[tuple[HTTPStatus, Provoking]] = [
    (HTTPStatus.UNAUTHORIZED, wrong_token),
    (HTTPStatus.NOT_ACCEPTABLE, wrong_form),
    (HTTPStatus.REQUEST_URI_TOO_LONG, long_address),
    (HTTPStatus.MISDIRECTED_REQUEST, wrong_host),
    (HTTPStatus.NOT_MODIFIED, asked_again),
]


@pytest.mark.parametrize(("status", "provoke"), CASES, ids=[str(int(case[0])) for case in CASES])
def test_what_is_provoked_is_declared_and_what_is_declared_can_be_provoked(
    served: Served, status: HTTPStatus, provoke: Provoking
) -> None:
    with served.client() as client:
        for each in operations(served):
            answered = provoke(client, each).status_code
            assert answered in each.declared, each
            by_right = each.method == "GET" or status != HTTPStatus.NOT_ACCEPTABLE
            if by_right:
                assert (answered == status) == (status in each.declared), (each, answered)


def test_a_plain_request_is_answered_with_a_declared_status(served: Served) -> None:
    with served.client() as client:
        for each in operations(served):
            answered = each.ask(client)
            assert answered.status_code in each.declared, (each, answered.text)


def test_every_form_of_an_answer_is_declared_and_no_other(served: Served) -> None:
    with served.client() as client:
        told = client.get("/openapi.json").json()["paths"].values()
        declared = {
            each["operationId"]: set(each["responses"].get("200", {}).get("content", {}))
            for methods in told
            for each in methods.values()
        }
        for each in operations(served):
            answer = wrong_form(client, each)
            kind = answer.headers.get("content-type", "").partition(";")[0]
            if each.method == "GET" and answer.status_code == HTTPStatus.NOT_ACCEPTABLE:
                offered = answer.json()["detail"].partition("möglich sind ")[2].rstrip(".")
                assert set(offered.split(", ")) == declared[each.name] - BY_ADDRESS, each
            elif answer.status_code == HTTPStatus.OK:
                assert kind in declared[each.name], each


def test_no_operation_hides_its_statuses_behind_a_default(served: Served) -> None:
    with served.client() as client:
        paths = client.get("/openapi.json").json()["paths"]
    told = [
        answer for each in paths.values() for one in each.values() for answer in one["responses"]
    ]
    assert all(status.isdecimal() for status in told)
    assert "500" not in told
