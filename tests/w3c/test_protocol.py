"""The W3C suite of the SPARQL 1.1 Protocol, replayed over HTTP as it is written."""

import json
from collections.abc import Iterator

import pytest
from rdflib.term import Node

from tests.w3c.client import Answer, Client
from tests.w3c.suites import ABSENT, CNT, HT, MF, UT, Case, cases, file_of, label_of

PROTOCOL = cases("protocol/manifest.ttl")
QUERIES = 34
TABULAR = {"application/sparql-results+xml", "application/sparql-results+json"}
KINDS = {
    "boolean": TABULAR,
    "tabular": TABULAR | {"text/tab-separated-values", "text/csv"},
    "RDF": {"application/rdf+xml", "text/turtle", "application/n-triples"},
}


def requests(case: Case) -> Iterator[Node]:
    action = case.value(MF.action)
    assert action is not None
    yield from case.listed(HT.requests, action)


def endpoint(case: Case, headers: dict[str, str], body: bytes) -> str:
    """Return our address for what the request is about: queries and updates have one each."""
    kind = headers.get("content-type", "")
    if kind == "application/sparql-query" or body.startswith(b"query="):
        return "/sparql"
    update = case.name.startswith(("update", "bad_update", "bad_multiple_updates"))
    return "/sparql/update" if update else "/sparql"


def replayed(client: Client, case: Case, request: Node) -> Answer:
    headers = {
        str(case.value(HT.fieldName, each)): str(case.value(HT.fieldValue, each))
        for each in case.listed(HT.headers, request)
    }
    content, body = case.value(HT.body, request), b""
    if content is not None:
        encoding = str(case.value(CNT.characterEncoding, content))
        body = str(case.value(CNT.chars, content)).encode(encoding)
    path = str(case.value(HT.absolutePath, request)).removeprefix("/sparql/")
    method = str(case.value(HT.methodName, request))
    return client.send(method, endpoint(case, headers, body) + path, body, headers)


def expect(case: Case, request: Node, answer: Answer) -> None:
    wanted = case.value(HT.resp, request)
    assert wanted is not None
    classes = {
        str(each).rpartition("StatusCode")[2][0] for each in case.values(MF.expectedStatus, wanted)
    }
    assert str(answer.status)[0] in classes, answer.body
    kind = case.value(MF.expectedFormat, wanted)
    if kind is not None:
        assert answer.type in KINDS[str(kind)]
    truth = case.value(MF.expectedBoolean, wanted)
    if truth is not None:
        assert json.loads(answer.body)["boolean"] is (str(truth) == "true")


@pytest.mark.skipif(not PROTOCOL, reason=ABSENT)
def test_the_suite_is_whole() -> None:
    assert len(PROTOCOL) == QUERIES


@pytest.mark.parametrize("case", PROTOCOL, ids=str)
def test_the_protocol_is_kept(client: Client, case: Case) -> None:
    for data in case.values(UT.graphData):
        file = case.value(UT.graph, data)
        assert file is not None
        client.put(file_of(file), label_of(case, data))
    for request in requests(case):
        expect(case, request, replayed(client, case, request))
