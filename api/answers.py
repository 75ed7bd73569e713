"""The documented shape of things, claims and lists as JSON; texts come in German and English."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, computed_field

Item = TypeVar("Item")


class Answer(BaseModel):
    """A frozen answer, read from the values of the same names."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class Words(Answer):
    """A wording in German and in English."""

    de: str
    en: str


class Pointer(Answer):
    """Something to point at: a thing with an address here, a concept, or an outside address."""

    iri: str
    label: Words
    kind: str = Field(default="", description="empty for concepts and outside addresses")
    key: str = ""
    abbreviation: str = ""

    @computed_field(description="where the thing can be read; empty for what is no thing here")
    def address(self) -> str:
        """Return the address of the thing on this server."""
        return f"/doc/{self.kind}/{self.key}" if self.kind else ""


class ValueAnswer(Answer):
    """One value and the keys of the claims that state it."""

    text: str
    language: str
    datatype: str
    reference: Pointer | None
    inferred: bool = Field(description="true when no claim in force states it outright")
    claims: tuple[str, ...]


class PropertyAnswer(Answer):
    """All values of one relation of a thing; ``incoming`` ones point at the thing."""

    iri: str
    name: str
    label: Words
    incoming: bool
    values: tuple[ValueAnswer, ...]


class SourceAnswer(Answer):
    """A document as a source, and what was read of it."""

    document: Pointer
    publisher: str
    date: str
    url: str
    extent_read: str
    document_type: Words | None
    reliability: Words | None


class TripleAnswer(Answer):
    """One statement of a claim."""

    subject: Pointer
    relation: Words
    relation_iri: str
    value: ValueAnswer


class ClaimAnswer(Answer):
    """A claim: who says what, on which basis, in which way and since when."""

    iri: str
    key: str
    table: str
    row: str = Field(description="identifier of the row in its table")
    basis: str
    modality: str
    visibility: str
    confidence: str
    note: str
    valid_from: str
    valid_to: str
    occurred: str
    sources: tuple[SourceAnswer, ...]
    statements: tuple[TripleAnswer, ...]


class Described(Answer):
    """An answer about one thing; ``id``, ``iri`` and ``label`` repeat what ``reference`` says."""

    reference: Pointer

    @computed_field(description="the printed identifier")
    def id(self) -> str:
        """Return the thing's key."""
        return self.reference.key

    @computed_field(description="the lasting address")
    def iri(self) -> str:
        """Return the thing's IRI."""
        return self.reference.iri

    @computed_field(description="the name or title")
    def label(self) -> Words:
        """Return the thing's label."""
        return self.reference.label


class ThingAnswer(Described):
    """One thing with its relations both ways and every claim about it."""

    class_iri: str
    class_label: Words
    properties: tuple[PropertyAnswer, ...]
    incoming: tuple[PropertyAnswer, ...]
    claims: tuple[ClaimAnswer, ...]
    findings: tuple[str, ...] = Field(default=(), description="identifiers of findings about it")


class RowAnswer(Described):
    """One thing of a list: its values by column of its table."""

    cells: Mapping[str, tuple[ValueAnswer, ...]]


class Page(Answer, Generic[Item]):
    """A part of a list; ``next`` is the address of the following part, or null."""

    items: tuple[Item, ...]
    next: str | None
    total: int


class ProblemAnswer(Answer):
    """What went wrong, as problem details (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str


class Alive(Answer):
    """That the server answers."""

    status: str


class Ready(Answer):
    """Which state of the data the server answers from."""

    status: str
    revision: int
    claims: int
    content_hash: str = Field(description="the first 16 digits of the content hash")
