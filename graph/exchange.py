"""A JSON-LD document of ours in other forms of linked data: one definition, many syntaxes."""

from collections.abc import Mapping
from typing import Literal as OneOf
from typing import cast

import pyoxigraph as engine

from graph.embedded import GRAPH_FORMS

OtherForm = OneOf["ttl", "nt", "rdfxml"]


def reformed(document: bytes, form: OtherForm, prefixes: Mapping[str, str]) -> bytes:
    """Return the JSON-LD ``document``, which holds its context, in ``form`` with ``prefixes``.

    Sorted, with blank nodes named canonically (RDFC-1.0), so that the same document gives the
    same bytes. The engine fetches no context from elsewhere: it refuses.
    """
    found = engine.Dataset(engine.parse(document, format=GRAPH_FORMS["jsonld"]))
    found.canonicalize(engine.CanonicalizationAlgorithm.RDFC_1_0)
    triples = (quad.triple for quad in sorted(found, key=str))
    text = engine.serialize(triples, format=GRAPH_FORMS[form], prefixes=dict(prefixes))
    return cast("bytes", text)  # None only if it were written to a file
