"""With which statuses operations answer when something is not as they need it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from api.sparql.reference import QUERY
from api.sparql.writing import STORE, UPDATE

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of the interface: its name, its method, its path and what it takes."""

    name: str
    method: str
    path: str
    takes_fields: bool
    takes_body: bool

    @property
    def speaks_sparql(self) -> bool:
        """Return whether it is one of the SPARQL protocols."""
        return self.path in {QUERY, UPDATE, STORE}

    @property
    def reads(self) -> bool:
        """Return whether it is asked by GET."""
        return self.method == "get"


SIGNS_OF_LIFE = frozenset({"live", "ready"})
LEADING_ON = frozenset({"lasting_address"})
OPEN_TO_ALL = frozenset(
    {
        "catalogue",
        "change_set",
        "edition",
        "feed",
        "json_ld_context",
        "list_questions",
        "live",
        "propose_properties",
        "shapes",
        "suggest_property",
        "suggest_type",
        "vocabulary",
        "void",
    }
)
"""What tells nobody more than others, so that nobody's token is looked at."""
IN_ONE_FORM = (
    SIGNS_OF_LIFE
    | LEADING_ON
    | {
        "dump",
        "edition",
        "json_ld_context",
        "propose_properties",
        "running",
        "service",
        "suggest_entity",
        "suggest_property",
        "suggest_type",
    }
)
"""What comes in the form that its address names, whatever is acceptable."""
BY_NAME = frozenset({"chains", "slips"})
"""Whose key may be any name, as a parameter's value may."""
ELSEWHERE = frozenset({"one_lineage", "one_thing", "thing_page"})
ONCE_THERE = ELSEWHERE | LEADING_ON | {"one_claim"}
FOR_SOME = frozenset({"deliver", "end", "judged", "reply_to", "running", "sparql_update"})
RECORDING = frozenset({"deliver", "graph_post", "judged", "reply_to", "sparql_update"})
STORE_WRITING = frozenset({"graph_delete", "graph_post", "graph_put"})
SPOOLING = frozenset({"change_set", "dump", "edition", "feed"})
RUNNING = frozenset({"one_question"})
FORMS = frozenset({"reconcile"})

_Case = Callable[[Operation], bool]
CASES: dict[HTTPStatus, _Case] = {
    HTTPStatus.SEE_OTHER: lambda each: each.name in ELSEWHERE,
    HTTPStatus.NOT_MODIFIED: lambda each: (
        each.reads and each.name not in SIGNS_OF_LIFE | LEADING_ON | {"running", "graph_read"}
    ),
    HTTPStatus.BAD_REQUEST: lambda each: (
        each.speaks_sparql or each.takes_body or each.name in RUNNING | FORMS
    ),
    HTTPStatus.UNAUTHORIZED: lambda each: each.name not in OPEN_TO_ALL,
    HTTPStatus.FORBIDDEN: lambda each: each.name in FOR_SOME | STORE_WRITING,
    HTTPStatus.NOT_FOUND: lambda each: (
        ("{" in each.path and each.name not in BY_NAME) or each.name == "feed" or each.path == STORE
    ),
    HTTPStatus.NOT_ACCEPTABLE: lambda each: (
        (each.reads and each.name not in IN_ONE_FORM) or each.path == QUERY
    ),
    HTTPStatus.CONFLICT: lambda each: each.name in RECORDING,
    HTTPStatus.GONE: lambda each: each.name in ONCE_THERE,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: lambda each: not each.speaks_sparql or each.takes_body,
    HTTPStatus.REQUEST_URI_TOO_LONG: lambda each: not each.speaks_sparql,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: lambda each: (
        (each.speaks_sparql and each.takes_body) or each.name in FORMS
    ),
    HTTPStatus.MISDIRECTED_REQUEST: lambda _: True,
    HTTPStatus.UNPROCESSABLE_ENTITY: lambda each: (
        each.name in RECORDING | RUNNING | FORMS | {"end"}
        or (not each.speaks_sparql and (each.takes_fields or each.takes_body))
    ),
    HTTPStatus.TOO_MANY_REQUESTS: lambda each: each.speaks_sparql or each.name in RUNNING,
    HTTPStatus.SERVICE_UNAVAILABLE: lambda each: each.name != "live",
    HTTPStatus.INSUFFICIENT_STORAGE: lambda each: each.name in SPOOLING | RECORDING,
}
"""For each status whether an operation may answer with it."""


def statuses_of(operation: Document, method: str, path: str) -> list[HTTPStatus]:
    """Return the statuses, apart from those of success, that an operation may answer with."""
    parameters = operation.get("parameters", ())
    asked = Operation(
        operation["operationId"],
        method,
        path,
        any(each["in"] == "query" for each in parameters),
        "requestBody" in operation,
    )
    return [status for status, may in CASES.items() if may(asked)]
