"""What everybody may have and pass on: of the claims of a moment, and of each change set."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal as OneOf

from graph.change import Change, ChangeSet, claim_of
from graph.moment import INTERNAL
from graph.record import ADDED, QUAD, REMOVED, Record
from ontology.terms import CLAIMS, expand

Sign = OneOf["", "hidden", "hearing", "quote", "licence"]
_HIDDEN = f" <{expand('qs:visibility')}> <{INTERNAL}> <{CLAIMS}> ."
_TYPE, _QUOTE, _LICENCE = (
    f"<{expand(name)}>" for name in ("rdf:type", "oa:exact", "dcterms:license")
)
_HEARING = {f"<{expand(name)}>" for name in ("qs:Delivery", "qs:Reply")}


def withheld(claim: Iterable[str]) -> bool:
    """Return whether the ``claim``, given as its lines, is not for everybody to pass on.

    It is internal; or it quotes somebody else's text and names no licence for that; or it records
    a hearing, which would tell of findings before their time: what is released of those stands
    beside the findings.
    """
    signs = set(map(_sign, claim))
    return bool(signs & {"hidden", "hearing"}) or ("quote" in signs and "licence" not in signs)


def _sign(line: str) -> Sign:
    """Return what ``line`` has to say about passing its claim on; empty for most lines."""
    _, relation, target, _ = line.split(" ", 3)
    if line.endswith(_HIDDEN):
        return "hidden"
    if relation == _TYPE and target in _HEARING:
        return "hearing"
    if relation == _QUOTE:
        return "quote"
    return "licence" if relation == _LICENCE else ""


def passed_on(lines: Collection[str]) -> list[str]:
    """Return the lines of those claims that everybody may have and pass on, in order."""
    telling: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        if _sign(line):
            telling[claim_of(line)].append(line)
    kept = {claim for claim, told in telling.items() if withheld(told)}
    return [line for line in lines if claim_of(line) not in kept]


@dataclass(frozen=True, slots=True)
class Publication:
    """A change set as everybody may see it.

    ``change`` leads from the claims that everybody may have before it to those after it.
    ``digests`` are role and digest of each part that is withheld or erased. Author and message
    are told only where no statement is: they might speak of it.
    """

    number: int
    parent: str
    hash: str
    time: datetime
    author: str | None
    message: str | None
    change: Change
    digests: tuple[str, ...]


class Publisher:
    """Follows the log from its beginning and tells of each record what everybody may see.

    ``records`` returns the records from the beginning. Claims that are withheld are kept in
    memory; those of a claim that becomes so are looked up in the records before.
    """

    def __init__(self, records: Callable[[], Iterable[Record]]) -> None:
        self._records = records
        self._seen: set[str] = set()
        self._withheld: dict[str, frozenset[str]] = {}

    def follow(self, record: Record) -> Publication:
        """Return what everybody may see of ``record``, the one after the last followed."""
        told = ChangeSet.of(record)
        change = self.change_of(told)
        digests = _digests(record, change)
        closed = any(digest.startswith(QUAD) for digest in digests)
        return Publication(
            number=told.number,
            parent=told.parent,
            hash=told.hash,
            time=told.time,
            author=None if closed else told.author,
            message=None if closed else told.message,
            change=change,
            digests=digests,
        )

    def change_of(self, told: ChangeSet) -> Change:
        """Return what everybody may see change with ``told``, the one after the last followed."""
        added, removed = _by_claim(told.added), _by_claim(told.removed)
        touched = {*added, *removed}
        before = self._before(told.number, touched, added, removed)
        old: set[str] = set()
        new: set[str] = set()
        for claim in touched:
            if claim in before:
                after = before[claim] - removed[claim] | added[claim]
                old |= frozenset() if claim in self._withheld else before[claim]
                new |= self._after(claim, after)
            else:
                old |= removed[claim]
                new |= added[claim]
        self._seen |= touched
        return Change.between(frozenset(old), frozenset(new))

    def _after(self, claim: str, lines: frozenset[str]) -> frozenset[str]:
        """Return what of ``claim`` everybody may have now, and remember it if that is nothing."""
        if lines and withheld(lines):
            self._withheld[claim] = lines
            return frozenset()
        self._withheld.pop(claim, None)
        return lines

    def _before(
        self,
        number: int,
        touched: set[str],
        added: dict[str, frozenset[str]],
        removed: dict[str, frozenset[str]],
    ) -> dict[str, frozenset[str]]:
        """Return what stood in claims that are new, withheld, or may now become so."""
        found = {claim: self._withheld[claim] for claim in touched & self._withheld.keys()}
        found |= dict.fromkeys(touched - self._seen, frozenset())
        turning = {
            claim
            for claim in touched - found.keys()
            if any(_sign(line) in {"hidden", "hearing", "quote"} for line in added[claim])
            or any(_sign(line) == "licence" for line in removed[claim])
        }
        return found | self._looked_up(turning, number) if turning else found

    def _looked_up(self, claims: set[str], number: int) -> dict[str, frozenset[str]]:
        lines: dict[str, set[str]] = {claim: set() for claim in claims}
        for record in self._records():
            if record.number >= number:
                break
            added, removed = map(_by_claim, record.quad_lines())
            for claim in claims & {*added, *removed}:
                lines[claim] -= removed[claim]
                lines[claim] |= added[claim]
        return {claim: frozenset(found) for claim, found in lines.items()}


def _by_claim(lines: Iterable[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        found[claim_of(line)].add(line)
    return defaultdict(frozenset, {claim: frozenset(said) for claim, said in found.items()})


def _digests(record: Record, change: Change) -> tuple[str, ...]:
    """Return role and digest of each leaf of ``record`` that ``change`` does not tell."""
    told = {f"{ADDED}{line}" for line in change.added}
    told |= {f"{REMOVED}{line}" for line in change.removed}
    leaves = list(record.leaves())
    hidden = {leaf.digest for leaf in leaves if leaf.role == QUAD and leaf.text not in told}
    return tuple(
        f"{leaf.role} {leaf.digest}"
        for leaf in leaves
        if leaf.text is None or leaf.digest in hidden or (hidden and leaf.role != QUAD)
    )
