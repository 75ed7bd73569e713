"""A SPARQL 1.1 endpoint on another machine, spoken to by the SPARQL protocol over HTTP."""

from collections.abc import Iterable
from http import HTTPStatus
from weakref import finalize

import httpx

from graph.errors import QueryError, StoreError
from ontology.terms import PREFIXES

CONNECTING, ANSWERING = 5.0, 600.0  # seconds; the views of large data take their time
TABLE = "application/sparql-results+json"
TRIPLES = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
CUT_SHORT = "x-sparql-maxrows"  # how Virtuoso says that it has left rows out
MISUNDERSTOOD = (HTTPStatus.BAD_REQUEST, HTTPStatus.INTERNAL_SERVER_ERROR)
REASON = 500  # characters of what an endpoint says that a reader is shown
Form = dict[str, str | list[str]]
_PROLOGUE = " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items())


class Endpoint:
    """Where to ask and where to change: ``QUERY-ADDRESS [UPDATE-ADDRESS]``, one or two URLs.

    User and password may stand in the address; they are sent as the server asks, Basic or Digest.
    """

    def __init__(self, address: str) -> None:
        """Read ``address``; raises ``StoreError`` if it is none."""
        urls = [_url(part) for part in address.split()]
        if not 1 <= len(urls) <= 2:  # noqa: PLR2004 - to ask, and to change
            raise StoreError("graph.no_endpoint", found=_shown(address))
        self._asking, self._changing = urls[0], urls[-1]
        self.name = str(self._asking.copy_with(userinfo=b"", query=None))
        timeout = httpx.Timeout(ANSWERING, connect=CONNECTING)
        self._client = httpx.Client(timeout=timeout, trust_env=False)
        finalize(self, self._client.close)

    def query(
        self,
        text: str,
        accept: str,
        *,
        default: Iterable[str] = (),
        named: Iterable[str] = (),
    ) -> httpx.Response:
        """Return the answer to ``text`` on the data set of these graphs, or on the endpoint's own.

        Raises ``QueryError`` for what it does not understand, else ``StoreError``.
        """
        form: Form = {"query": f"{_PROLOGUE} {text}"}
        form |= {"default-graph-uri": list(default), "named-graph-uri": list(named)}
        answer = self._post(self._asking, form, accept)
        if CUT_SHORT in answer.headers:
            raise StoreError(
                "graph.endpoint_cuts", endpoint=self.name, rows=answer.headers[CUT_SHORT]
            )
        return answer

    def update(self, text: str) -> None:
        """Carry out the update ``text``; raises as ``query`` does."""
        self._post(self._changing, {"update": f"{_PROLOGUE} {text}"}, "*/*")

    def _post(self, url: httpx.URL, form: Form, accept: str) -> httpx.Response:
        try:
            answer = self._client.post(url, data=form, headers={"Accept": accept})
            if answer.status_code == HTTPStatus.UNAUTHORIZED and url.username:
                digest = httpx.DigestAuth(url.username, url.password)
                answer = self._client.post(url, data=form, headers={"Accept": accept}, auth=digest)
        except httpx.HTTPError as error:
            raise StoreError(
                "graph.endpoint_silent", endpoint=self.name, reason=str(error) or repr(error)
            ) from error
        if answer.is_success:
            return answer
        reason = " ".join(answer.text.split())[:REASON]
        if answer.status_code in MISUNDERSTOOD:
            key = "syntax" if answer.status_code == HTTPStatus.BAD_REQUEST else "failed"
            raise QueryError(f"graph.query_{key}", reason=reason)
        raise StoreError(
            "graph.endpoint_refuses", endpoint=self.name, status=answer.status_code, reason=reason
        )


def _url(text: str) -> httpx.URL:
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL as error:
        raise StoreError("graph.no_endpoint", found=_shown(text)) from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise StoreError("graph.no_endpoint", found=_shown(text))
    return url


def _shown(address: str) -> str:
    """Return ``address`` without what stands before an ``@``: it may be a password."""
    return address.rpartition("@")[2]
