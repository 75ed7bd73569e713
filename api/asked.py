"""The parameters that addresses take; what they do not know, they refuse."""

from datetime import date
from typing import Annotated
from typing import Literal as OneOf

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from api.settings import Language
from graph.finding import FindingKind, Position, Stage, State

MOST = 1_000
USUAL = 100
LONGEST = 200  # characters of a text parameter

OrNone = BeforeValidator(lambda value: value or None)  # a form sends its empty fields, too
OrOne = BeforeValidator(lambda value: value or 1)
Severity = Annotated[int, Field(ge=1, le=4), OrOne]
Word = Annotated[str, Field(max_length=LONGEST)]


MOST_KEYS = 50
Keys = Annotated[tuple[Word, ...], Field(max_length=MOST_KEYS)]


class Worded(BaseModel):
    """What addresses take that know no day: the language of problems."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lang: Language | None = None


class FeedAsked(Worded):
    """Which page of the feed is wanted; without one it is the list of pages."""

    page: int | None = Field(default=None, ge=1)


class Asked(Worded):
    """What every address takes: the language of problems and pages, and the day asked about.

    ``valid_on`` is what was true then, ``as_of`` what had been recorded by the end of that day.
    """

    valid_on: Annotated[date | None, OrNone] = None
    as_of: Annotated[date | None, OrNone] = None


class Part(Asked):
    """Which part of a list is wanted: at most ``limit`` items after the item ``after``."""

    limit: int = Field(default=USUAL, ge=1, le=MOST)
    after: Word = ""


class ListAsked(Part):
    """How a list is filtered and sorted."""

    q: Word = ""
    field: Word = ""
    ministry: Word = ""
    nature: Word = ""
    of_set: Word = Field(default="", alias="set")
    sort: Word = ""


class ListPageAsked(ListAsked):
    """Which part of a list a page shows."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class FindingFilter(Asked):
    """Which findings are wanted; what is empty does not filter."""

    rule: Word = ""
    kind: Annotated[FindingKind | None, OrNone] = None
    field: Word = ""
    ministry: Word = ""
    state: Annotated[State | None, OrNone] = None
    nature: Word = ""
    stage: Annotated[Stage | None, OrNone] = None
    min_severity: Severity = 1
    all: bool = False


class FindingsAsked(FindingFilter, Part):
    """Which part of which findings is wanted."""


class Sent(BaseModel):
    """What is sent to be recorded or calculated; what it does not know, it refuses."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ReplySent(Sent):
    """A reply to a finding."""

    position: Position
    text: str = Field(default="", max_length=4_000)
    source: str = Field(default="", max_length=500, description="where it can be read")
    until: date | None = Field(default=None, description="for accepting: until which day")


class DeliverySent(Sent):
    """To whom a finding is delivered: keys of offices, or nobody for those whom to ask."""

    to: tuple[str, ...] = Field(default=(), max_length=50)


class AnswerSent(Sent):
    """That a draft takes up a recommendation, and to which degree."""

    recommendation: Word
    degree: Word = "answers"


class DraftSent(Sent):
    """A measure that does not exist; things are named by their keys."""

    title: Word = Field(min_length=1)
    fields: Keys = ()
    target_groups: Keys = ()
    lead: Word = ""
    support: Keys = ()
    answers: tuple[AnswerSent, ...] = Field(default=(), max_length=MOST_KEYS)
    region: Word = ""
    instrument: Word = ""
    start: Word = ""
    end: Word = ""
    depends_on: Keys = ()


class GameSent(Sent):
    """Draft measures to try out together."""

    drafts: tuple[DraftSent, ...] = Field(min_length=1, max_length=20)
    share: float | None = Field(default=None, gt=0, le=1, description="of severity to be closed")


class JudgementSent(Sent):
    """What somebody says about a pair of things, named by their keys."""

    first: Word
    second: Word
    verdict: OneOf["same", "contains", "contained-in", "different", "unsure"]
    reason: str = Field(default="", max_length=4_000)


class PageAsked(Asked):
    """What a page takes; further parameters belong to the page itself."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class ProfileAsked(Asked):
    """In which profile and form something is wanted."""

    profile: Word = Field(default="", alias="_profile")
    media_type: Word = Field(default="", alias="_mediatype")


class ProfilePageAsked(ProfileAsked, PageAsked):
    """In which profile and form a page or its data are wanted."""


class FindingsPageAsked(FindingFilter, Part, PageAsked):
    """Which findings a page shows."""

    min_severity: Severity = Field(default=1, alias="severity")


class ReportAsked(FindingFilter, PageAsked):
    """What the report is about."""


class MatrixAsked(Asked):
    """Which matrix is wanted, and what its cells count."""

    rows: OneOf["field"] = "field"
    columns: OneOf["ministry"] = "ministry"
    value: OneOf["measures", "asked", "open"] = "measures"
    scheme: Word = ""
    period: Word = ""


class CoverageAsked(Part):
    """Which recommendations are wanted."""

    field: Word = ""
    nature: Word = ""
    of_set: Word = Field(default="", alias="set")
    coverage: Word = ""


class NetworkAsked(Asked):
    """Whose surroundings are wanted: ``thing`` is ``kind/key`` or a key.

    Or who waits for whom: ``of`` undertakings, or of offices.
    """

    of: OneOf["everything", "undertakings", "offices"] = "everything"
    thing: Word = ""
    steps: int = Field(default=1, ge=1, le=3)
    form: OneOf["json", "graphml", "gexf"] = Field(default="json", alias="format")


class GapsAsked(PageAsked):
    """Which gap map a page shows, by the keys of a field scheme and a legislative period."""

    scheme: Word = ""
    period: Word = ""


class NetworkPageAsked(PageAsked):
    """Whose surroundings a page shows."""

    thing: Word = ""
    depth: Annotated[int, Field(ge=1, le=2), OrOne] = 1


class SearchAsked(Asked):
    """What is looked for."""

    q: Word = Field(min_length=1)
    limit: int = Field(default=20, ge=1, le=USUAL)


class LineageAsked(Asked):
    """Whose lineage is wanted, where a key alone means several things."""

    kind: Word = ""


class SlippageAsked(Asked):
    """By how many days something slips, or to which day."""

    days: int = Field(default=90, ge=1, le=3_650)
    until: Annotated[date | None, OrNone] = None


class CoverAsked(Asked):
    """Which share of the severity of open recommendations is to be closed."""

    share: float = Field(default=0.8, gt=0, le=1)


class SimilarAsked(Asked):
    """Pairs of which kind are wanted, and how many."""

    of: OneOf["recommendations", "measures"] = "recommendations"
    limit: int = Field(default=USUAL, ge=1, le=MOST)


class SimilarPageAsked(PageAsked):
    """Pairs of which kind a page shows."""

    of: OneOf["recommendations", "measures"] = "recommendations"


class GameAsked(PageAsked):
    """The draft that a page tries out, and the share of severity that is to be closed."""

    title: Word = ""
    lead: Word = ""
    fields: Keys = ()
    target_groups: Keys = ()
    answers: Keys = ()
    start: Word = ""
    end: Word = ""
    share: int = Field(default=80, ge=1, le=100)
