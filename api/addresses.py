"""The addresses of this deployment, written where stored data have the canonical ones."""

import re
from collections.abc import Iterable, Iterator

from graph.terms import Quad
from ontology.statement import Literal, Statement
from ontology.terms import BASE

# In a line of N-Quads: a text, which stays as it is, or the start of an address that is ours.
# Terms and concepts keep their names: they mean the same in every deployment.
_TEXT_OR_OURS = re.compile(rf'"(?:[^"\\]|\\.)*"|<{re.escape(BASE)}(?=/(?:id|graph)/)')


class Addresses:
    """Addresses that begin with ``base``: the one place that rewrites them at the edge."""

    def __init__(self, base: str) -> None:
        self.base = base

    def of(self, path: str) -> str:
        """Return the address of ``path`` here."""
        return self.base + path

    def iri(self, iri: str) -> str:
        """Return the address here of a stored ``iri``; one that is not ours stays as it is."""
        return next(self.lines([f"<{iri}>"]))[1:-1]

    def statement(self, said: Statement) -> Statement:
        """Return a statement with our addresses as they are here."""
        value = said.object if isinstance(said.object, Literal) else self.iri(said.object)
        return Statement(self.iri(said.subject), said.predicate, value)

    def quad(self, quad: Quad) -> Quad:
        """Return a statement and its graph with our addresses as they are here."""
        said = self.statement(quad.statement)
        return Quad(said.subject, said.predicate, said.object, self.iri(quad.graph))

    def lines(self, lines: Iterable[str]) -> Iterator[str]:
        """Return lines of N-Quads with our addresses as they are here."""
        if self.base == BASE:
            return iter(lines)
        start = f"<{self.base}"
        return (
            _TEXT_OR_OURS.sub(lambda found: found[0] if found[0][0] == '"' else start, line)
            for line in lines
        )
