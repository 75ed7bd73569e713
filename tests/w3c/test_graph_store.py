"""The W3C suite of the Graph Store HTTP Protocol, replayed over HTTP."""

from urllib.parse import quote

import pytest
from rdflib import Graph
from rdflib.compare import to_isomorphic
from rdflib.term import Node

from tests.w3c.client import Answer, Client
from tests.w3c.suites import ABSENT, CNT, HT, MF, Case, cases

DIRECT, INDIRECT = "manifest-direct.ttl", "manifest-indirect.ttl"
SUITE = cases(f"graph-store-protocol/{INDIRECT}", f"graph-store-protocol/{DIRECT}")
STATUS = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404, "BadRequest": 400}


def text(case: Case, of: Node) -> str:
    content = case.value(HT.body, of)
    return "" if content is None else str(case.value(CNT.chars, content))


def headers(case: Case, of: Node) -> dict[str, str]:
    return {
        str(case.value(HT.fieldName, each)): str(case.value(HT.fieldValue, each))
        for each in case.listed(HT.headers, of)
    }


def here(client: Client, found: str) -> str:
    """Return a text in which the suite's host and path are ours, as direct naming wants."""
    return found.replace("http://www.example/gsp", f"{client.address}/rdf-graph-store")


def replayed(client: Client, case: Case, request: Node, location: str) -> Answer:
    path = str(case.value(HT.absolutePath, request)).replace("/gsp", "/rdf-graph-store", 1)
    path = path.replace("$LOCATION$", quote(location, safe=""))
    return client.send(
        str(case.value(HT.methodName, request)),
        path,
        here(client, text(case, request)).encode(),
        headers(case, request),
    )


@pytest.mark.skipif(not SUITE, reason=ABSENT)
def test_the_suite_is_whole() -> None:
    assert len(SUITE) == 13


@pytest.mark.parametrize("case", SUITE, ids=str)
def test_the_graph_store_protocol_is_kept(client: Client, case: Case) -> None:
    action = case.value(MF.action)
    assert action is not None
    location = ""
    for request in case.listed(HT.requests, action):
        answer = replayed(client, case, request, location)
        location = answer.headers.get("location", location)
        wanted = case.value(HT.resp, request)
        assert wanted is not None
        allowed = {str(each).rpartition("#")[2] for each in case.values(MF.expectedStatus, wanted)}
        assert answer.status in {STATUS[name] for name in allowed}, answer.body
        if expected := text(case, wanted):
            assert answer.type == "text/turtle"
            found = Graph().parse(data=answer.body, format="turtle")
            assert to_isomorphic(found) == to_isomorphic(
                Graph().parse(data=here(client, expected), format="turtle")
            )
