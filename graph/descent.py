"""What leads from a thing to what came of it, and back to what it came from, link by link."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal as OneOf

from graph.backing import Backed, Backing, text_of
from graph.coverage import FULL, PART
from ontology.statement import Literal
from ontology.terms import concept_iri, expand

Direction = OneOf["before", "beside", "after"]
Kind = OneOf[
    "adopted",
    "changed",
    "merged",
    "split",
    "dropped",
    "dropped_silently",
    "replaced",
    "basis",
    "part",
    "answer",
    "answer_dropped",
    "response",
    "event",
    "concern",
    "report",
    "origin",
    "mapping",
]
DROPPED = frozenset[Kind]({"dropped", "dropped_silently"})
GOES_ON = frozenset[Kind]({"adopted", "changed", "merged", "split", "replaced"})
PREDECESSOR, SUCCESSOR = expand("qs:predecessor"), expand("qs:successor")
OUTCOME, REASON = expand("qs:outcome"), expand("qs:reasonText")
DATE = expand("dcterms:date")
STATUS = expand("qs:status")
TOLD_ANEW: dict[str, Kind] = {
    **dict.fromkeys((*FULL, *PART), "answer"),
    expand("dcterms:replaces"): "replaced",
    expand("qs:basedOn"): "basis",
    expand("qs:heeds"): "basis",
    expand("qs:partOfRecommendation"): "part",
    expand("qs:respondsTo"): "response",
    expand("qs:eventOf"): "event",
    expand("qs:concerns"): "concern",
    expand("qs:reportOn"): "report",
}
"""Relations that lead from something later to what it takes up."""
BASES = tuple(relation for relation, kind in TOLD_ANEW.items() if kind == "basis")
ORIGINS = tuple(map(expand, ("qs:inSet", "qs:inPlan")))
RELATED = expand("qs:related")
MAPPINGS = (*map(expand, ("qs:equal", "qs:contains", "qs:containedIn", "qs:intersects")), RELATED)
OUTCOMES: dict[str, Kind] = {
    concept_iri("outcome", kind): kind
    for kind in ("adopted", "changed", "merged", "split", "dropped")
}
IS_DROPPED = concept_iri("status", "dropped")


@dataclass(frozen=True, slots=True)
class Link:
    """That ``later`` came of ``earlier``; ``later`` is empty if nothing did.

    ``name`` is the relation, or the outcome of the succession ``via``; ``distance`` counts from
    the thing asked about. In a mapping ``earlier`` is merely the subject, ``later`` the object.
    """

    kind: Kind
    direction: Direction
    name: str
    earlier: str
    later: str
    via: str
    distance: int
    inferred: bool
    claims: tuple[str, ...]
    words: str = ""

    @property
    def far(self) -> str:
        """Return the end that is farther from the thing asked about."""
        return self.earlier if self.direction == "before" else self.later


def links(backing: Backing, iri: str) -> list[Link]:
    """Return every link before and after ``iri`` and its mappings, the nearest first.

    What a whole set or plan became the basis of comes after its parts too; circles end.
    """
    descent = _Descent(backing)
    wholes = [text_of(b.triple.object) for b in backing.matching(iri, ORIGINS, None)]
    found = [*descent.walk("before", [iri], []), *descent.walk("after", [iri], wholes)]
    return list(dict.fromkeys((*found, *descent.mappings(iri))))


class _Descent:
    def __init__(self, backing: Backing) -> None:
        self._backing = backing

    def walk(self, direction: Direction, starts: list[str], wholes: list[str]) -> Iterator[Link]:
        """Return the links from ``starts`` in ``direction``; of ``wholes`` only what rests on them.

        Breadth first, so that every thing is met at its smallest distance.
        """
        step = self._before if direction == "before" else self._after
        seen = set(starts)
        level = [link for start in starts for link in step(start, 1)]
        level += [link for whole in wholes for link in self._resting(whole)]
        while level:
            yield from level
            ends = dict.fromkeys(link.far for link in level if link.far not in seen | {""})
            seen.update(ends)
            distance = level[0].distance + 1
            level = [link for end in ends for link in step(end, distance)]

    def mappings(self, iri: str) -> Iterator[Link]:
        """Return what the thing corresponds to in plans, seen from either side."""
        for found in self._backing.matching(iri, MAPPINGS, None):
            yield self._link(found, "mapping", "beside", 1, (iri, text_of(found.triple.object)))
        for found in self._backing.matching(None, MAPPINGS, iri):
            yield self._link(found, "mapping", "beside", 1, (found.triple.subject, iri))

    def _after(self, iri: str, distance: int) -> Iterator[Link]:
        for found in self._backing.matching(None, TOLD_ANEW, iri):
            kind = TOLD_ANEW[found.triple.relation]
            yield self._link(found, kind, "after", distance, (iri, found.triple.subject))
        for found in self._backing.matching(None, [PREDECESSOR], iri):
            yield from self._succession(found, "after", distance)

    def _before(self, iri: str, distance: int) -> Iterator[Link]:
        for found in self._backing.matching(iri, (*TOLD_ANEW, *ORIGINS), None):
            kind = TOLD_ANEW.get(found.triple.relation, "origin")
            ends = text_of(found.triple.object), iri
            yield self._link(found, kind, "before", distance, ends)
        for found in self._backing.matching(None, [SUCCESSOR], iri):
            yield from self._succession(found, "before", distance)

    def _resting(self, whole: str) -> Iterator[Link]:
        for found in self._backing.matching(None, BASES, whole):
            yield self._link(found, "basis", "after", 1, (whole, found.triple.subject))

    def _link(
        self, found: Backed, kind: Kind, direction: Direction, distance: int, ends: tuple[str, str]
    ) -> Link:
        earlier, later = ends
        claims = set(found.claims)
        if kind == "answer":
            for dropped in self._backing.matching(later, [STATUS], IS_DROPPED):
                kind = "answer_dropped"
                claims |= set(dropped.claims)
        relation = found.triple.relation
        said_by = tuple(sorted(claims))
        return Link(
            kind, direction, relation, earlier, later, "", distance, found.inferred, said_by
        )

    def _succession(self, met: Backed, direction: Direction, distance: int) -> Iterator[Link]:
        """Return the links of a succession met at one of its ends: one for each outcome and end."""
        via, here = met.triple.subject, text_of(met.triple.object)
        about = list(
            self._backing.matching(via, (PREDECESSOR, SUCCESSOR, OUTCOME, REASON, DATE), None)
        )
        words = _first(about, REASON)
        claims = tuple(sorted({claim for backed in about for claim in backed.claims}))
        for outcome in (backed for backed in about if backed.triple.relation == OUTCOME):
            kind = OUTCOMES.get(text_of(outcome.triple.object))
            if kind == "dropped" and not words:
                kind = "dropped_silently"
            if kind is None or (direction == "before" and kind in DROPPED):
                continue
            there = SUCCESSOR if direction == "after" else PREDECESSOR
            others = [text_of(b.triple.object) for b in about if b.triple.relation == there]
            for other in [""] if kind in DROPPED or not others else others:
                earlier, later = (here, other) if direction == "after" else (other, here)
                yield Link(
                    kind=kind,
                    direction=direction,
                    name=text_of(outcome.triple.object),
                    earlier=earlier,
                    later=later,
                    via=via,
                    distance=distance,
                    inferred=met.inferred or outcome.inferred,
                    claims=claims,
                    words=words,
                )


def _first(found: Iterable[Backed], relation: str) -> str:
    """Return the German or else the first text of ``relation``; nothing if there is none."""
    texts = [b.triple.object for b in found if b.triple.relation == relation]
    literals = sorted(
        (text for text in texts if isinstance(text, Literal) and text.value.strip()),
        key=lambda text: (text.language != "de", text),
    )
    return literals[0].value if literals else ""
