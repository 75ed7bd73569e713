"""What became of a recommendation, plan item, measure or field, and what it came from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from graph.backing import Backed, Backing, text_of
from graph.concordance import Comparison, Concordance
from graph.descent import DROPPED, GOES_ON, Direction, Kind, Link, links
from graph.model import Reference
from graph.references import Named, references
from graph.span import first_day, last_day
from graph.store import Store
from graph.terms import Term
from graph.whereabouts import Way, Whereabouts, whereabouts
from graph.worddiff import Stretch, worddiff
from ontology.messages import both
from ontology.statement import Literal
from ontology.terms import expand
from ontology.vocabulary import Text

DATES = tuple(map(expand, ("dcterms:date", "dcterms:issued", "schema:startDate", "qs:signedOn")))
FIELDS = "field"
WORDS = expand("dcterms:description")
LABEL = expand("skos:prefLabel")
PERIOD = expand("qs:legislativePeriod")
EVENTS: tuple[Kind, ...] = ("event", "report")
SORTS = tuple(map(expand, ("qs:responseKind", "qs:eventKind", "qs:reportKind")))
"""Relations that say what sort of response, event or report something is."""
_PERIODS = """SELECT ?period ?start ?end WHERE {
  ?period a qs:LegislativePeriod ; schema:startDate ?start .
  OPTIONAL { ?period schema:endDate ?end }
} ORDER BY DESC(STR(?start)) ?period"""


@dataclass(frozen=True, slots=True)
class Step:
    """One link on the way: what happened between two things, when, and who says so.

    ``thing`` is the end nearer to what was asked about, ``other`` the farther one, ``None`` if
    nothing came of it. ``words`` are the reason or text as recorded, ``difference`` the changed
    wording. Date and legislative period are empty where no claim states them.
    """

    kind: Kind
    direction: Direction
    distance: int
    thing: Reference
    other: Reference | None
    label: Text
    words: str
    date: str
    period: Reference | None
    difference: tuple[Stretch, ...]
    inferred: bool
    claims: tuple[str, ...]
    sentence: Text


@dataclass(frozen=True, slots=True)
class Lineage:
    """A thing with everything before and after it, and what its whereabouts may be called.

    ``before`` starts with what is farthest; ``after`` follows the dates. Undated steps stand where
    what they belong to stands, those of the thing itself last. ``fields`` compares a field
    with every other scheme.
    """

    thing: Reference
    before: tuple[Step, ...]
    beside: tuple[Step, ...]
    after: tuple[Step, ...]
    fields: tuple[Comparison, ...]
    whereabouts: tuple[Whereabouts, ...]
    sentence: Text


def lineage(store: Store, iri: str, *, day: date) -> Lineage:
    """Return where ``iri`` came from and what became of it, by the claims in force on ``day``."""
    backing = Backing(store, day)
    found = links(backing, iri)
    facts = _Facts(store, backing)
    named = references(store, _mentioned(iri, found, facts))
    steps = [facts.step(link, named) for link in found]
    whens = _moments(iri, found, steps)
    order = sorted(range(len(steps)), key=lambda n: (whens[n], found[n].distance, _place(found[n])))
    after = [steps[n] for n in order if steps[n].direction == "after"]
    before = [steps[n] for n in order if steps[n].direction == "before"]
    is_field = named[iri].kind == FIELDS
    fields = Concordance(store, day=day).of_field(iri) if is_field else ()
    events = [(s.label, s.date) for s in after if s.distance == 1 and s.kind in EVENTS and s.date]
    ends = whereabouts(store, Way(iri, found, fields, events, named), day=day)
    return Lineage(
        thing=named[iri],
        before=tuple(sorted(before, key=lambda step: -step.distance)),
        beside=tuple(steps[n] for n in order if steps[n].direction == "beside"),
        after=tuple(after),
        fields=fields,
        whereabouts=ends,
        sentence=Text(" ".join(e.sentence.de for e in ends), " ".join(e.sentence.en for e in ends)),
    )


def _mentioned(iri: str, found: Iterable[Link], facts: "_Facts") -> Iterable[str]:
    yield iri
    yield from facts.periods
    for link in found:
        yield from (link.earlier, link.later, link.name, link.via)
        said = facts.of(link.later, SORTS) + facts.of(link.far, [PERIOD])
        yield from (text_of(fact.triple.object) for fact in said)


def _place(link: Link) -> tuple[str, str, str, str]:
    return link.kind, link.earlier, link.later, link.via


def _moments(iri: str, found: Sequence[Link], steps: Sequence[Step]) -> list[date]:
    """Return for each step when it stands; one without a date stands with what it belongs to."""
    reached = {iri: date.max}
    moments = []
    for link, step in zip(found, steps, strict=True):  # the nearest come first
        near = link.later if link.direction == "before" else link.earlier
        when = first_day(step.date) if step.date else reached.get(near, date.max)
        reached.setdefault(link.far, when)
        moments.append(when)
    return moments


class _Facts:
    """Dates, texts, sorts and periods of the things on the way, with the claims behind them."""

    def __init__(self, store: Store, backing: Backing) -> None:
        self._backing = backing
        self.periods = {
            text_of(row["period"]): (text_of(row["start"]), text_of(row["end"]))
            for row in store.select(_PERIODS)
        }

    def of(self, thing: str, relations: Iterable[str]) -> list[Backed]:
        """Return what claims say about ``thing`` by ``relations``, in this order."""
        return list(self._backing.matching(thing, relations, None)) if thing else []

    def step(self, link: Link, named: Named) -> Step:
        """Return ``link`` as a step with everything that is recorded about it."""
        sorts = self.of(link.later, SORTS) if link.direction == "after" else []
        when = self._date(link)
        words = link.words or (self._text(link.later, WORDS) if sorts else "")
        label = named[text_of(sorts[0].triple.object) if sorts else link.name].label
        near = link.later if link.direction == "before" else link.earlier
        claims = set(link.claims).union(*(sort.claims for sort in sorts))
        return Step(
            kind=link.kind,
            direction=link.direction,
            distance=link.distance,
            thing=named[near],
            other=named[link.far] if link.far else None,
            label=label,
            words=words,
            date=when,
            period=self._period(link.far, when, named),
            difference=self._difference(link),
            inferred=link.inferred,
            claims=tuple(sorted(claims)),
            sentence=_sentence(link, label, words, named),
        )

    def _date(self, link: Link) -> str:
        """Return the date of the succession, else of the successor or of the farther thing."""
        other = link.later if link.kind in GOES_ON else link.far
        dates = self.of(link.via, DATES) or self.of(other, DATES)
        return min((text_of(found.triple.object) for found in dates), default="")

    def _period(self, thing: str, when: str, named: Named) -> Reference | None:
        """Return the legislative period stated for ``thing``, or the one that covers ``when``.

        A day on which one period follows another belongs to the later one.
        """
        for stated in self.of(thing, [PERIOD]):
            return named[text_of(stated.triple.object)]
        for period, (start, end) in self.periods.items() if when else ():
            if first_day(start) <= first_day(when) and last_day(when) <= last_day(end):
                return named[period]
        return None

    def _difference(self, link: Link) -> tuple[Stretch, ...]:
        if link.kind != "changed" or not link.later:
            return ()
        for relation in (WORDS, LABEL):
            old, new = self._text(link.earlier, relation), self._text(link.later, relation)
            if old and new:
                return worddiff(old, new)
        return ()

    def _text(self, thing: str, relation: str) -> str:
        """Return the text of ``thing``, the German one if there are several."""
        texts = [found.triple.object for found in self.of(thing, [relation])]
        return min((_ranked(text) for text in texts), default=(False, ""))[1]


def _ranked(text: Term) -> tuple[bool, str]:
    return isinstance(text, Literal) and text.language not in {"", "de"}, text_of(text)


def _sentence(link: Link, label: Text, words: str, named: Named) -> Text:
    def said(language: str) -> Text:
        ends = {"earlier": link.earlier, "later": link.later}
        names = {name: named[end].label.in_language(language) for name, end in ends.items() if end}
        key = f"lineage.step.{link.kind}"
        if link.kind not in DROPPED and not link.later:
            key = "lineage.step.nameless"
        return both(key, label=label.in_language(language), words=words, **names)

    return Text(said("de").de, said("en").en)
