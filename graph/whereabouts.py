"""What may be said about where something is now: never more than the claims do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal as OneOf

from graph.backing import text_of
from graph.concordance import Comparison
from graph.coverage import FULL, recommendation_states
from graph.descent import DROPPED, GOES_ON, RELATED, Link
from graph.model import Coverage, Reference
from graph.references import Named
from graph.sentence import Names
from graph.span import last_day
from graph.store import Store
from graph.terms import engine_iri
from ontology.messages import both
from ontology.vocabulary import Text, concept_labels

WhereaboutsKind = (
    Coverage
    | OneOf[
        "continued",
        "dropped",
        "dropped_silently",
        "counterpart",
        "recorded",
        "status",
        "ended",
        "unknown",
    ]
)
RECOMMENDATIONS = "recommendation"
_NOW = """SELECT ?thing ?status ?end WHERE {
  { ?thing qs:status ?status } UNION { ?thing schema:endDate ?end }
} ORDER BY DESC(BOUND(?status)) ?status ?end"""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """One thing that may be said, and whether it rests on inferred claims alone."""

    kind: WhereaboutsKind
    sentence: Text
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """All links around a thing, its comparisons if it is a field, its dated events in order."""

    thing: str
    links: Sequence[Link]
    fields: Sequence[Comparison]
    events: Sequence[tuple[Text, str]]
    named: Named


def whereabouts(store: Store, way: Way, *, day: date) -> tuple[Whereabouts, ...]:
    """Return what became of the thing; ``unknown`` if no claim says anything about it.

    Dropped is only what a succession calls so, without reason only if it names none.
    """
    found = [
        *_succession(way),
        *_taken_up(store, way, day),
        *_counterparts(way),
        *_recorded(way.events),
        *_now(store, way.thing, day),
    ]
    return tuple(found) or (Whereabouts("unknown", both("lineage.end.unknown")),)


def _succession(way: Way) -> list[Whereabouts]:
    on: list[Link] = []
    reached = {way.thing}
    for link in way.links:  # the nearest come first
        if link.direction == "after" and link.kind in GOES_ON and link.earlier in reached:
            on.append(link)
            reached.add(link.later)
    drops = [link for link in way.links if link.kind in DROPPED and link.earlier in reached]
    left = {link.earlier for link in (*on, *drops)}
    lasting = [link.later for link in on if link.later and link.later not in left]
    found = []
    if lasting:
        names = [way.named[thing] for thing in dict.fromkeys(lasting)]
        found.append(_said("continued", names, inferred=any(link.inferred for link in on)))
    for drop in drops:
        kind: WhereaboutsKind = "dropped" if drop.words else "dropped_silently"
        found.append(_said(kind, [way.named[drop.earlier]], drop.words, inferred=drop.inferred))
    return found


def _taken_up(store: Store, way: Way, day: date) -> list[Whereabouts]:
    if way.named[way.thing].kind == RECOMMENDATIONS:
        for state in recommendation_states(store, day=day):
            if state.recommendation.iri == way.thing and state.coverage != "open":
                return [_said(state.coverage, state.answered_by)]
        return []
    answers = [link for link in way.links if link.kind == "answer" and link.earlier == way.thing]
    if not answers:
        return []
    stated = [link for link in answers if not link.inferred]
    full = any(link.name in FULL for link in stated)
    kind: Coverage = "taken-up" if full else "partly" if stated else "presumably"
    return [_said(kind, [way.named[link.later] for link in answers])]


def _counterparts(way: Way) -> list[Whereabouts]:
    mapped = [link for link in way.links if link.kind == "mapping" and link.name != RELATED]
    others = [link.earlier if link.later == way.thing else link.later for link in mapped]
    things = [way.named[other] for other in dict.fromkeys(others)]
    things += [comparison.scheme for comparison in way.fields if comparison.matches]
    thoughts = [link.inferred for link in mapped]
    thoughts += [match.inferred for comparison in way.fields for match in comparison.matches]
    return [_said("counterpart", things, inferred=all(thoughts))] if things else []


def _recorded(events: Sequence[tuple[Text, str]]) -> list[Whereabouts]:
    if not events:
        return []
    label, when = events[-1]
    german = both("lineage.end.recorded", event=label.de, date=when).de
    english = both("lineage.end.recorded", event=label.en, date=when).en
    return [Whereabouts("recorded", Text(german, english))]


def _now(store: Store, iri: str, day: date) -> list[Whereabouts]:
    found: list[Whereabouts] = []
    for row in store.select(_NOW, {"thing": engine_iri(iri).value}):
        end, status = text_of(row["end"]), text_of(row["status"])
        if status in concept_labels():
            label = concept_labels()[status]
            said = both("lineage.end.status", status=label.de).de
            english = both("lineage.end.status", status=label.en).en
            found.append(Whereabouts("status", Text(said, english)))
        elif end and last_day(end) < day:
            found.append(Whereabouts("ended", both("lineage.end.ended", date=end)))
    return found


def _said(
    kind: WhereaboutsKind, things: Sequence[Reference], words: str = "", *, inferred: bool = False
) -> Whereabouts:
    def text(language: str) -> str:
        names = Names([thing.label.in_language(language) for thing in things], language)
        key = f"lineage.end.{kind.replace('-', '_')}"
        said = both(key, things=names, words=words).in_language(language)
        return f"{said} {both('lineage.end.inferred').in_language(language)}" if inferred else said

    return Whereabouts(kind, Text(text("de"), text("en")), inferred)
