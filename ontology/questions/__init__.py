"""The questions: each file ``<slug>.rq`` is a SPARQL query with a head that says what it asks.

A query runs as it stands: a parameter that nobody set is an unbound variable and narrows nothing.
``BOUND`` cannot tell, since engines may settle it before a value is put in; ``COALESCE`` can.
"""

from functools import cache
from typing import Literal as OneOf
from typing import Self

from pydantic import Field, model_validator

from ontology.head import TODAY, Headed, Part, headed_in
from ontology.tables import Table, table_named
from ontology.terms import BASE
from ontology.vocabulary import Text

Group = OneOf["strategist", "working-group", "agency"]
"""For whom a question is: the coordinating ministry, the working group, other agencies."""
View = OneOf["table", "matrix"]
LONGEST = 31  # letters of a slug: it is the name of a sheet, too, and Excel takes no more
CELLS = 3
"""How many columns a matrix has: what is in its rows, in its columns, in its cells."""
MINISTRY = "ministry"
TYPES = ("date", "text", "number", MINISTRY)
"""What a parameter may be beside a thing of a list: ``ministry`` is any office on a line."""


class Parameter(Part):
    """Something a reader may set: its type, what it is called, and what else is taken.

    ``type`` is one of ``TYPES`` or the name of the list whose things it may name.
    """

    type: str
    label: Text
    default: str | int | None = None
    required: bool = False
    least: int | None = None
    most: int | None = None

    @property
    def table(self) -> Table | None:
        """Return the list whose things may be named; ``None`` for other types."""
        return table_named(self.type)

    @model_validator(mode="after")
    def _has_a_type(self) -> Self:
        if self.type not in TYPES and self.table is None:
            raise ValueError(f"type: expected is {', '.join(TYPES)} or the name of a list")
        return self


class Question(Headed):
    """A question that is asked again and again, with its query.

    ``columns`` are what an answer shows, in the order of the query; whatever else the query selects
    is put in: parameters and the day asked about.
    """

    id: str = Field(max_length=LONGEST)
    title: Text
    question: Text
    description: Text
    group: Group
    view: View = "table"
    columns: dict[str, Text]
    parameters: dict[str, Parameter] = Field(default_factory=dict)

    @property
    def iri(self) -> str:
        """Return the lasting address of the question."""
        return f"{BASE}/query/{self.id}"

    @model_validator(mode="after")
    def _fits_its_query(self) -> Self:
        shown = tuple(name for name in self.selected if name in self.columns)
        if shown != tuple(self.columns):
            raise ValueError(f"columns: the query selects {', '.join(self.selected)}")
        given = {TODAY, *self.parameters}
        if odd := sorted(set(self.selected) - set(self.columns) - given):
            raise ValueError(f"columns: {', '.join(odd)} has no label")
        if odd := sorted(set(self.parameters) - set(self.selected)):
            raise ValueError(f"parameters: the query has to select {', '.join(odd)}")
        if self.view == "matrix" and len(self.columns) != CELLS:
            raise ValueError(f"view: a matrix has {CELLS} columns")
        return self


@cache
def questions() -> tuple[Question, ...]:
    """Return all questions, sorted by slug; raises ``HeadError`` naming a file that is none."""
    return tuple(headed_in("ontology.questions", Question))


def question_named(slug: str) -> Question | None:
    """Return the question called ``slug``, or ``None``."""
    return next((question for question in questions() if question.id == slug), None)
