"""Gaps, overlaps and dependencies with everything a reader needs to check them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import chain

from graph.agreements import agreements, grade_of, owners_of, values_of
from graph.backing import Backed, Backing
from graph.finding import Finding, Life
from graph.folding import folded
from graph.life import Concern, Lives, agreed, concerned
from graph.model import Reference
from graph.portfolio import Portfolio, portfolio
from graph.references import Named, references
from graph.rules import Hit, Parameters, hits
from graph.sentence import sentence
from graph.severity import severity
from graph.state import COMPLETENESS, EXCERPT, Completeness, Judgement, by_reply, of_evidence
from graph.store import Store
from graph.terms import Term
from ontology.messages import both
from ontology.rules import COUNT, Rule
from ontology.rules import rules as all_rules
from ontology.vocabulary import Text

NATURE = "nature"
SET = "set"


@dataclass(frozen=True, slots=True)
class _Setting:
    """What every finding of one run is judged by."""

    offices: Portfolio
    completeness: Completeness
    backing: Backing
    lives: Lives
    named: Named
    day: date


def findings(
    store: Store,
    *,
    day: date,
    rules: Sequence[Rule] | None = None,
    parameters: Mapping[str, Parameters] | None = None,
) -> list[Finding]:
    """Return what ``rules`` (all, if not given) find on ``day``, the most urgent first.

    ``parameters`` are values by rule id and name, e.g. ``{"D09": {"minimum": 5}}``. Texts call
    ministries by what they were called; ``day`` should be the day the store shows.
    """
    offices = portfolio(store)
    wanted = all_rules() if rules is None else rules
    given = parameters or {}
    found = [
        hit
        for rule in wanted
        for hit in hits(store, rule, offices, day=day, parameters=given.get(rule.id))
    ]
    backing = Backing(store, day)
    setting = _Setting(
        offices=offices,
        completeness=Completeness(store, offices),
        backing=backing,
        lives=Lives(store, offices, backing, day),
        named=references(store, _named(found, offices, backing)),
        day=day,
    )
    owners = {hit.id: owners for hit in found if (owners := owners_of(hit))}
    made = sorted((_finding(hit, setting) for hit in found), key=_urgency)
    return folded(made, owners)


def by_nature(found: Iterable[Finding]) -> list[tuple[Reference, int]]:
    """Return how many of the findings there are of each nature, in order of first appearance."""
    counts: dict[Reference, int] = {}
    for finding in found:
        if finding.nature is not None:
            counts[finding.nature] = counts.get(finding.nature, 0) + 1
    return list(counts.items())


def _named(found: Sequence[Hit], offices: Portfolio, backing: Backing) -> Iterable[str]:
    mentioned = (value for hit in found for row in hit.rows for value in row.values())
    things = (value for value in mentioned if isinstance(value, str))
    agreed_in = chain.from_iterable(values_of(hit, backing) for hit in found)
    return chain(things, offices.lines, offices.lines.values(), agreed_in)


def _finding(hit: Hit, setting: _Setting) -> Finding:
    rule, wording = hit.rule, hit.wording
    members = {name: _members(hit, name, setting) for name in rule.columns if hit.iris(name)}
    texts = {name: hit.texts(name) for name in rule.columns if name not in members}
    evidence = _evidence(hit, setting.backing)
    inferred = any(backed.inferred for backed in evidence)
    ministries = _distinct(chain.from_iterable(members.get(n, ()) for n in rule.ministries))
    ask = _ask(hit, members, setting)
    digest = _evidence_hash(evidence)
    lines = concerned((*ministries, *ask), setting.offices)
    life = setting.lives.of(Concern(hit.id, digest, lines))
    judgement = _judgement(hit, life, setting, inferred=inferred)
    base = rule.severity if wording.severity is None else wording.severity
    urgency, parts = severity(base, hit.flags() | {judgement.state})
    grade = grade_of(hit)
    return Finding(
        id=hit.id,
        rule=rule.id,
        kind=rule.kind,
        title=rule.title,
        sentence=sentence(wording.sentence or rule.sentence, members, texts),
        remedy=sentence(wording.remedy or rule.remedy, members, texts),
        state=judgement.state,
        state_reason=judgement.text(setting.named),
        severity=urgency,
        severity_parts=parts,
        subject=members[rule.subject][0],
        members=members,
        numbers=_numbers(members, texts),
        fields=_distinct(chain.from_iterable(members.get(name, ()) for name in rule.fields)),
        ministries=ministries,
        lines=_lines(ministries, setting),
        nature=next(iter(members.get(NATURE, ())), None),
        notes=_notes(hit, members, inferred=inferred),
        ask=ask,
        claims=tuple(sorted({claim for backed in evidence for claim in backed.claims})),
        evidence=digest,
        variant=hit.variant,
        grade=grade,
        agreements=agreements(hit, setting.backing, setting.named) if grade else (),
        benefit=sentence(rule.benefit, members, texts) if rule.benefit else None,
        life=life,
    )


def _members(hit: Hit, column: str, setting: _Setting) -> tuple[Reference, ...]:
    iris = hit.iris(column)
    if any(iri in setting.offices.order for iri in iris):
        iris = tuple(sorted(iris, key=setting.offices.rank))
    return tuple(setting.named[iri] for iri in iris)


def _evidence(hit: Hit, backing: Backing) -> list[Backed]:
    """Return the statements in force that match the rule's evidence patterns, each once."""
    found: dict[tuple[str, str, Term], Backed] = {}
    for row in hit.rows:
        ends: dict[str, Term | None] = {**row}
        for pattern in hit.rule.patterns:
            subject = ends.get(pattern.subject, pattern.subject)
            target = ends.get(pattern.object, pattern.object)
            if subject is None or (target is None and pattern.object in row):
                continue
            for backed in backing.matching(subject, pattern.relations, target):
                found[backed.triple] = backed
    return [found[triple] for triple in sorted(found, key=str)]


