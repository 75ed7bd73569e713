"""Reconciliation: which things the cells of somebody's table mean (Reconciliation API 0.2).

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from api.knowledge import Knowledge
from api.listing import columns_of
from api.names import Candidate, names_of, spelling
from api.places import list_of
from api.problems import expect
from api.reconciling import EntitySent, PropertySent, QuerySent
from api.settings import Language
from graph.model import Value
from graph.names import Named
from graph.things import joining
from ontology.tables import table_named, tables
from ontology.terms import BASE, NAMESPACE
from ontology.vocabulary import Text, superclasses, terms

THINGS = f"{BASE}/id/"
SURE = 95.0
"""From which score a candidate may be taken without looking, if nothing else comes near."""
APART = 5.0  # how far the next one has to be behind
OTHER_TYPE = 0.8  # how much a candidate of another type counts where the type only should fit
BY_NAME = 2  # a name counts as much as two properties
COMPARED = 50  # candidates by name whose properties are looked at
WHOLE = 100.0


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of things, or one of their properties: its id and what it is called."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Match:
    """A thing that may be meant; ``match`` is true if it may be taken without looking."""

    id: str
    name: str
    description: str
    score: float
    match: bool
    type: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The things that one query may mean, the most likely first."""

    result: tuple[Match, ...]


@cache
def types() -> dict[str, Text]:
    """Return the label of each type that may be asked for, by its name in the vocabulary."""
    own = {each.class_iri for each in tables() if not each.joins}
    every = {above for each in own for above in superclasses()[each] if above in terms()}
    return {
        each.removeprefix(NAMESPACE): terms()[each].label
        for each in sorted(every)
        if each.startswith(NAMESPACE)
    }


@cache
def properties_of(type_name: str) -> dict[str, Text]:
    """Return the label of each property of a type: columns of its table, and its relations."""
    class_iri = NAMESPACE + type_name
    table = table_named(list_of(class_iri))
    columns = {each.name: each.label for each in columns_of(table)} if table else {}
    relations = joining(class_iri) if class_iri in superclasses() else {}
    return columns | {name: terms()[iri].label for iri, name in relations.items()}


@cache
def properties() -> dict[str, Text]:
    """Return the label of each property of any type."""
    return {name: label for each in types() for name, label in properties_of(each).items()}


def kind_of(named: Named, language: Language) -> Kind:
    """Return the type of a thing."""
    label = terms()[named.class_iri].label
    return Kind(named.class_iri.removeprefix(NAMESPACE), label.in_language(language))


def id_of(named: Named) -> str:
    """Return what a client knows a thing by: ``kind/key``."""
    return named.reference.iri.removeprefix(THINGS)


def thing_meant(known: Knowledge, text: str) -> Named | None:
    """Return the thing with an id or an IRI, or ``None``."""
    return names_of(known).things.get(THINGS + text.removeprefix(THINGS))


def description(known: Knowledge, named: Named, language: Language) -> str:
    """Return what tells a thing from its namesakes: type, key, abbreviation and years."""
    years = [each[0].text[:4] for n in ("start", "end") if (each := values_of(known, named, n))]
    found = named.reference
    parts = (kind_of(named, language).name, found.key, found.abbreviation, "–".join(years))
    return " · ".join(filter(None, parts))


def values_of(known: Knowledge, named: Named, name: str) -> tuple[Value, ...]:
    """Return the values of a property of a thing."""
    table = table_named(list_of(named.class_iri))
    if table is None:
        return ()
    rows = known.kept(
        ("rows by thing", table.name),
        lambda: {row.reference.iri: row.cells for row in known.rows(table)},
    )
    return rows.get(named.reference.iri, {}).get(name, ())


def results(
    known: Knowledge, queries: Mapping[str, QuerySent], language: Language
) -> dict[str, Result]:
    """Return what each query may mean, by its name; raises ``ProblemError`` for unknown names."""
    for name, query in queries.items():
        for each in query.type:
            expect(f"queries.{name}.type", each.removeprefix(NAMESPACE), types())
        for sent in query.properties:
            expect(f"queries.{name}.properties.pid", sent.pid, properties())
    return {name: _result(known, query, language) for name, query in queries.items()}


def _result(known: Knowledge, query: QuerySent, language: Language) -> Result:
    fits = _fitting(query)
    usable = (lambda _: True) if query.type_strict == "should" else fits
    found = [
        Candidate(each.named, round(each.score * (1 if fits(each.named) else OTHER_TYPE), 1))
        for each in _scored(known, query, usable)
    ]
    best = sorted(found, key=lambda each: (-each.score, each.named.reference.iri))
    scores = [each.score for each in best] + [0.0, 0.0]
    sure = scores[0] >= SURE and scores[0] - scores[1] >= APART
    return Result(
        tuple(
            Match(
                id=id_of(each.named),
                name=each.named.reference.label.in_language(language),
                description=description(known, each.named, language),
                score=each.score,
                match=sure and place == 0,
                type=(kind_of(each.named, language),),
            )
            for place, each in enumerate(best[: query.limit])
        )
    )


def _fitting(query: QuerySent) -> Callable[[Named], bool]:
    wanted = {NAMESPACE + each.removeprefix(NAMESPACE) for each in query.type}
    enough = wanted.issubset if query.type_strict == "all" else _meets(wanted)
    return lambda named: not wanted or enough(superclasses()[named.class_iri])


def _meets(wanted: set[str]) -> Callable[[Iterable[str]], bool]:
    return lambda classes: not wanted.isdisjoint(classes)


def _scored(known: Knowledge, query: QuerySent, usable: Callable[[Named], bool]) -> list[Candidate]:
    """Return the candidates by name, or every thing that is usable, with what properties add."""
    names, weight = names_of(known), BY_NAME if query.query else 0
    if query.query:
        found = names.alike(query.query, usable)[:COMPARED]
    elif not query.properties:
        found = []  # an empty cell means nothing, and is no reason to refuse the others
    else:
        found = [Candidate(each, 0.0) for each in names.things.values() if usable(each)]
    if not query.properties:
        return found
    total = weight + len(query.properties)
    scored = (
        (each, sum(_agreement(known, each.named, sent) for sent in query.properties))
        for each in found
    )
    return [
        Candidate(each.named, (each.score * weight + more) / total)
        for each, more in scored
        if query.query or more
    ]


def _agreement(known: Knowledge, named: Named, sent: PropertySent) -> float:
    """Return how well a property of a thing fits the best of the values sent, from 0 to 100."""
    values = values_of(known, named, sent.pid)
    return max((_alike(wanted, value) for wanted in sent.v for value in values), default=0.0)


def _alike(wanted: EntitySent | str | float, value: Value) -> float:
    found = value.reference
    texts = [value.text]
    if found:
        texts += [found.key, found.abbreviation, found.label.de, found.label.en]
    if isinstance(wanted, EntitySent):
        named = found is not None and found.iri == THINGS + wanted.id.removeprefix(THINGS)
        return WHOLE if named else 0.0
    asked = spelling(str(wanted))
    return max(fuzz.token_sort_ratio(asked, spelling(each)) for each in texts if each)
