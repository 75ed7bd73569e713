"""Drafts of measures for a planning game: checked against what is known, and said as claims."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from re import fullmatch

from graph.backing import text_of
from graph.errors import InputError
from graph.selection import one_of
from graph.span import first_day, last_day
from graph.store import Store
from graph.terms import Term
from ontology.statement import Claim, Literal, Statement
from ontology.tables import table_named
from ontology.terms import EDTF, concept_iri, expand, thing_iri
from ontology.vocabulary import schemes

MEASURE = expand("qs:Measure")
TYPE, IDENTIFIER = expand("rdf:type"), expand("dcterms:identifier")
PLACES = {
    "fields": ("qs:field", ("qs:FieldOfAction",)),
    "target_groups": ("qs:targetGroup", ("qs:TargetGroup",)),
    "region": ("qs:region", ("qs:Region",)),
    "lead": ("qs:lead", ("qs:Organisation",)),
    "support": ("qs:support", ("qs:Organisation",)),
    "answers": ("qs:answers", ("qs:Recommendation", "qs:RecommendationPart")),
    "depends_on": ("qs:prerequisite", ("qs:Item",)),
}
"""What a draft may refer to: the relation, and the classes of the things."""
DEGREES = ("answers", "answersFully", "answersPartly", "answersIndirectly")
KEY = "what-if-"
_KNOWN = """SELECT ?class ?thing ?key WHERE {{
  {classes}
  ?thing a ?class ; dcterms:identifier ?key .
}} ORDER BY ?class ?thing"""


@dataclass(frozen=True, slots=True)
class Answer:
    """That a draft takes up a recommendation or a part of one, and to which degree."""

    recommendation: str
    degree: str = "answers"


@dataclass(frozen=True, slots=True)
class Draft:
    """A measure that does not exist; things are named by key or IRI, dates as tables write them."""

    title: str
    fields: tuple[str, ...]
    target_groups: tuple[str, ...] = ()
    lead: str = ""
    support: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    region: str = ""
    instrument: str = ""
    start: str = ""
    end: str = ""
    depends_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft as the measure ``iri``, led by ``lead`` (an IRI or nothing), said by ``claim``."""

    draft: Draft
    iri: str
    lead: str
    claim: Claim


def drafted(store: Store, drafts: Sequence[Draft]) -> list[Drafted]:
    """Return ``drafts`` as planned measures that ``store`` does not have yet.

    Raises ``InputError`` naming the draft, its field and what is missing, unknown or ambiguous.
    """
    if not drafts:
        raise InputError("whatif.nothing")
    known = _Known(store)
    keys = (key for number in count(1) if not known.measure(key := f"{KEY}{number}"))
    return [_drafted(draft, key, known) for draft, key in zip(drafts, keys, strict=False)]


def _drafted(draft: Draft, key: str, known: "_Known") -> Drafted:
    title = draft.title.strip()
    iri = thing_iri("measure", key)
    if not title:
        raise InputError("whatif.missing", draft=key, field=_label("title"))
    if not draft.fields:
        raise InputError("whatif.missing", draft=title, field=_label("fields"))
    said: list[tuple[str, Term]] = [
        (TYPE, MEASURE),
        (IDENTIFIER, Literal(key)),
        (expand("skos:prefLabel"), Literal.text(title, "de")),
        (expand("qs:status"), concept_iri("status", "planned")),
        *_dates(draft),
    ]
    if draft.instrument:
        said.append((expand("qs:instrument"), _instrument(draft)))
    for name, given in _references(draft).items():
        relation = expand(PLACES[name][0])
        said += [(relation, known.thing(draft, name, each)) for each in given]
    for answer in draft.answers:
        if answer.degree not in DEGREES:
            raise _unfit(draft, "degree", answer.degree, DEGREES)
        target = known.thing(draft, "answers", answer.recommendation)
        said.append((expand(f"qs:{answer.degree}"), target))
    needs = [known.thing(draft, "depends_on", given) for given in draft.depends_on]
    statements = [Statement(iri, relation, value) for relation, value in said]
    statements += [one for n, need in enumerate(needs, 1) for one in _dependency(iri, key, n, need)]
    lead = next((text_of(value) for relation, value in said if relation == expand("qs:lead")), "")
    return Drafted(draft, iri, lead, _claim(key, statements))


