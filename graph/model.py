"""The answers that pages and interfaces get: frozen values without RDF types."""

from dataclasses import dataclass, field
from typing import Literal as OneOf

from ontology.rules import RuleKind
from ontology.vocabulary import Text

Coverage = OneOf["taken-up", "partly", "presumably", "open", "rejected", "nothing-asked", "hearing"]
Evidence = OneOf["confirmed", "presumed", "no-report", ""]


@dataclass(frozen=True, slots=True)
class Reference:
    """A thing, concept or outside address as something to point at.

    ``kind`` and ``key`` are empty for concepts and outside addresses.
    """

    iri: str
    label: Text
    kind: str = ""
    key: str = ""
    abbreviation: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a relation and the keys of the claims that state it.

    ``inferred`` is true when no claim in force states it outright: every claim behind it has the
    basis *inferred*, or it was derived by a rule.
    """

    text: str
    claims: tuple[str, ...]
    language: str = ""
    datatype: str = ""
    reference: Reference | None = None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Property:
    """All values of one relation of a thing; ``incoming`` ones point at the thing."""

    iri: str
    name: str
    label: Text
    values: tuple[Value, ...]
    incoming: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A document as a source: what it is, where it stands and what was read of it."""

    document: Reference
    publisher: str = ""
    date: str = ""
    url: str = ""
    extent_read: str = ""
    document_type: Text | None = None
    reliability: Text | None = None


@dataclass(frozen=True, slots=True)
class StatedTriple:
    """One statement of a claim, ready to be read."""

    subject: Reference
    relation: Text
    relation_iri: str
    value: Value


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim: who says what, on which basis, in which way and since when.

    ``said_by`` is the office that made it itself, where no document is its source.
    """

    iri: str
    key: str
    table: str
    row: str
    basis: str
    modality: str
    visibility: str
    confidence: str
    note: str
    valid_from: str
    valid_to: str
    occurred: str
    sources: tuple[Source, ...]
    statements: tuple[StatedTriple, ...]
    said_by: Reference | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing with its relations both ways and every claim about it."""

    reference: Reference
    class_iri: str
    class_label: Text
    properties: tuple[Property, ...]
    incoming: tuple[Property, ...]
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class ThingRow:
    """One thing as a row of a list: column name to its values as texts or references."""

    reference: Reference
    cells: dict[str, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class RecommendationState:
    """Whether a recommendation has been taken up, by what, and on which evidence.

    ``counted`` is false for what expects no action and for natures left out (by default minority
    votes and demands of third parties); ``stated`` if a source states what is in ``answered_by``;
    ``words`` tell the coverage.
    """

    recommendation: Reference
    nature: Reference
    expects_action: bool
    counted: bool
    coverage: Coverage
    evidence: Evidence
    answered_by: tuple[Reference, ...]
    stated: bool
    words: Text
    fields: tuple[Reference, ...] = ()
    addressees: tuple[Reference, ...] = ()
    set: Reference | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the gap map: measures of a field under a lead, and what was asked there."""

    row: str
    column: str
    measures: tuple[Reference, ...]
    recommendations: tuple[RecommendationState, ...]
    coverage: Coverage
    evidence: Evidence
    expected: bool = False


@dataclass(frozen=True, slots=True)
class MapRow:
    """One field of the gap map: its cells, all its recommendations, and totals of the counted."""

    field: Reference
    supplementary: bool
    cells: tuple[Cell, ...]
    measures: int
    asked: int
    taken_up: int
    partly: int
    presumably: int
    open: int
    recommendations: tuple[RecommendationState, ...]


@dataclass(frozen=True, slots=True)
class MapColumn:
    """One column of the gap map: a ministry's identity line, others, or nobody named."""

    key: str
    label: Text
    ministry: Reference | None
    kind: OneOf["ministry", "other", "nobody"]


@dataclass(frozen=True, slots=True)
class GapMap:
    """Field × lead ministry, with recommendations counted per field.

    ``by_nature`` counts recommendations by nature: asked, taken up, partly, presumably, open.
    """

    period: Reference | None
    scheme: Reference | None
    columns: tuple[MapColumn, ...]
    rows: tuple[MapRow, ...]
    by_nature: tuple[tuple[Reference, dict[str, int]], ...]
    measures: int
    asked: int
    open: int
    notes: tuple[Text, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class NetworkNode:
    """A thing in a picture; ``marks`` are the kinds of findings it is part of."""

    reference: Reference
    class_name: str
    class_label: Text
    marks: tuple[RuleKind, ...] = ()


@dataclass(frozen=True, slots=True)
class NetworkEdge:
    """A relation in a picture, with the keys of the claims behind it."""

    source: str
    target: str
    relation: str
    label: Text
    inferred: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dependency:
    """One recorded dependency, on a thing or on words; ``inferred`` if no source states it."""

    reference: Reference
    kind: Reference | None
    dependent: Reference
    prerequisite: Reference | None
    prerequisite_text: str
    text: str
    due: str
    inferred: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wait:
    """That one office relies on another, and through which dependencies.

    Both are ministries of the default period where the line has one. ``inferred`` is true when
    no source states any of the dependencies.
    """

    waiting: Reference
    awaited: Reference
    dependencies: tuple[Dependency, ...]
    inferred: bool


@dataclass(frozen=True, slots=True)
class WaitMatrix:
    """Who relies on whom: ministries in official order, then other offices that are waited for.

    ``outside`` are dependencies on something told in words only, ``over`` those of which one end
    has ended, been dropped or been completed.
    """

    ministries: tuple[Reference, ...]
    others: tuple[Reference, ...]
    waits: tuple[Wait, ...]
    outside: tuple[Dependency, ...]
    over: tuple[Dependency, ...]
