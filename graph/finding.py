"""A finding as readers get it: what is found, how certain, how urgent, and what was replied."""

from dataclasses import dataclass
from typing import Literal as OneOf

from graph.model import Reference
from ontology.rules import RuleKind
from ontology.vocabulary import Text

State = OneOf["confirmed", "presumed", "no-data"]
FindingKind = RuleKind
Grade = OneOf["fragmentation", "overlap", "duplication", ""]
Position = OneOf["confirmed", "explained", "disputed", "fixed", "accepted", "dismissed"]
Stage = OneOf["new", "delivered", Position]


@dataclass(frozen=True, slots=True)
class SeverityPart:
    """One summand of a severity and why it is there."""

    points: int
    reason: Text


@dataclass(frozen=True, slots=True)
class Agreement:
    """Something that measures of several ministries have in common, and the claims that say so.

    ``dimension`` is its name, ``values`` what they share; a period they share is in ``text``.
    """

    dimension: str
    label: Text
    values: tuple[Reference, ...]
    claims: tuple[str, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What an office said to a finding; it is ``current`` while the evidence is the same.

    ``heard`` is true when the office is one that the finding concerns.
    """

    reference: Reference
    position: Reference
    by: Reference
    date: str
    text: str
    source: str
    until: str
    current: bool
    heard: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """That a finding was delivered to an office, and until when it may answer first."""

    reference: Reference
    to: Reference
    date: str
    due: str


@dataclass(frozen=True, slots=True)
class Life:
    """How far a finding is: delivered to whom, what was replied, whether it rests.

    It ``rests`` while it is dismissed or accepted and its evidence is the same. It has
    ``returned`` if it was replied to and its evidence changed afterwards. ``released`` says whether
    others than the offices concerned may read it.
    """

    stage: Stage = "new"
    rests: bool = False
    returned: bool = False
    released: bool = False
    deliveries: tuple[Delivery, ...] = ()
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A gap, overlap or dependency with everything needed to check it.

    ``id`` stays the same while the cause is the same; ``evidence`` changes when the claims do.
    ``severity`` is 1 to 4. ``members`` holds the things found, by variable of the rule.
    ``lines`` are the identity lines behind ``ministries``: a filter by line finds predecessors.
    An overlap has a ``grade``, what its measures agree in, and a ``benefit`` of working together.
    ``within`` is the finding that tells the same cause, ``tells`` those that this one tells.
    """

    id: str
    rule: str
    kind: FindingKind
    title: Text
    sentence: Text
    remedy: Text
    state: State
    state_reason: Text
    severity: int
    severity_parts: tuple[SeverityPart, ...]
    subject: Reference
    members: dict[str, tuple[Reference, ...]]
    numbers: dict[str, str]
    fields: tuple[Reference, ...]
    ministries: tuple[Reference, ...]
    lines: tuple[Reference, ...]
    nature: Reference | None
    notes: tuple[Text, ...]
    ask: tuple[Reference, ...]
    claims: tuple[str, ...]
    evidence: str
    variant: str = ""
    grade: Grade = ""
    agreements: tuple[Agreement, ...] = ()
    benefit: Text | None = None
    life: Life = Life()
    within: str = ""
    tells: tuple[str, ...] = ()
