"""What a request asks of the SPARQL endpoints, and in which form (SPARQL 1.1 Protocol, 2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from urllib.parse import parse_qs

from api.negotiation import Form, preferred
from api.problems import ProblemError
from graph.foreign.work import Answer

FORM_TYPE = "application/x-www-form-urlencoded"
DIRECT = {"query": "application/sparql-query", "update": "application/sparql-update"}
DATASET = {
    "query": ("default-graph-uri", "named-graph-uri"),
    "update": ("using-graph-uri", "using-named-graph-uri"),
}
MOST_FIELDS = 1000
TABLES = (
    Form("json", "application/sparql-results+json"),
    Form("json", "application/json"),
    Form("xml", "application/sparql-results+xml"),
    Form("xml", "application/xml"),
    Form("csv", "text/csv"),
    Form("tsv", "text/tab-separated-values"),
)
GRAPHS = (
    Form("ttl", "text/turtle"),
    Form("nt", "application/n-triples"),
    Form("jsonld", "application/ld+json"),
    Form("rdfxml", "application/rdf+xml"),
    Form("trig", "application/trig"),
    Form("nq", "application/n-quads"),
)
OFFERED: Mapping[Answer, tuple[Form, ...]] = {
    "boolean": TABLES[:4],
    "table": TABLES,
    "graph": GRAPHS,
}


@dataclass(frozen=True, slots=True)
class Request:
    """What the protocol looks at of a request; ``kind`` and charset of the body may be empty."""

    method: str
    fields: str
    kind: str
    charset: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Asked:
    """A query or update and the data set that the protocol names, ``None`` if it names none."""

    text: str
    default: tuple[str, ...] | None
    named: tuple[str, ...] | None


def asked(request: Request, what: str) -> Asked:
    """Return what ``request`` asks of the endpoint for ``what``: ``query`` or ``update``.

    Raises ``ProblemError`` for a request that the protocol does not know.
    """
    given = fields_of(request.fields)
    if request.method == "GET":
        if what == "update":
            raise ProblemError(
                "api.update_by_get",
                HTTPStatus.METHOD_NOT_ALLOWED,
                headers={"Allow": "POST, OPTIONS"},
            )
        return _asked(what, given, given)
    if request.kind == FORM_TYPE:
        sent = fields_of(_text(request))
        return _asked(what, sent, sent)
    if request.kind == DIRECT[what]:
        if what in given:
            raise _wrong("api.sparql_twice", parameter=what)
        if (other := "update" if what == "query" else "query") in given:
            raise _wrong("api.sparql_other", parameter=other)
        return _asked(what, {what: [_text(request)]}, given)
    expected = f"{DIRECT[what]}, {FORM_TYPE}"
    values = {"found": request.kind or "–", "expected": expected}
    raise ProblemError("api.media_type", HTTPStatus.UNSUPPORTED_MEDIA_TYPE, values)


@lru_cache(maxsize=512)
def forms_for(accept: str) -> dict[Answer, Form]:
    """Return for each kind of answer the form that ``accept`` likes best; some may be missing."""
    chosen = {kind: preferred(accept, offered) for kind, offered in OFFERED.items()}
    return {kind: form for kind, form in chosen.items() if form is not None}


def _asked(what: str, given: Mapping[str, list[str]], graphs: Mapping[str, list[str]]) -> Asked:
    other = "update" if what == "query" else "query"
    if other in given:
        raise _wrong("api.sparql_other", parameter=other)
    texts = given.get(what, [])
    if len(texts) != 1:
        key = "api.sparql_twice" if texts else "api.missing_parameter"
        raise _wrong(key, parameter=what)
    default, named = (graphs.get(name) for name in DATASET[what])
    if default is None and named is None:
        return Asked(texts[0], None, None)
    for name in (*(default or ()), *(named or ())):
        if ":" not in name or any(sign in name for sign in '<>"{}|^`\\ '):
            raise _wrong("api.not_an_iri", found=name)
    return Asked(texts[0], tuple(default or ()), tuple(named or ()))


def fields_of(text: str) -> dict[str, list[str]]:
    """Return the fields of a query string or form; raises ``ProblemError``."""
    try:
        return parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except UnicodeDecodeError as error:
        raise _wrong("api.not_utf8") from error
    except ValueError as error:
        raise _wrong("api.many_fields", limit=MOST_FIELDS) from error


def _text(request: Request) -> str:
    if request.charset.lower() not in {"", "utf-8", "utf8"}:
        values = {"found": request.charset, "expected": "utf-8"}
        raise ProblemError("api.media_type", HTTPStatus.UNSUPPORTED_MEDIA_TYPE, values)
    try:
        return request.body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _wrong("api.not_utf8") from error


def _wrong(key: str, **values: object) -> ProblemError:
    return ProblemError(key, HTTPStatus.BAD_REQUEST, values)
