"""One cause, one entry: which finding tells what several rules have found."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from graph.finding import Finding
from ontology.rules import rules

Owners = Mapping[str, frozenset[str]]
"""For each measure of an overlap the identity lines that lead it."""
SEVERAL = 2


def folded(found: Sequence[Finding], owners: Mapping[str, Owners]) -> list[Finding]:
    """Return ``found`` with ``within`` and ``tells`` set, in the same order.

    A chain tells the findings of the rules that its rule folds, about the things on it. Of
    overlaps, the one with most ministries tells those whose ministries all belong to it and that
    share with it measures of at least two of them; ``owners`` has the measures of each overlap
    by its id. Nothing is lost and no id changes: only the list becomes shorter.
    """
    within = _chained(found) | _clustered(found, owners)
    tells: dict[str, list[str]] = defaultdict(list)
    for finding in found:
        if finding.id in within:
            tells[within[finding.id]].append(finding.id)
    return [
        replace(each, within=within.get(each.id, ""), tells=tuple(tells.get(each.id, ())))
        for each in found
    ]


def _chained(found: Iterable[Finding]) -> dict[str, str]:
    folds = {rule.id: rule.folds for rule in rules() if rule.folds}
    teller: dict[tuple[str, str], str] = {}
    every = list(found)
    for finding in every:
        for rule in folds.get(finding.rule, ()):
            for thing in (finding.subject, *chain.from_iterable(finding.members.values())):
                teller.setdefault((rule, thing.iri), finding.id)
    places = {finding.id: teller.get((finding.rule, finding.subject.iri)) for finding in every}
    return {own: place for own, place in places.items() if place}


def _clustered(found: Iterable[Finding], owners: Mapping[str, Owners]) -> dict[str, str]:
    within: dict[str, str] = {}
    kept: list[str] = []

    def size(name: str) -> tuple[int, int, str]:
        return -len(_lines(owners[name])), -len(owners[name]), name

    for name in sorted((each.id for each in found if each.id in owners), key=size):
        own = owners[name]
        home = next((other for other in kept if _belongs(own, owners[other])), None)
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
