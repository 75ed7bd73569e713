"""Findings and analyses as the interface tells them: filtered, counted, as JSON and as tables."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import get_args

from api.answers import Count
from api.asked import FindingFilter
from api.knowledge import Knowledge
from api.problems import expect
from api.tabular import Sheet
from graph.finding import Finding, State
from graph.model import Reference
from ontology.rules import rules
from ontology.vocabulary import schemes

STATES: tuple[State, ...] = get_args(State)
COLUMNS = (
    "id", "rule", "kind", "state", "severity", "subject_kind", "subject", "label_de", "label_en",
    "sentence_de", "sentence_en", "fields", "ministries", "nature", "stage", "grade", "within",
    "claims",
)  # fmt: skip


def notation(found: Reference | None) -> str:
    """Return the key of a thing or the notation of a concept; empty for nothing."""
    if found is None:
        return ""
    return found.key or found.iri.rpartition("/")[2]


def wanted_findings(known: Knowledge, asked: FindingFilter) -> list[Finding]:
    """Return the findings that ``asked`` leaves; may raise ``ProblemError``."""
    expect("rule", asked.rule, [rule.id for rule in rules()])
    expect("field", asked.field, known.keys("fields"))
    expect("ministry", asked.ministry, known.keys("ministries", "lines", "organisations"))
    expect("nature", asked.nature, [choice.notation for choice in schemes()["nature"]])
    return filtered(known.findings(), asked)


def filtered(findings: Iterable[Finding], wanted: FindingFilter) -> list[Finding]:
    """Return the findings that ``wanted`` leaves; a ministry is meant by its identity line too.

    Each cause once, by the finding that tells it if that is left, and nothing that rests; with
    ``all``, a rule or a stage every finding that fits.
    """
    every = wanted.all or bool(wanted.rule) or wanted.stage is not None

    def fits(found: Finding) -> bool:
        ministries = {*map(notation, found.ministries), *map(notation, found.lines)}
        return (
            (every or not found.life.rests)
            and wanted.rule in {"", found.rule}
            and wanted.stage in {None, found.life.stage}
            and wanted.kind in {None, found.kind}
            and wanted.state in {None, found.state}
            and wanted.min_severity <= found.severity
            and wanted.nature in {"", notation(found.nature)}
            and (not wanted.field or wanted.field in map(notation, found.fields))
            and (not wanted.ministry or wanted.ministry in ministries)
        )

    left = [found for found in findings if fits(found)]
    entries = set() if every else {found.id for found in left}
    return [found for found in left if found.within not in entries]


def findings_about(known: Knowledge, iri: str) -> list[Finding]:
    """Return the findings whose subject or member is the thing ``iri``."""

    def by_thing() -> dict[str, list[Finding]]:
        found: dict[str, list[Finding]] = defaultdict(list)
        for each in known.findings():
            members = (member for group in each.members.values() for member in group)
            for thing in {each.subject.iri, *(member.iri for member in members)}:
                found[thing].append(each)
        return found

    return known.kept("findings by thing", by_thing).get(iri, [])


def by_state(findings: Iterable[Finding]) -> dict[State, int]:
    """Return how many findings there are in each state; none is left out."""
    counts = Counter(found.state for found in findings)
    return {state: counts[state] for state in STATES}


def counted(findings: Sequence[Finding], names: Sequence[str]) -> tuple[Count, ...]:
    """Return the counts of ``findings`` by their ``names``, one for each, sorted by name."""
    pairs = list(zip(names, findings, strict=True))
    groups = {name: [found for own, found in pairs if own == name] for name in sorted(set(names))}
    return tuple(
        Count(notation=name, total=len(group), by_state=by_state(group))
        for name, group in groups.items()
    )


def findings_table(findings: Iterable[Finding]) -> Sheet:
    """Return ``findings`` as a table."""
    return Sheet("findings", COLUMNS, tuple(map(_cells, findings)))


def _cells(found: Finding) -> tuple[object, ...]:
    subject = found.subject
    return (
        found.id, found.rule, found.kind, found.state, found.severity,
        subject.kind, notation(subject), subject.label.de, subject.label.en,
        found.sentence.de, found.sentence.en,
        ";".join(map(notation, found.fields)), ";".join(map(notation, found.ministries)),
        notation(found.nature), found.life.stage, found.grade, found.within,
        ";".join(found.claims),
    )  # fmt: skip
