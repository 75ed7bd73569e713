"""What a reconciliation client may send (Reconciliation API 0.2); the rest is refused."""

from collections.abc import Mapping
from typing import Annotated, Self, TypeVar
from typing import Literal as OneOf

from fastapi.exceptions import RequestValidationError
from pydantic import (
    BeforeValidator,
    Field,
    PlainValidator,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from api.asked import Asked, Sent, Word
from api.refusals import problem_of

MOST_QUERIES = 100
MOST_CANDIDATES = 50
USUAL = 5
VALUES = '"…", 1, true, {"id": "…"}'
MOST_VALUES = 50
MOST_IDS = 200

Listed = BeforeValidator(lambda value: value if isinstance(value, list) else [value])
Item = TypeVar("Item")


class EntitySent(Sent):
    """A value that is a thing itself."""

    id: Word
    name: Word = ""


def _value(value: object) -> EntitySent | str | float:
    """Return a value as sent; raises ``ValueError`` that says what is expected."""
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, dict):
        return EntitySent.model_validate(value)
    raise ValueError(VALUES)


Value = Annotated[EntitySent | str | float, PlainValidator(_value)]


class PropertySent(Sent):
    """A property with the values that a candidate should have."""

    pid: Word
    v: Annotated[tuple[Value, ...], Listed, Field(max_length=MOST_VALUES)]


class QuerySent(Sent):
    """What one row of a client's table asks for."""

    query: Word = ""
    type: Annotated[tuple[Word, ...], Listed, Field(max_length=MOST_VALUES)] = ()
    limit: Annotated[int, Field(ge=1, le=MOST_CANDIDATES)] = USUAL
    properties: Annotated[tuple[PropertySent, ...], Field(max_length=MOST_VALUES)] = ()
    type_strict: OneOf["any", "should", "all"] = "any"

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if "query" not in self.model_fields_set and not self.properties:
            raise ValueError("query, properties")
        return self


class WantedSent(Sent):
    """A property whose values are wanted."""

    id: Word
    settings: Mapping[str, object] = Field(default_factory=dict)


class ExtensionSent(Sent):
    """Which properties of which things are wanted."""

    ids: Annotated[tuple[Word, ...], Field(max_length=MOST_IDS)]
    properties: Annotated[tuple[WantedSent, ...], Field(max_length=MOST_VALUES)]


class ServiceAsked(Asked):
    """What the service's address takes: nothing, ``queries`` or ``extend`` as JSON."""

    queries: str = ""
    extend: str = ""


class PrefixAsked(Asked):
    """What somebody has begun to type."""

    prefix: Word = ""
    cursor: Annotated[int, Field(ge=0)] = 0


class PreviewAsked(Asked):
    """Which thing a preview shows, as ``kind/key``."""

    id: Word


class ProposalAsked(Asked):
    """For which type properties are proposed."""

    type: Word
    limit: Annotated[int, Field(ge=1)] = MOST_VALUES


Queries = Annotated[dict[Word, QuerySent], Field(max_length=MOST_QUERIES)]
_QUERIES = TypeAdapter[dict[str, QuerySent]](Queries)
_EXTENSION = TypeAdapter(ExtensionSent)


def queries_in(text: str) -> dict[str, QuerySent]:
    """Return the queries in a JSON text, by name; raises ``ProblemError`` naming the place."""
    return _read(_QUERIES, "queries", text)


def extension_in(text: str) -> ExtensionSent:
    """Return the extension query in a JSON text; raises ``ProblemError`` naming the place."""
    return _read(_EXTENSION, "extend", text)


def _read(form: TypeAdapter[Item], name: str, text: str) -> Item:
    try:
        return form.validate_json(text)
    except ValidationError as error:
        faults = [
            {**each, "loc": (".".join(map(str, (name, *each["loc"]))),)} for each in error.errors()
        ]
        raise problem_of(RequestValidationError(faults)) from error
