"""One cause, one entry: which finding tells what several rules have found."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from graph.finding import Finding
from ontology.rules import rules

Owners = Mapping[str, frozenset[str]]
"""For each measure of an overlap the identity lines that lead it."""
DEPENDENCY = "dependency"
SEVERAL = 2


def folded(found: Sequence[Finding], owners: Mapping[str, Owners]) -> list[Finding]:
    """Return ``found`` with ``within`` and ``tells`` set, in the same order.

    A finding tells others only of the rules that its rule folds: a gap those about a thing on it;
    an overlap those whose ministries all belong to it and that share with it measures of at least
    two of them, the one with most ministries first; a dependency those that rest on no other
    recorded dependency. ``owners`` has the measures of each overlap by its id. Nothing is lost and
    no id changes: only the list becomes shorter.
    """
    folds = {rule.id: frozenset(rule.folds) for rule in rules() if rule.folds}
    within = _chained(found, folds) | _clustered(found, owners, folds)
    tells: dict[str, list[str]] = defaultdict(list)
    for finding in found:
        if finding.id in within:
            tells[within[finding.id]].append(finding.id)
    return [
        replace(each, within=within.get(each.id, ""), tells=tuple(tells.get(each.id, ())))
        for each in found
    ]


def _chained(found: Iterable[Finding], folds: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Return what gaps tell of others, by the things they are about, and dependencies of others."""
    teller: dict[tuple[str, str], str] = {}
    gaps = (finding for finding in found if finding.kind != "overlap")
    every = sorted(gaps, key=lambda finding: finding.id)  # neither order nor priority decides
    for finding in every:
        things = _dependencies(finding) or _things(finding)
        for rule in folds.get(finding.rule, ()):
            for thing in things:
                teller.setdefault((rule, thing), finding.id)
    within = {}
    for finding in every:
        things = _dependencies(finding) or frozenset({finding.subject.iri})
        homes = {teller.get((finding.rule, thing)) for thing in things}
        if len(homes) == 1 and (home := homes.pop()) and home != finding.id:
            within[finding.id] = home
    return within


def _clustered(
    found: Iterable[Finding], owners: Mapping[str, Owners], folds: Mapping[str, frozenset[str]]
) -> dict[str, str]:
    within: dict[str, str] = {}
    rule = {finding.id: finding.rule for finding in found}

    def size(name: str) -> tuple[int, int, str]:
        return -len(_lines(owners[name])), -len(owners[name]), name

    kept: list[str] = []
    for name in sorted(owners.keys() & rule.keys(), key=size):
        homes = (other for other in kept if rule[name] in folds.get(rule[other], ()))
        home = next((other for other in homes if _belongs(owners[name], owners[other])), None)
        if home:
            within[name] = home
        else:
            kept.append(name)
    return within


def _belongs(small: Owners, large: Owners) -> bool:
    shared = {measure: lines for measure, lines in small.items() if measure in large}
    return _lines(small) <= _lines(large) and len(_lines(shared)) >= SEVERAL


def _lines(owners: Owners) -> frozenset[str]:
    return frozenset(chain.from_iterable(owners.values()))


def _things(finding: Finding) -> frozenset[str]:
    every = (finding.subject, *chain.from_iterable(finding.members.values()))
    return frozenset(thing.iri for thing in every)


def _dependencies(finding: Finding) -> frozenset[str]:
    if finding.kind != "dependency":
        return frozenset()
    return frozenset(each.iri for each in finding.members.get(DEPENDENCY, ()))
