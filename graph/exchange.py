"""A JSON-LD document of ours in other forms of linked data: one definition, many syntaxes."""

from typing import Literal as OneOf

import pyoxigraph as engine

from graph.embedded import GRAPH_FORMS, serialised

OtherForm = OneOf["ttl", "nt", "rdfxml"]


def reformed(document: bytes, form: OtherForm) -> bytes:
    """Return the JSON-LD ``document``, which holds its context, in ``form``.

    Sorted, with blank nodes named canonically (RDFC-1.0), so that the same document gives the
    same bytes. The engine fetches no context from elsewhere: it refuses.
    """
    found = engine.Dataset(engine.parse(document, format=GRAPH_FORMS["jsonld"]))
    found.canonicalize(engine.CanonicalizationAlgorithm.RDFC_1_0)
    return serialised(sorted(found, key=str), form)
