"""The addresses of this deployment, written where stored data have the canonical ones."""

import re
from collections.abc import Iterable, Iterator

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

    def lines(self, lines: Iterable[str]) -> Iterator[str]:
        """Return lines of N-Quads with our addresses as they are here."""
        if self.base == BASE:
            return iter(lines)
        start = f"<{self.base}"
        return (
            _TEXT_OR_OURS.sub(lambda found: found[0] if found[0][0] == '"' else start, line)
            for line in lines
        )