def _claim(key: str, statements: Iterable[Statement]) -> Claim:
    name = thing_iri("claim", key)
    about = {
        TYPE: expand("qs:Claim"),
        expand("qs:basis"): concept_iri("basis", "stated"),
        expand("qs:modality"): concept_iri("modality", "planned"),
        expand("qs:visibility"): concept_iri("visibility", "internal"),
    }
    metadata = frozenset(Statement(name, relation, value) for relation, value in about.items())
    return Claim(name, frozenset(statements), metadata)


def _dependency(measure: str, key: str, number: int, needed: str) -> Iterator[Statement]:
    name = thing_iri("dependency", f"{key}-{number}")
    yield Statement(name, TYPE, expand("qs:Dependency"))
    yield Statement(name, expand("qs:dependent"), measure)
    yield Statement(name, expand("qs:prerequisite"), needed)
    kind = concept_iri("dependency-kind", "precondition")
    yield Statement(name, expand("qs:dependencyKind"), kind)


def _references(draft: Draft) -> dict[str, tuple[str, ...]]:
    return {
        "fields": draft.fields,
        "target_groups": draft.target_groups,
        "region": (draft.region,) if draft.region else (),
        "lead": (draft.lead,) if draft.lead else (),
        "support": draft.support,
    }


def _instrument(draft: Draft) -> str:
    choices = {choice.notation: choice.iri for choice in schemes()["instrument"]}
    if draft.instrument not in choices:
        raise _unfit(draft, "instrument", draft.instrument, choices)
    return choices[draft.instrument]


def _dates(draft: Draft) -> Iterator[tuple[str, Literal]]:
    table = table_named("measures")
    for name, text in (("start", draft.start), ("end", draft.end)):
        column = table.column(name) if table else None
        if not text or column is None:
            continue
        if not fullmatch(column.pattern, text):
            raise _unfit(draft, name, text, ("2025", "2025-03", "2025-03-19"))
        yield column.path, Literal(text, EDTF)
    if draft.start and draft.end and last_day(draft.end) < first_day(draft.start):
        raise InputError("whatif.order", draft=draft.title, start=draft.start, end=draft.end)


def _unfit(draft: Draft, field: str, found: str, expected: Iterable[str]) -> InputError:
    choices = ", ".join(expected)
    return InputError(
        "whatif.unfit", draft=draft.title, field=_label(field), found=found, expected=choices
    )


def _label(field: str) -> InputError:
    """Return what a field is called, in the language of the sentence around it."""
    return InputError(f"whatif.label.{field}")


class _Known:
    """The things of a store that a draft can refer to, by class and by key or IRI."""

    def __init__(self, store: Store) -> None:
        classes = {expand(name) for _, names in PLACES.values() for name in names} | {MEASURE}
        self._named: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in store.select(_KNOWN.format(classes=one_of("class", sorted(classes)))):
            class_iri, thing = text_of(row["class"]), text_of(row["thing"])
            self._named[class_iri, text_of(row["key"])].add(thing)
            self._named[class_iri, thing].add(thing)

    def measure(self, key: str) -> bool:
        """Return whether there is a measure ``key``."""
        return (MEASURE, key) in self._named

    def thing(self, draft: Draft, name: str, given: str) -> str:
        """Return the IRI of what ``draft`` gives as ``name``."""
        found: set[str] = set()
        for class_name in PLACES[name][1]:
            found |= self._named.get((expand(class_name), given), set())
        if len(found) != 1:
            key = "whatif.ambiguous" if found else "whatif.unknown"
            possible = ", ".join(sorted(found))
            raise InputError(
                key, draft=draft.title, field=_label(name), found=given, possible=possible
            )
        return found.pop()
