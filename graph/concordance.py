"""Fields of one scheme against those of another: what corresponds, and what no known field does."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from graph.backing import Backed, Backing, text_of
from graph.finding import State
from graph.model import Reference
from graph.references import Named, references
from graph.rules import is_true
from graph.sentence import enumerated
from graph.store import Store
from ontology.messages import both
from ontology.terms import expand
from ontology.vocabulary import Text

EXACT, CLOSE = expand("skos:exactMatch"), expand("skos:closeMatch")
NARROW, BROAD = expand("skos:narrowMatch"), expand("skos:broadMatch")
SEEN_FROM_THERE = {EXACT: EXACT, CLOSE: CLOSE, NARROW: BROAD, BROAD: NARROW}
LANGUAGES = ("de", "en")
LAST = 1_000_000
_FIELDS = """SELECT ?field ?order ?scheme ?date ?stated ?supplementary WHERE {
  ?field a qs:FieldOfAction ; skos:inScheme ?scheme .
  OPTIONAL { ?field qs:officialOrder ?order }
  OPTIONAL { ?scheme dcterms:issued ?date }
  OPTIONAL { ?scheme qs:statedCount ?stated }
  OPTIONAL { ?scheme qs:supplementary ?supplementary }
} ORDER BY ?scheme ?field"""


@dataclass(frozen=True, slots=True)
class Match:
    """A field of the other scheme and how it corresponds, seen from the field asked about."""

    field: Reference
    relation: Reference
    inferred: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A field against one other scheme, of which ``known`` fields are on record.

    ``stated`` is how many the source says there are, if it does. ``state`` is empty where
    something corresponds. Otherwise the lack is ``presumed`` if all fields of the scheme are known
    and somebody has compared the schemes, else there is no data on it.
    """

    field: Reference
    scheme: Reference
    date: str
    known: int
    stated: int | None
    matches: tuple[Match, ...]
    compared: bool
    state: State | None
    sentence: Text


@dataclass(slots=True)
class _Scheme:
    """A scheme with its fields in official order."""

    date: str
    stated: int | None
    supplementary: bool
    fields: list[str]


class Concordance:
    """All schemes of fields and the mappings between them that are in force."""

    def __init__(self, store: Store, *, day: date) -> None:
        """Read fields and mappings in force on ``day``."""
        self._schemes = _schemes(store)
        self._scheme_of = {
            field: iri for iri, found in self._schemes.items() for field in found.fields
        }
        self._named = references(store, [*self._schemes, *self._scheme_of, *SEEN_FROM_THERE])
        mappings = Backing(store, day).matching(None, SEEN_FROM_THERE, None)
        self._matches = _matches((m for m in mappings if self._joins_fields(m)), self._named)
        self._compared = {
            frozenset((self._scheme_of[field], self._scheme_of[match.field.iri]))
            for field, found in self._matches.items()
            for match in found
        }

    def of_field(self, field: str) -> tuple[Comparison, ...]:
        """Return ``field`` against every other scheme of a source, the oldest first.

        Empty for what is no field. Supplementary schemes stand in no source and are left out.
        """
        own = self._scheme_of.get(field)
        others = [
            (found.date or "~", iri)
            for iri, found in self._schemes.items()
            if own and iri != own and not found.supplementary
        ]
        return tuple(self._comparison(field, other) for _, other in sorted(others))

    def between(self, scheme: str, other: str) -> tuple[Comparison, ...]:
        """Return each field of ``scheme`` against ``other``, in official order."""
        known = scheme in self._schemes and other in self._schemes
        fields = self._schemes[scheme].fields if known else ()
        return tuple(self._comparison(field, other) for field in fields)

    def _joins_fields(self, mapping: Backed) -> bool:
        return {mapping.triple.subject, text_of(mapping.triple.object)} <= self._scheme_of.keys()

    def _comparison(self, field: str, other: str) -> Comparison:
        scheme = self._schemes[other]
        matches = tuple(
            match
            for match in self._matches.get(field, ())
            if self._scheme_of[match.field.iri] == other
        )
        compared = frozenset((self._scheme_of[field], other)) in self._compared
        complete = scheme.stated is not None and scheme.stated <= len(scheme.fields)
        state: State = "presumed" if complete and compared else "no-data"
        return Comparison(
            field=self._named[field],
            scheme=self._named[other],
            date=scheme.date,
            known=len(scheme.fields),
            stated=scheme.stated,
            matches=matches,
            compared=compared,
            state=None if matches else state,
            sentence=_sentence(matches, len(scheme.fields), compared=compared, complete=complete),
        )


def in_words(number: int) -> Text:
    """Return ``number`` as a word up to twelve, in digits beyond."""
    words = both("lineage.numbers")
    german, english = words.de.split(), words.en.split()
    if number >= len(german):
        return Text(str(number), str(number))
    return Text(german[number], english[number])


def _schemes(store: Store) -> dict[str, _Scheme]:
    rows: dict[str, dict[str, int]] = defaultdict(dict)
    schemes: dict[str, _Scheme] = {}
    for row in store.select(_FIELDS):
        iri, field = text_of(row["scheme"]), text_of(row["field"])
        stated = text_of(row["stated"])
        if iri not in schemes:
            supplementary = is_true(row["supplementary"])
            schemes[iri] = _Scheme(
                text_of(row["date"]), int(stated) if stated else None, supplementary, []
            )
        rows[iri].setdefault(field, int(text_of(row["order"]) or LAST))
    for iri, orders in rows.items():
        schemes[iri].fields = sorted(orders, key=lambda field: (orders[field], field))
    return schemes


def _matches(mappings: Iterable[Backed], named: Named) -> Mapping[str, list[Match]]:
    """Return ``mappings`` by field, each seen from both ends, the closest first."""
    merged: dict[tuple[str, str, str], list[Backed]] = defaultdict(list)
    for mapping in mappings:
        here, relation, there = mapping.triple
        merged[here, relation, text_of(there)].append(mapping)
        merged[text_of(there), SEEN_FROM_THERE[relation], here].append(mapping)
    closeness = list(SEEN_FROM_THERE)
    found: dict[str, list[Match]] = defaultdict(list)
    for here, relation, there in sorted(merged, key=lambda k: (closeness.index(k[1]), k)):
        said = merged[here, relation, there]
        claims = tuple(sorted({claim for mapping in said for claim in mapping.claims}))
        inferred = all(mapping.inferred for mapping in said)
        found[here].append(Match(named[there], named[relation], inferred, claims))
    return found


def _sentence(matches: Iterable[Match], known: int, *, compared: bool, complete: bool) -> Text:
    if listed := list(matches):
        german, english = (
            enumerated([_called(match, language) for match in listed], language)
            for language in LANGUAGES
        )
        return Text(german, english)
    if not compared:
        return both("lineage.not_compared")
    if complete:
        return both("lineage.unmatched")
    key = "lineage.unmatched_known.one" if known == 1 else "lineage.unmatched_known.many"
    number = in_words(known)
    return Text(both(key, number=number.de).de, both(key, number=number.en).en)


def _called(match: Match, language: str) -> str:
    name = match.field.label.in_language(language)
    relation = match.relation.label.in_language(language)
    return both("lineage.match", relation=relation, field=name).in_language(language)
