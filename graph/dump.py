"""Reading our own dumps (TriG, N-Quads) back into claims."""

from collections.abc import Iterator
from typing import BinaryIO
from typing import Literal as OneOf

import pyoxigraph as engine

from graph.claims import claims_of_quads
from graph.errors import InputError
from graph.store import VIEWS
from graph.terms import Quad, quad_of
from ontology.statement import Claim

FORMS = {"trig": engine.RdfFormat.TRIG, "nq": engine.RdfFormat.N_QUADS}
DumpForm = OneOf["trig", "nq"]


class _CountedLines:
    """A file handed to the parser line by line, so that an error can name its line."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._started = False
        self.line = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next line, or as much of it as ``size`` bytes hold: never more than asked."""
        part = self._file.readline(size)
        self.line += not self._started
        self._started = not part.endswith(b"\n")
        return part


def read_claims(file: BinaryIO, form: DumpForm, name: str) -> list[Claim]:
    """Return the claims in the dump ``file``, sorted by IRI; ``name`` is how errors call it.

    The views that a dump may hold (current, vocabulary, inferred) are passed over: they are
    made anew from the claims. Raises ``InputError`` naming the line for broken syntax, blank
    nodes, and statements in no claim.
    """
    lines = _CountedLines(file)
    try:
        return claims_of_quads(_quads(lines, form))
    except SyntaxError as error:
        line = error.lineno or lines.line
        raise InputError("graph.not_rdf", file=name, line=line, reason=error.msg) from error
    except InputError as error:
        raise InputError("graph.dump_refused", file=name, line=lines.line, reason=error) from error


def _quads(lines: _CountedLines, form: DumpForm) -> Iterator[Quad]:
    for quad in engine.parse(lines, format=FORMS[form]):  # type: ignore[arg-type]
        found = quad_of(quad)
        if found.graph not in VIEWS:
            yield found
