"""The views of the claims: what is in force on a day, the vocabulary, and what follows."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import chain

import pyoxigraph as engine

from graph.errors import InputError
from graph.span import first_day, last_day
from graph.store import Store
from graph.terms import engine_iri, engine_literal, normalised, quad_of
from ontology.source import VOCABULARY_FILES, read_text
from ontology.statement import Literal
from ontology.terms import CLAIMS, CURRENT, INFERRED, NAMESPACE, VOCABULARY, concept_iri

_IN_FORCE = f"""
DROP SILENT GRAPH <{CURRENT}> ;
DROP SILENT GRAPH <{INFERRED}> ;
INSERT {{ GRAPH <{CURRENT}> {{ ?subject ?relation ?object }} }}
WHERE {{
  GRAPH <{CLAIMS}> {{ ?claim a <{NAMESPACE}Claim> }}
  FILTER NOT EXISTS {{
    GRAPH <{CLAIMS}> {{ ?claim <{NAMESPACE}modality> <{concept_iri("modality", "demanded")}> }}
  }}
  %s
  GRAPH ?claim {{ ?subject ?relation ?object }}
}} ;
DELETE {{ GRAPH <{CURRENT}> {{ ?subject ?relation ?object }} }}
WHERE {{
  GRAPH <{VOCABULARY}> {{ ?subject ?relation ?object }}
  GRAPH <{CURRENT}> {{ ?subject ?relation ?object }}
}}"""
_OUTSIDE = """MINUS {{
    VALUES ?date {{ {dates} }}
    GRAPH <{claims}> {{ ?claim <{relation}> ?date }}
  }}"""
_BEGUN = ("dcterms:date", "dcterms:issued", "qs:signedOn")
_MADE = f"""SELECT ?thing ?date WHERE {{
  GRAPH <{CURRENT}> {{
    ?thing {"|".join(_BEGUN)} ?date .
    FILTER NOT EXISTS {{ ?thing a qs:Document }}
  }}
}}"""
_PARTS = f"""SELECT ?part WHERE {{
  VALUES ?whole {{ %s }}
  GRAPH <{CURRENT}> {{ ?part qs:inSet|qs:partOfRecommendation ?whole }}
}}"""
_GONE = " ; ".join(
    f"""DELETE {{ GRAPH <{CURRENT}> {{ {statement} }} }}
WHERE {{ VALUES ?later {{ %(later)s }} GRAPH <{CURRENT}> {{ {statement} }} }}"""
    for statement in ("?later ?p ?o", "?s ?p ?later")
)
_DATES = f"SELECT DISTINCT ?date {{ GRAPH <{CLAIMS}> {{ ?claim <%s> ?date }} }}"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the words mean: canonical lines of the vocabulary graph, and the inference rules."""

    lines: tuple[str, ...]
    rules: tuple[str, ...]

    @classmethod
    @cache
    def built_in(cls) -> "Vocabulary":
        """Return the vocabulary and the rules in ``ontology``."""
        folder = files("ontology").joinpath("inference")
        rules = sorted(folder.iterdir(), key=lambda file: file.name)
        return cls(
            lines=tuple(
                chain.from_iterable(turtle_lines(read_text(n), n) for n in VOCABULARY_FILES)
            ),
            rules=tuple(
                rule.read_text(encoding="utf-8") for rule in rules if rule.name.endswith(".ru")
            ),
        )


def turtle_lines(text: str, name: str) -> list[str]:
    """Return the triples of the Turtle ``text`` as canonical lines of the vocabulary graph.

    Raises ``InputError`` for a blank node and, naming the file ``name``, for a syntax error.
    """
    try:
        found = map(quad_of, _in_vocabulary(engine.parse(text, format=engine.RdfFormat.TURTLE)))
        return sorted(normalised(found))
    except SyntaxError as error:
        raise InputError(
            "graph.not_rdf", file=name, line=error.lineno or 0, reason=error.msg
        ) from error


def _in_vocabulary(quads: Iterable[engine.Quad]) -> Iterator[engine.Quad]:
    graph = engine.NamedNode(VOCABULARY)
    return (engine.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads)


def refresh(store: Store, vocabulary: Vocabulary, valid_on: date) -> None:
    """Rebuild ``current`` and ``inferred`` for the day ``valid_on``.

    In force is what a claim says that is not merely demanded and whose validity covers the day;
    a year or month covers all its days. What was made only later – a recommendation, a contract,
    a decision by its date – is not there yet, and nothing refers to it. The views never share a
    statement: ``current`` leaves out what the vocabulary says, ``inferred`` what any of the others
    says.
    """
    outside = [
        _dates_outside(store, "validFrom", lambda text: first_day(text) > valid_on),
        _dates_outside(store, "validTo", lambda text: last_day(text) < valid_on),
    ]
    rules = ";\n".join(vocabulary.rules)
    store.update(_IN_FORCE % "\n  ".join(filter(None, outside)))
    if later := _made_later(store, valid_on):
        store.update(_GONE % {"later": _terms(_with_parts(store, later))})
    store.update(rules)
    reached = 0
    while (count := store.count()) != reached:  # what follows may let more follow
        reached = count
        store.update(rules)


def _made_later(store: Store, day: date) -> list[str]:
    """Return what was made after ``day`` by every date that is stated of it, sorted."""
    known: dict[str, bool] = {}
    for row in store.select(_MADE, default=()):
        thing, made = str(row["thing"]), row["date"]
        after = isinstance(made, Literal) and first_day(made.value) > day
        known[thing] = after and known.get(thing, True)
    return sorted(thing for thing, after in known.items() if after)


def _with_parts(store: Store, wholes: Iterable[str]) -> set[str]:
    """Return ``wholes``, the recommendations in sets among them, and the parts of all these."""
    found = set(wholes)
    for _ in ("in sets", "parts"):
        found |= {str(row["part"]) for row in store.select(_PARTS % _terms(found))}
    return found


def _terms(things: Iterable[str]) -> str:
    return " ".join(str(engine_iri(thing)) for thing in sorted(things))


def _dates_outside(store: Store, name: str, outside: Callable[[str], bool]) -> str:
    relation = NAMESPACE + name
    rows = store.select(_DATES % relation, default=())  # named views may hide the claims
    dates = [row["date"] for row in rows]
    found = [date for date in dates if isinstance(date, Literal) and outside(date.value)]
    if not found:
        return ""
    values = " ".join(sorted(str(engine_literal(date)) for date in found))
    return _OUTSIDE.format(dates=values, claims=CLAIMS, relation=relation)
