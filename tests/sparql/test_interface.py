"""Requests made up from the description of the interface: no answer is a fault of the program."""

from functools import cache
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case
from schemathesis.core.result import Ok

from tests.sparql.conftest import Served

AnyCase = Case[Any]
EXAMPLES = {"check": 1_000, "soak": 20_000}
BUSY = {503, 507}
TIME = 60  # seconds


@cache
def requests(address: str) -> st.SearchStrategy[AnyCase]:
    """Return made-up requests to any operation."""
    schema = schemathesis.openapi.from_url(f"{address}/openapi.json")
    found = [each for each in schema.get_all_operations() if isinstance(each, Ok)]
    operations = [each.ok() for each in found]
    return st.one_of([operation.as_strategy() for operation in operations])


def profile() -> str:
    return "soak" if settings.default and settings.default.max_examples > 1_000 else "check"


def test_no_request_leads_to_a_fault(served: Served) -> None:
    @settings(
        max_examples=EXAMPLES[profile()],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(requests(served.address))
    def ask(case: AnyCase) -> None:
        answer = case.call(timeout=TIME)
        assert answer.status_code < 500 or answer.status_code in BUSY, case.as_curl_command()
        declared = case.operation.definition.raw["responses"]
        assert str(answer.status_code) in declared, (answer.status_code, case.as_curl_command())
        if answer.status_code >= 400:
            assert answer.headers["content-type"][0] == "application/problem+json"

    ask()


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_description_is_a_sound_document(served: Served, language: str) -> None:
    schema = schemathesis.openapi.from_url(f"{served.address}/openapi.json?lang={language}")
    assert len(list(schema.get_all_operations())) > 40
