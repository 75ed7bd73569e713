"""The page on which readers write SPARQL of their own, and what comes of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.foreign.reading import Found
from ontology.messages import catalogue
from ontology.questions import Question
from ontology.terms import BASE, PREFIXES, compact, expand
from ontology.vocabulary import terms
from viz.frame import Frame
from viz.paging import page_of
from viz.rendering import render
from viz.wording import Wording, wording

STARTER = """\
PREFIX qs: <https://w3id.org/querschnitt/def#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?measure ?name
WHERE {
  ?measure a qs:Measure ; skos:prefLabel ?name .
}
ORDER BY ?name
LIMIT 20
"""
"""What stands in the editor before anybody has written anything."""
PLAIN = {expand("xsd:string"), expand("rdf:langString")}
SAID = (
    "editor.field",
    "editor.running",
    "editor.done",
    "editor.failed",
    "editor.invalid",
    "editor.cut",
    "editor.yes",
    "editor.no",
    "editor.caption",
    "editor.sort",
    "editor.suggestions",
    "editor.rows.one",
    "editor.rows.other",
    "editor.pages",
    "editor.page",
    "editor.before",
    "editor.after",
)
"""The texts that the script says; a placeholder in one is filled there."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a query may cost: seconds of running, and rows of its answer."""

    seconds: float
    rows: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader wrote and what came of it.

    Without ``found`` and ``problem`` it has not been run. ``cut`` tells that rows are missing.
    """

    text: str
    found: Found | None = None
    cut: bool = False
    problem: str = ""


def editor(frame: Frame, draft: Draft, limits: Limits, examples: Sequence[Question]) -> str:
    """Return the page: form, limits, examples, and the answer if there is one."""
    words = wording(frame.language)
    found = draft.found
    return render(
        "editor",
        frame,
        draft=draft,
        limits=limits,
        examples=[(each.id, words.label(each.title)) for each in examples],
        page=page_of(frame, found.rows) if found else None,
        given={"query": draft.text},
        type_of=type_of,
        settings=json.dumps(settings(frame, words)).replace("<", "\\u003c"),
    )


def type_of(datatype: str) -> str:
    """Return the short name of a literal's datatype, nothing for a plain text's."""
    return "" if not datatype or datatype in PLAIN else compact(datatype)


def settings(frame: Frame, words: Wording) -> Mapping[str, object]:
    """Return what the editor's script needs: addresses, prefixes, our terms and its words."""
    return {
        "endpoint": f"{frame.root}/sparql",
        "page": frame.link("/query/editor"),
        "things": [f"{BASE}/id/", f"{frame.root}/doc/"],
        "prefixes": PREFIXES,
        "terms": sorted(terms()),
        "words": {
            key.removeprefix("editor."): words.label(catalogue()[f"viz.{key}"]) for key in SAID
        },
        "language": frame.language,
    }
