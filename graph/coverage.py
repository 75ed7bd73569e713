"""What became of each recommendation: taken up, partly, presumably, open, or nothing asked."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from graph.backing import Backed, Backing, text_of
from graph.finding import State
from graph.model import Coverage, Evidence, RecommendationState
from graph.portfolio import Portfolio, portfolio
from graph.references import Named, references
from graph.rules import hits, is_true
from graph.state import Completeness
from graph.store import Row, Store
from ontology.messages import both
from ontology.rules import rule_named
from ontology.terms import concept_iri, expand

RULE = "G02"
LEFT_OUT = frozenset({"minority", "third-party"})
FULL = tuple(map(expand, ("qs:answers", "qs:answersFully")))
PART = tuple(map(expand, ("qs:answersPartly", "qs:answersIndirectly")))
REJECTED = concept_iri("response", "rejected")
PARTLY = concept_iri("response", "partly")
EVIDENCE: dict[State, Evidence] = {
    "confirmed": "confirmed",
    "presumed": "presumed",
    "no-data": "no-report",
}
_ASKED = """SELECT ?recommendation ?nature ?group ?usual ?own ?set ?field ?addressee WHERE {
  ?recommendation a qs:Recommendation ; qs:nature ?nature .
  ?nature qs:natureGroup ?group ; qs:expectsAction ?usual .
  OPTIONAL { ?recommendation qs:expectsAction ?own }
  OPTIONAL { ?recommendation qs:inSet ?set }
  OPTIONAL { ?recommendation qs:field ?field }
  OPTIONAL { ?recommendation qs:addressee ?addressee }
} ORDER BY ?recommendation ?field ?addressee"""
_PARTS = "SELECT ?part ?recommendation WHERE { ?part qs:partOfRecommendation ?recommendation }"
_DROPPED = f"SELECT ?answer WHERE {{ ?answer qs:status <{concept_iri('status', 'dropped')}> }}"
_RESPONSES = """SELECT ?response ?recommendation ?kind WHERE {
  ?response qs:respondsTo ?recommendation ; qs:responseKind ?kind
}"""
_KIND = expand("qs:responseKind")


@dataclass(slots=True)
class _Asked:
    """A recommendation as it stands in the store, its rows gathered."""

    iri: str
    nature: str
    group: str
    expects: bool
    set: str
    fields: dict[str, None]
    addressees: dict[str, None]


@dataclass(frozen=True, slots=True)
class _Answers:
    """What refers to recommendations and how they were responded to, by recommendation."""

    links: Mapping[str, list[Backed]]
    responses: Mapping[str, set[str]]
    stated_partly: frozenset[str]


def recommendation_states(
    store: Store,
    *,
    day: date,
    natures: str = "",
    offices: Portfolio | None = None,
    hearing: Container[str] = (),
) -> list[RecommendationState]:
    """Return the state of every recommendation in force on ``day``, by IRI.

    ``natures`` names groups that count in addition (``minority third-party``). How certain an
    open one is says rule G02. Open ones in ``hearing`` are not told as open: those concerned
    answer first.
    """
    asked = _asked(store)
    certain = _certainty(store, day, offices or portfolio(store))
    answers = _answers(store, Backing(store, day))
    named = references(store, _mentioned(asked, answers))
    left_out = LEFT_OUT - set(natures.split())
    return [
        _heard_first(state)
        if state.coverage == "open" and state.recommendation.iri in hearing
        else state
        for item in asked.values()
        for state in [_state(item, answers, certain, named, counted=item.group not in left_out)]
    ]


def _heard_first(state: RecommendationState) -> RecommendationState:
    return replace(state, coverage="hearing", evidence="", words=both("coverage.hearing"))


def _certainty(store: Store, day: date, offices: Portfolio) -> dict[str, State]:
    rule = rule_named(RULE)
    if rule is None:
        return {}
    completeness = Completeness(store, offices)
    every = {"natures": " ".join(sorted(LEFT_OUT))}
    found = hits(store, rule, offices, day=day, parameters=every)
    return {hit.iris(rule.subject)[0]: completeness.judge(hit).state for hit in found}


def _state(
    asked: _Asked, answers: _Answers, gaps: Mapping[str, State], named: Named, *, counted: bool
) -> RecommendationState:
    links = answers.links.get(asked.iri, [])
    coverage = _coverage(asked, links, answers)
    evidence = EVIDENCE[gaps.get(asked.iri, "presumed")] if coverage == "open" else ""
    by = dict.fromkeys(link.triple.subject for link in links)
    return RecommendationState(
        recommendation=named[asked.iri],
        nature=named[asked.nature],
        expects_action=asked.expects,
        counted=counted and asked.expects,
        coverage=coverage,
        evidence=evidence,
        answered_by=tuple(named[iri] for iri in by),
        stated=any(not link.inferred for link in links),
        words=both(f"coverage.{coverage}"),
        fields=tuple(named[iri] for iri in asked.fields),
        addressees=tuple(named[iri] for iri in asked.addressees),
        set=named[asked.set] if asked.set else None,
    )


def _coverage(asked: _Asked, links: list[Backed], answers: _Answers) -> Coverage:
    """Return how far a recommendation is taken up.

    A stated „partly“ counts only beside a reference: words alone take nothing up.
    """
    if not asked.expects:
        return "nothing-asked"
    stated = {link.triple.relation for link in links if not link.inferred}
    if stated & set(FULL):
        return "taken-up"
    if stated or (links and asked.iri in answers.stated_partly):
        return "partly"
    if links:
        return "presumably"
    return "rejected" if REJECTED in answers.responses.get(asked.iri, ()) else "open"


def _asked(store: Store) -> dict[str, _Asked]:
    found: dict[str, _Asked] = {}
    for row in store.select(_ASKED):
        iri = text_of(row["recommendation"])
        asked = found.get(iri)
        if asked is None:
            asked = found[iri] = _new(iri, row)
        asked.expects = asked.expects or _expects(row)
        for column, place in (("field", asked.fields), ("addressee", asked.addressees)):
            if row[column] is not None:
                place[text_of(row[column])] = None
    return found


def _new(iri: str, row: Row) -> _Asked:
    group = text_of(row["group"])
    nature, place = text_of(row["nature"]), text_of(row["set"])
    return _Asked(iri, nature, group, expects=False, set=place, fields={}, addressees={})


def _expects(row: Row) -> bool:
    return is_true(row["usual"] if row["own"] is None else row["own"])


def _answers(store: Store, backing: Backing) -> _Answers:
    whole = {text_of(row["part"]): text_of(row["recommendation"]) for row in store.select(_PARTS)}
    dropped = {text_of(row["answer"]) for row in store.select(_DROPPED)}
    links: dict[str, list[Backed]] = defaultdict(list)
    for backed in backing.matching(None, FULL + PART, None):
        if backed.triple.subject not in dropped:
            target = text_of(backed.triple.object)
            links[whole.get(target, target)].append(backed)
    for found in links.values():
        found.sort(key=lambda backed: (backed.inferred, backed.triple.subject))
    responses: dict[str, set[str]] = defaultdict(set)
    partly = set()
    for row in store.select(_RESPONSES):
        response, target = text_of(row["response"]), text_of(row["recommendation"])
        responses[target].add(text_of(row["kind"]))
        said = backing.matching(response, [_KIND], PARTLY)
        if any(not backed.inferred for backed in said):
            partly.add(target)
    return _Answers(links, responses, frozenset(partly))


def _mentioned(asked: Mapping[str, _Asked], answers: _Answers) -> Iterable[str]:
    for item in asked.values():
        yield from (item.iri, item.nature, item.set, *item.fields, *item.addressees)
    for found in answers.links.values():
        yield from (backed.triple.subject for backed in found)
