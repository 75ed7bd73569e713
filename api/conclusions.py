"""The documented shape of findings, rules and analyses as JSON."""

from collections.abc import Mapping

from pydantic import Field

from api.answers import Answer, Page, Pointer, Words
from graph.finding import FindingKind, State
from graph.model import Coverage, Evidence


class PartAnswer(Answer):
    """One summand of a severity and why it is there."""

    points: int
    reason: Words


class FindingAnswer(Answer):
    """A gap, overlap or dependency with everything needed to check it."""

    id: str = Field(description="stays the same while the cause is the same")
    rule: str
    kind: FindingKind
    title: Words
    sentence: Words
    remedy: Words
    state: State
    state_reason: Words
    severity: int = Field(description="1 note, 2 watch, 3 important, 4 urgent")
    severity_parts: tuple[PartAnswer, ...]
    subject: Pointer
    members: Mapping[str, tuple[Pointer, ...]]
    numbers: Mapping[str, str]
    fields: tuple[Pointer, ...]
    ministries: tuple[Pointer, ...]
    nature: Pointer | None
    notes: tuple[Words, ...]
    ask: tuple[Pointer, ...]
    claims: tuple[str, ...]
    evidence: str = Field(description="changes when the claims behind the finding change")


class Count(Answer):
    """How many findings share a notation, by state."""

    notation: str
    total: int
    by_state: Mapping[State, int]


class FindingsAnswer(Page[FindingAnswer]):
    """A part of the findings; the counts cover all that the filters leave, not only this part."""

    by_state: Mapping[State, int]
    by_rule: tuple[Count, ...]
    by_nature: tuple[Count, ...]


class RecommendationAnswer(Answer):
    """Whether a recommendation has been taken up, by what, and on which evidence."""

    recommendation: Pointer
    nature: Pointer
    expects_action: bool
    counted: bool = Field(description="false for what is left out of counts by default")
    coverage: Coverage
    words: Words = Field(description="the coverage in words")
    evidence: Evidence
    answered_by: tuple[Pointer, ...]
    stated: bool = Field(description="a source states one of the references")
    fields: tuple[Pointer, ...]
    set: Pointer | None


class NodeAnswer(Answer):
    """A thing of a network; ``marks`` are the kinds of findings it is part of."""

    reference: Pointer
    class_name: str
    class_label: Words
    marks: tuple[FindingKind, ...]


class EdgeAnswer(Answer):
    """A relation of a network, with the keys of the claims behind it."""

    source: str
    target: str
    relation: str
    label: Words
    inferred: bool
    claims: tuple[str, ...]


class NetworkAnswer(Answer):
    """The surroundings of a thing."""

    nodes: tuple[NodeAnswer, ...]
    edges: tuple[EdgeAnswer, ...]


class DependencyAnswer(Answer):
    """One recorded dependency: what relies on what, or on something told in words only."""

    reference: Pointer
    kind: Pointer | None
    dependent: Pointer
    prerequisite: Pointer | None
    prerequisite_text: str
    text: str
    due: str
    inferred: bool
    claims: tuple[str, ...]


class WaitAnswer(Answer):
    """That one office relies on another, and through which dependencies."""

    waiting: Pointer
    awaited: Pointer
    dependencies: tuple[DependencyAnswer, ...]
    inferred: bool


class WaitingAnswer(Answer):
    """What a ministry waits for and who waits for it, as far as it is on record."""

    ministry: Pointer
    waits_for: tuple[WaitAnswer, ...]
    awaited_by: tuple[WaitAnswer, ...]
    note: Words


class ColumnAnswer(Answer):
    """One column of the matrix: a ministry's identity line, others, or nobody named."""

    key: str
    label: Words
    ministry: Pointer | None
    kind: str


class CellAnswer(Answer):
    """One cell of the matrix; ``value`` is what was asked for."""

    column: str
    value: int
    measures: tuple[Pointer, ...]
    recommendations: tuple[Pointer, ...]
    coverage: Coverage
    evidence: Evidence
    expected: bool = Field(description="a person marked that a contribution is expected here")


class MatrixRowAnswer(Answer):
    """One field of action with its cells and counts."""

    field: Pointer
    supplementary: bool
    measures: int
    asked: int
    taken_up: int
    partly: int
    presumably: int
    open: int
    cells: tuple[CellAnswer, ...]


class NatureAnswer(Answer):
    """How recommendations of one nature fare."""

    nature: Pointer
    counts: Mapping[str, int]


class MatrixAnswer(Answer):
    """Fields of action by lead ministry; recommendations are counted per field."""

    value: str
    period: Pointer | None
    scheme: Pointer | None
    columns: tuple[ColumnAnswer, ...]
    rows: tuple[MatrixRowAnswer, ...]
    by_nature: tuple[NatureAnswer, ...]
    measures: int
    asked: int
    open: int
    notes: tuple[Words, ...]


class CoverageAnswer(Page[RecommendationAnswer]):
    """Recommendations with what became of them; the counts cover all that the filters leave."""

    by_coverage: Mapping[Coverage, int]


class ParameterAnswer(Answer):
    """Something that may be set in a rule."""

    default: str | int
    meaning: Words


class RuleAnswer(Answer):
    """One definition of a gap, overlap or dependency; ``query`` is the definition itself."""

    id: str
    kind: FindingKind
    title: Words
    question: Words
    definition: Words
    caution: Words
    remedy: Words
    severity: int
    key: tuple[str, ...]
    parameters: Mapping[str, ParameterAnswer]
    query: str
    findings: int = Field(default=0, description="how many findings there are now")
