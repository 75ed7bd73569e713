"""Filters and pages of a list of findings: what can be chosen, and which part is shown."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from graph.model import Finding, FindingKind, Reference, State
from ontology.rules import rule_named
from viz.frame import Frame
from viz.matrix import notation
from viz.wording import Wording

PAGE = 50  # findings on one page: readable, and quick on an old machine

Option = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a longer list; ``before`` and ``after`` are page numbers or empty."""

    shown: tuple[Finding, ...]
    number: int
    of: int
    before: str
    after: str


def page_of(frame: Frame, found: Sequence[Finding]) -> Page:
    """Return the page of ``found`` that the address asks for, most urgent findings first."""
    kinds = get_args(FindingKind)
    ordered = sorted(
        found,
        key=lambda each: (-each.severity, kinds.index(each.kind), each.rule),
    )
    last = max(1, -(-len(ordered) // PAGE))
    asked = frame.value("page")
    number = min(max(int(asked), 1), last) if asked.isdecimal() else 1
    return Page(
        shown=tuple(ordered[(number - 1) * PAGE : number * PAGE]),
        number=number,
        of=last,
        before=str(number - 1) if number > 1 else "",
        after=str(number + 1) if number < last else "",
    )


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
