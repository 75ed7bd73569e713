"""The SPARQL addresses as the description of the interface (OpenAPI) tells them."""

from typing import Any

from api.negotiation import Form
from api.sparql.protocol import DIRECT, FORM_TYPE, GRAPHS, TABLES
from api.sparql.writing import MULTIPART, STORE, UPDATE

Document = dict[str, Any]
QUERY = "/sparql"
TEXT = {"schema": {"type": "string"}}
ONE, SEVERAL = {"type": "string"}, {"type": "array", "items": {"type": "string", "format": "iri"}}


def paths() -> Document:
    """Return the operations by address and method; FastAPI knows nothing of them."""
    dataset = [_field("default-graph-uri", SEVERAL), _field("named-graph-uri", SEVERAL)]
    using = [_field("using-graph-uri", SEVERAL), _field("using-named-graph-uri", SEVERAL)]
    graph = [_field("graph", ONE), _field("default", {"type": "string", "maxLength": 0})]
    message = [_field("message", ONE)]
    rdf = [form.media_type for form in GRAPHS]
    answers = {"200": _answer((*TABLES, *GRAPHS))}
    return {
        QUERY: {
            "get": _operation("sparql_query", [_field("query", ONE), *dataset], answers),
            "post": _operation("sparql_post", dataset, answers, [DIRECT["query"], FORM_TYPE]),
        },
        UPDATE: {
            "post": _operation(
                "sparql_update", [*using, *message], _done("204"), [DIRECT["update"], FORM_TYPE]
            ),
        },
        STORE: {
            "get": _operation("graph_read", graph, {"200": _answer(GRAPHS)}),
            "put": _operation("graph_put", [*graph, *message], _done("201", "204"), rdf),
            "post": _operation(
                "graph_post", [*graph, *message], _done("201", "204"), [*rdf, MULTIPART]
            ),
            "delete": _operation("graph_delete", [*graph, *message], _done("204")),
        },
    }


def _operation(
    name: str, parameters: list[Document], answers: Document, taken: list[str] | None = None
) -> Document:
    body = {"requestBody": {"content": {each: dict(TEXT) for each in taken}}} if taken else {}
    problem = {"$ref": "#/components/schemas/ProblemAnswer"}
    refused = {"default": {"content": {"application/json": {"schema": problem}}}}
    return {
        "operationId": name,
        "tags": ["linked"],
        "parameters": parameters,
        "responses": {**answers, **refused},
        **body,
    }


def _field(name: str, schema: Document) -> Document:
    return {"name": name, "in": "query", "required": False, "schema": schema}


def _answer(forms: tuple[Form, ...]) -> Document:
    return {"description": "", "content": {form.media_type: {} for form in forms}}


def _done(*statuses: str) -> Document:
    return {status: {"description": ""} for status in statuses}