def _evidence_hash(evidence: Iterable[Backed]) -> str:
    lines = [f"{b.triple} {b.inferred} {' '.join(b.claims)}" for b in evidence]
    return sha256("\n".join(lines).encode("utf-8")).hexdigest()[:16]


def _judgement(hit: Hit, life: Life, setting: _Setting, *, inferred: bool) -> Judgement:
    if reply := agreed(life):
        return by_reply(setting.offices.present(reply.by.iri))
    scope = hit.wording.scope or hit.rule.scope
    return setting.completeness.judge(hit) if scope.covers else of_evidence(inferred=inferred)


def _numbers(
    members: Mapping[str, Sequence[Reference]], texts: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    counts = {COUNT + name: str(len(found)) for name, found in members.items()}
    return counts | {name: ", ".join(found) for name, found in texts.items() if found}


def _lines(ministries: Iterable[Reference], setting: _Setting) -> tuple[Reference, ...]:
    lines = (setting.offices.lines.get(ministry.iri) for ministry in ministries)
    return tuple(setting.named[line] for line in dict.fromkeys(lines) if line)


def _notes(
    hit: Hit, members: Mapping[str, Sequence[Reference]], *, inferred: bool
) -> tuple[Text, ...]:
    notes = []
    if EXCERPT in hit.iris(COMPLETENESS):
        label = members[SET][0].label
        notes.append(
            Text(both("note.excerpt", set=label.de).de, both("note.excerpt", set=label.en).en)
        )
    if inferred:
        notes.append(both("note.inferred"))
    return tuple(notes)


def _ask(
    hit: Hit, members: Mapping[str, Sequence[Reference]], setting: _Setting
) -> tuple[Reference, ...]:
    """Return the ministries that the rule says to ask; if it names none, those who coordinate.

    A ministry is the one that stands on its line on the day.
    """
    offices = setting.offices
    named = chain.from_iterable(members.get(name, ()) for name in hit.rule.ask)
    ministries = [office.iri for office in named if office.iri in offices.lines]
    asked = (offices.answering(each, setting.day) for each in ministries or offices.coordinators)
    return tuple(setting.named[iri] for iri in dict.fromkeys(asked))


def _distinct(found: Iterable[Reference]) -> tuple[Reference, ...]:
    return tuple(dict.fromkeys(found))


def _urgency(finding: Finding) -> tuple[int, str, str, str]:
    return -finding.severity, finding.rule, finding.subject.label.de, finding.id
