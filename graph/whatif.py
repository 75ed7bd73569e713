"""What drafts of measures would change: gaps closed, findings opened, ministries' load."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from graph.backing import text_of
from graph.claims import claim_lines, difference
from graph.current import Vocabulary, refresh
from graph.drafts import Draft, Drafted, drafted
from graph.embedded import EmbeddedStore
from graph.finding import Finding
from graph.findings import findings
from graph.model import Reference
from graph.portfolio import portfolio
from graph.references import references
from graph.span import first_day, last_day
from graph.store import Store
from ontology.messages import both
from ontology.rules import Rule
from ontology.rules import rules as every_rule
from ontology.terms import VOCABULARY, concept_iri
from ontology.vocabulary import Text

OVER = ", ".join(f"<{concept_iri('status', name)}>" for name in ("dropped", "completed"))
_LED = f"""SELECT DISTINCT ?measure ?lead ?start ?end WHERE {{
  ?measure a qs:Measure ; qs:lead ?lead .
  OPTIONAL {{ ?measure schema:startDate ?start }}
  OPTIONAL {{ ?measure schema:endDate ?end }}
  FILTER NOT EXISTS {{ ?measure qs:status ?status . FILTER(?status IN ({OVER})) }}
}}"""


@dataclass(frozen=True, slots=True)
class Load:
    """How many measures a ministry leads that run on the day, and how many of the drafts."""

    ministry: Reference
    running: int
    drafts: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What is found with the drafts and not without them, and the reverse.

    ``drafts`` stand in the order given; their addresses exist nowhere else. ``closed`` is found no
    more. ``own`` are new gaps of the drafts themselves, ``opened`` all else that is new, and
    ``changed`` what was found before and now has other members, state or priority. Severity counts
    open gaps; one that tells others counts through them. Ministries stand in official order.
    """

    drafts: tuple[Reference, ...]
    closed: tuple[Finding, ...]
    opened: tuple[Finding, ...]
    own: tuple[Finding, ...]
    changed: tuple[Finding, ...]
    load: tuple[Load, ...]
    severity_closed: int
    severity_total: int
    notes: tuple[Text, ...]


def what_if(
    store: Store,
    drafts: Sequence[Draft],
    *,
    day: date,
    rules: Sequence[Rule] | None = None,
    before: Sequence[Finding] | None = None,
) -> Effect:
    """Return the effect of ``drafts`` on what is found on ``day``; ``store`` is never touched.

    All ``rules`` run unless some are given, since any may look at a measure. ``before`` is what
    the same rules find without drafts, if it is at hand. Raises ``InputError`` for a draft that
    does not fit the data.
    """
    planned = drafted(store, drafts)
    known = findings(store, day=day, rules=rules) if before is None else before
    sandbox = _Sandbox(store, day)
    with sandbox.holding(planned) as changed:
        found = findings(changed, day=day, rules=rules)
        things = references(changed, [each.iri for each in planned])
    own = [f for f in _missing(found, known) if f.kind == "gap" and f.subject.iri in things]
    closed = _missing(known, found)
    old = {finding.id: finding for finding in known}
    return Effect(
        drafts=tuple(things.values()),
        closed=closed,
        opened=tuple(f for f in _missing(found, known) if f not in own),
        own=tuple(own),
        changed=tuple(f for f in found if f.id in old and _differs(f, old[f.id])),
        load=_load(store, planned, day),
        severity_closed=sum(weights(closed).values()),
        severity_total=sum(weights(known).values()),
        notes=_notes(drafts, day),
    )


def closings(
    store: Store, drafts: Sequence[Draft], *, day: date, rules: Sequence[Rule] | None = None
) -> list[frozenset[str]]:
    """Return for each of ``drafts`` the ids of the gaps that it would close alone.

    With ``weights`` this is what ``smallest_cover`` asks for. Of all or the given ``rules`` only
    those for gaps run, once per draft. Raises as ``what_if`` does.
    """
    gaps = [rule for rule in (every_rule() if rules is None else rules) if rule.kind == "gap"]
    known = weights(findings(store, day=day, rules=gaps))
    sandbox = _Sandbox(store, day)
    closed = []
    for planned in drafted(store, drafts):
        with sandbox.holding([planned]) as changed:
            closed.append(frozenset(known) - {f.id for f in findings(changed, day=day, rules=gaps)})
    return closed


def weights(found: Iterable[Finding]) -> dict[str, int]:
    """Return the severity of each open gap by id; not of what rests or only tells others."""
    return {
        finding.id: finding.severity
        for finding in found
        if finding.kind == "gap" and not finding.tells and not finding.life.rests
    }


class _Sandbox:
    """A copy of a store to try drafts in."""

    def __init__(self, store: Store, day: date) -> None:
        self._store = EmbeddedStore.of_lines([*claim_lines(store), *store.lines(graph=VOCABULARY)])
        self._day = day

    @contextmanager
    def holding(self, planned: Iterable[Drafted]) -> Iterator[Store]:
        """Return the copy as it is with ``planned``; afterwards they are gone from it."""
        change = difference(self._store, [each.claim for each in planned])
        self._store.apply(change)
        refresh(self._store, Vocabulary.built_in(), self._day)
        yield self._store
        self._store.apply(change.inverse)


def _missing(found: Iterable[Finding], there: Iterable[Finding]) -> tuple[Finding, ...]:
    names = {finding.id for finding in there}
    return tuple(finding for finding in found if finding.id not in names)


def _differs(now: Finding, before: Finding) -> bool:
    return (now.state, now.severity, now.members) != (before.state, before.severity, before.members)


def _load(store: Store, planned: Iterable[Drafted], day: date) -> tuple[Load, ...]:
    offices = portfolio(store)
    led = {
        (text_of(row["measure"]), offices.identity(text_of(row["lead"])))
        for row in store.select(_LED)
        if last_day(text_of(row["end"])) >= day
        if first_day(text_of(row["start"])) <= day
    }
    running = Counter(line for _, line in led)
    drafts = Counter(offices.identity(each.lead) for each in planned if each.lead)
    named = references(store, offices.ministries)
    lines = {office: offices.identity(office) for office in offices.ministries}
    return tuple(Load(named[office], running[line], drafts[line]) for office, line in lines.items())


def _notes(drafts: Iterable[Draft], day: date) -> tuple[Text, ...]:
    notes = [both("whatif.note")]
    if any(first_day(draft.start) > day for draft in drafts):
        notes.append(both("whatif.later", date=day.isoformat()))
    return tuple(notes)
