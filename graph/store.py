"""What every store can do, whichever engine answers: the one door to questions and quads."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal as OneOf
from typing import Protocol

from graph.change import Change
from graph.terms import Quad, Term
from ontology.statement import Statement
from ontology.terms import CURRENT, INFERRED, VOCABULARY

VIEWS: tuple[str, ...] = (CURRENT, VOCABULARY, INFERRED)
"""The graphs a query reads by default; they share no statement, so their sum is their union."""

Row = dict[str, Term | None]
Values = Mapping[str, Term]
Place = tuple[str, str | None]
"""A graph, or the statements about one subject in it."""
TableForm = OneOf["json", "xml", "csv", "tsv"]
GraphForm = OneOf["nq", "trig", "nt", "ttl", "jsonld", "rdfxml"]


class Store(Protocol):
    """Claims and the views of them, ready for SPARQL 1.1.

    Queries read the graphs ``default`` as one; every other graph is reached by ``GRAPH``. A query
    that names its own data set with ``FROM`` gets that one. ``values`` binds variables to terms,
    which are never pasted into the text; a ``SELECT`` must select the variables it has bound.
    All methods raise ``QueryError`` for text they cannot follow, and ``StoreError`` if a store on
    another machine does not do its part.
    """

    def select(
        self, query: str, values: Values | None = None, *, default: Sequence[str] = VIEWS
    ) -> list[Row]:
        """Return the rows of a ``SELECT`` in the query's order; an unbound cell is ``None``."""
        ...

    def ask(
        self, query: str, values: Values | None = None, *, default: Sequence[str] = VIEWS
    ) -> bool:
        """Return the answer of an ``ASK``."""
        ...

    def construct(
        self, query: str, values: Values | None = None, *, default: Sequence[str] = VIEWS
    ) -> list[Statement]:
        """Return the statements of a ``CONSTRUCT`` or ``DESCRIBE``, each once."""
        ...

    def answer(
        self,
        query: str,
        form: TableForm | GraphForm,
        values: Values | None = None,
        *,
        default: Sequence[str] = VIEWS,
    ) -> bytes:
        """Return the answer of any query in ``form``, written by the engine's own library.

        In ``tsv`` a head names the columns, every row ends with a line feed, and plain strings
        stand as ``"x"`` without datatype. Raises ``QueryError`` if a table is wanted in a form for
        graphs or the reverse.
        """
        ...

    def update(self, text: str) -> None:
        """Carry out a SPARQL update, all of it or nothing."""
        ...

    def apply(self, change: Change) -> None:
        """Remove and add the change's quads: all or nothing, unless it is too large for one go.

        Doing it again, after whatever part of it was done, leads to the same quads.
        """
        ...

    def insert(self, quads: Iterable[Quad]) -> None:
        """Add ``quads``; those already there stay."""
        ...

    def quads(self, graph: str | None = None, subject: str | None = None) -> Iterator[Quad]:
        """Return the quads of ``graph`` and about ``subject``, or of all, in no order."""
        ...

    def lines(self, graph: str | None = None, subject: str | None = None) -> list[str]:
        """Return the same quads as lines of canonical N-Quads, in no order."""
        ...

    def lines_at(self, places: Iterable[Place]) -> list[str]:
        """Return the lines of the quads in each of ``places``, in no order."""
        ...

    def holds(self, lines: Iterable[str]) -> Iterator[bool]:
        """Return for each canonical line whether its quad is in the store."""
        ...

    def dump(self, form: GraphForm, graphs: Iterable[str] | None = None) -> bytes:
        """Return the quads of ``graphs``, or of all, in ``form``, in no order.

        Forms without graphs (``nt``, ``ttl``, ``jsonld``, ``rdfxml``) hold the bare triples.
        """
        ...

    def count(self, graph: str | None = None) -> int:
        """Return how many quads ``graph``, or the whole store, holds."""
        ...
