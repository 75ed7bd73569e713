"""What a list of findings can be narrowed by, how it is counted and in which order it is read."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import get_args

from graph.finding import Finding, FindingKind, Position, Stage, State
from graph.model import Reference
from ontology.rules import COUNT, VARIANT, rule_named
from viz.matrix import notation
from viz.wording import Wording

Option = tuple[str, str]
POSSIBLE: tuple[Stage, ...] = ("new", "delivered", *get_args(Position))


def by_urgency(found: Sequence[Finding]) -> list[Finding]:
    """Return the findings in reading order: urgent first, gaps before overlaps, then by rule."""
    kinds = get_args(FindingKind)
    return sorted(found, key=lambda each: (-each.severity, kinds.index(each.kind), each.rule))


def filters(
    words: Wording, offered: Sequence[Finding], kind: FindingKind | None
) -> list[tuple[str, list[Option]]]:
    """Return each filter's name and its options; filters without a choice are left out."""
    choices: list[tuple[str, list[Option]]] = [
        ("kind", [] if kind else [(name, words.text(f"kind.{name}")) for name in _kinds(offered)]),
        ("rule", _rules(words, offered)),
        ("field", _options(words, (field for each in offered for field in each.fields))),
        ("ministry", _ministries(words, offered)),
        ("nature", _natures(words, offered)),
        ("state", [(name, words.text(f"state.{name}")) for name in _states(offered)]),
        ("stage", [(name, words.text(f"stage.{name}")) for name in _stages(offered)]),
        ("severity", [(str(n), words.text(f"severity.from.{n}")) for n in (2, 3, 4)]),
    ]
    return [(name, items) for name, items in choices if len(items) > 1]


def by_state(found: Iterable[Finding]) -> list[tuple[State, int]]:
    """Return how many findings are in each state, the surest state first."""
    numbers = Counter(finding.state for finding in found)
    return [(state, numbers[state]) for state in get_args(State) if numbers[state]]


def by_nature(found: Iterable[Finding]) -> list[tuple[Reference, int]]:
    """Return how many findings concern recommendations of each nature, most frequent first."""
    natures = [finding.nature for finding in found if finding.nature]
    references = {nature.iri: nature for nature in natures}
    return [(references[iri], n) for iri, n in Counter(each.iri for each in natures).most_common()]


def _kinds(offered: Sequence[Finding]) -> list[FindingKind]:
    present = {finding.kind for finding in offered}
    return [kind for kind in get_args(FindingKind) if kind in present]


def _states(offered: Sequence[Finding]) -> list[State]:
    present = {finding.state for finding in offered}
    return [state for state in get_args(State) if state in present]


def _stages(offered: Sequence[Finding]) -> list[Stage]:
    present = {finding.life.stage for finding in offered}
    return [stage for stage in POSSIBLE if stage in present]


def _rules(words: Wording, offered: Sequence[Finding]) -> list[Option]:
    titles = {finding.rule: words.label(finding.title) for finding in offered}
    for name in titles:
        if rule := rule_named(name):
            titles[name] = words.label(rule.title)
    return [(name, f"{name} {titles[name]}") for name in sorted(titles)]


def _options(words: Wording, references: Iterable[Reference]) -> list[Option]:
    return [(each.key, words.name(each)) for each in _once(references)]


def _once(references: Iterable[Reference]) -> list[Reference]:
    """Return each reference once, in the order of first appearance."""
    return list({each.iri: each for each in references}.values())


def _ministries(words: Wording, offered: Sequence[Finding]) -> list[Option]:
    """Return the ministries by identity line, so that a successor's findings are found as well."""
    return sorted(
        _options(words, (line for each in offered for line in each.lines)),
        key=lambda option: option[1],
    )


def _natures(words: Wording, offered: Sequence[Finding]) -> list[Option]:
    natures = _once(each.nature for each in offered if each.nature)
    return [(notation(each), words.name(each)) for each in natures]


def facts(words: Wording, found: Finding) -> list[tuple[str, str]]:
    """Return what a finding says beside its things; counts stand in its sentence already."""
    return [
        (words.role(name), words.text("yes") if value == "true" else words.date(value))
        for name, value in found.numbers.items()
        if not name.startswith(COUNT) and name != VARIANT and value != "false"
    ]
