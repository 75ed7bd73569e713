"""In what the measures of an overlap agree, and how far the overlap goes."""

from collections import defaultdict
from collections.abc import Iterable

from graph.backing import Backed, Backing, text_of
from graph.finding import Agreement, Grade
from graph.references import Named
from graph.rules import Hit
from graph.span import first_day, last_day
from ontology.terms import expand
from ontology.vocabulary import Text, terms

MEASURE, LINE, DUPLICATION = "measure", "line", "duplication"
DIMENSIONS = {
    "recommendation": "qs:answers",
    "field": "qs:field",
    "target_group": "qs:targetGroup",
    "region": "qs:region",
    "instrument": "qs:instrument",
}
"""What measures can have in common; a period is compared by its dates."""
ANSWERS = ("qs:answers", "qs:answersFully", "qs:answersPartly")
START, END = expand("schema:startDate"), expand("schema:endDate")
NARROW = frozenset({"recommendation", "target_group"})
SEVERAL = 2


def owners_of(hit: Hit) -> dict[str, frozenset[str]]:
    """Return the measures of an overlap and the identity lines that lead each; empty for others."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in hit.rows:
        measure, line = row.get(MEASURE), row.get(LINE)
        if isinstance(measure, str) and isinstance(line, str):
            found[measure].add(line)
    return {measure: frozenset(lines) for measure, lines in found.items()}


def grade_of(hit: Hit) -> Grade:
    """Return how far an overlap goes, by the ladder of the US Government Accountability Office.

    Several in one field are a fragmentation; the same recommendation or target group makes an
    overlap; region and instrument that agree as well, a duplication (GAO-15-49SP).
    """
    if not owners_of(hit):
        return ""
    if DUPLICATION in hit.flags():
        return "duplication"
    return "overlap" if NARROW & set(hit.rule.key) else "fragmentation"


def agreements(hit: Hit, backing: Backing, named: Named) -> tuple[Agreement, ...]:
    """Return what measures of at least two ministries share, by dimension, with the claims.

    What no source states for a measure never counts as shared. ``named`` has to know all values.
    """
    owners = owners_of(hit)
    found = []
    for name in DIMENSIONS:
        values = shared(owners, _said(owners, name, backing))
        if values:
            claims = {c for said in values.values() for backed in said for c in backed.claims}
            label = terms()[expand(DIMENSIONS[name])].label
            places = tuple(named[value] for value in values)
            found.append(Agreement(name, label, places, tuple(sorted(claims))))
    period = _period(owners, backing) if owners else None
    return (*found, period) if period else tuple(found)


def values_of(hit: Hit, backing: Backing) -> set[str]:
    """Return every thing that the measures of an overlap can agree in."""
    owners = owners_of(hit)
    said = (backed for name in DIMENSIONS for backed in _said(owners, name, backing))
    return {text_of(backed.triple.object) for backed in said}


def shared(owners: dict[str, frozenset[str]], said: Iterable[Backed]) -> dict[str, list[Backed]]:
    """Return the values that measures of at least two lines state, each with its statements."""
    found: dict[str, list[Backed]] = defaultdict(list)
    for backed in said:
        found[text_of(backed.triple.object)].append(backed)
    return {
        value: statements
        for value, statements in sorted(found.items())
        if len({line for b in statements for line in owners[b.triple.subject]}) >= SEVERAL
    }


def _said(owners: Iterable[str], dimension: str, backing: Backing) -> list[Backed]:
    names = ANSWERS if dimension == "recommendation" else (DIMENSIONS[dimension],)
    relations = [expand(name) for name in names]
    return [backed for measure in owners for backed in backing.matching(measure, relations, None)]


def _period(owners: dict[str, frozenset[str]], backing: Backing) -> Agreement | None:
    """Return the time in which all measures with stated dates run; ``None`` if there is none."""
    starts = [b for m in owners for b in backing.matching(m, [START], None)]
    ends = [b for m in owners for b in backing.matching(m, [END], None)]
    dated = {b.triple.subject for b in (*starts, *ends)}
    if len({line for measure in dated for line in owners[measure]}) < SEVERAL:
        return None
    first = max((text_of(b.triple.object) for b in starts), key=first_day, default="")
    closed = [text_of(b.triple.object) for b in ends]
    last = min((text for text in closed if not text.endswith("/")), key=last_day, default="")
    if first and last and first_day(first) > last_day(last):
        return None
    claims = {claim for backed in (*starts, *ends) for claim in backed.claims}
    label = Text(terms()[START].label.de, terms()[START].label.en)
    return Agreement("period", label, (), tuple(sorted(claims)), f"{first}/{last}")
