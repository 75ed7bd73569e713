"""The W3C syntax suites over HTTP: what is SPARQL is taken, what is none is a wrong request."""

import pytest

from tests.w3c.client import Answer, Client
from tests.w3c.suites import ABSENT, MF, Case, cases, file_of

SUITE = cases(
    "syntax-query/manifest.ttl",
    "syntax-update-1/manifest.ttl",
    "syntax-update-2/manifest.ttl",
    "syntax-fed/manifest.ttl",
)
REACHING_OUT = ("SERVICE", "LOAD")


def sent(client: Client, case: Case) -> tuple[str, Answer]:
    node = case.value(MF.action)
    assert node is not None
    text = file_of(node).read_text(encoding="utf-8")
    if "Update" in case.kind:
        return text, client.update(text)
    return text, client.query(text)


@pytest.mark.skipif(not SUITE, reason=ABSENT)
def test_the_suites_are_whole() -> None:
    assert len(SUITE) == 152


@pytest.mark.parametrize("case", SUITE, ids=str)
def test_what_is_sparql_is_taken_and_nothing_else(client: Client, case: Case) -> None:
    text, answer = sent(client, case)
    if case.kind.startswith("Negative"):
        assert answer.status == 400
    elif answer.status >= 300:  # by design: nothing contacts other machines
        assert answer.status == 400
        assert b"query_reaches_out" in answer.body
        assert any(word in text.upper() for word in REACHING_OUT)
