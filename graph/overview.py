"""How much a data set holds, and what it says about itself and its documents: for catalogues."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.backing import text_of
from graph.store import Store
from ontology.terms import CURRENT

_COUNT = "SELECT (COUNT(DISTINCT {counted}) AS ?count) {{ ?subject ?relation ?object }}"
_CLASSES = "SELECT ?name (COUNT(DISTINCT ?subject) AS ?count) { ?subject a ?name } GROUP BY ?name"
_RELATIONS = "SELECT ?name (COUNT(*) AS ?count) { ?subject ?name ?object } GROUP BY ?name"
_AREAS = "SELECT DISTINCT ?area { ?set a qs:DataSet ; dcterms:spatial ?area } ORDER BY ?area"
_WORDS = """SELECT ?words {
  ?set a qs:DataSet ; dcterms:description ?words
} ORDER BY ?set ?words LIMIT 1"""
_LICENCES = """SELECT ?document ?licence {
  ?document a qs:Document ; dcterms:license ?licence
} ORDER BY ?document DESC(?licence)"""


@dataclass(frozen=True, slots=True)
class Overview:
    """What is in force, counted: entities by class, statements by relation; and what it is about.

    ``entities`` are the things that something is said about, ``areas`` the addresses of the
    areas that the data set covers, ``licences`` the licence of each document that states one.
    """

    triples: int
    entities: int
    objects: int
    classes: Mapping[str, int]
    relations: Mapping[str, int]
    words: str
    areas: tuple[str, ...]
    licences: Mapping[str, str]


def overview(store: Store) -> Overview:
    """Return what ``store`` holds in force."""
    words = [text_of(row["words"]) for row in store.select(_WORDS)]
    return Overview(
        triples=store.count(CURRENT),
        entities=_count(store, "?subject"),
        objects=_count(store, "?object"),
        classes=_counts(store, _CLASSES),
        relations=_counts(store, _RELATIONS),
        words=words[0] if words else "",
        areas=tuple(text_of(row["area"]) for row in store.select(_AREAS)),
        licences={
            text_of(row["document"]): text_of(row["licence"]) for row in store.select(_LICENCES)
        },
    )


def _count(store: Store, counted: str) -> int:
    (row,) = store.select(_COUNT.format(counted=counted), default=(CURRENT,))
    return int(text_of(row["count"]))


def _counts(store: Store, query: str) -> dict[str, int]:
    rows = store.select(query, default=(CURRENT,))
    return {text_of(row["name"]): int(text_of(row["count"])) for row in sorted(rows, key=_name)}


def _name(row: Mapping[str, object]) -> str:
    return str(row["name"])
