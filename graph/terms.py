"""IRIs, literals and quads as values, as terms of the engine, and as lines of text."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, cast

import pyoxigraph as engine

from graph.errors import InputError
from ontology.statement import Literal, Statement

Term = str | Literal
EngineTerm = engine.NamedNode | engine.Literal
_HERE = engine.NamedNode("urn:here")


class Quad(NamedTuple):
    """One statement and the graph it stands in; names are full IRIs."""

    subject: str
    predicate: str
    object: Term
    graph: str

    @property
    def statement(self) -> Statement:
        """Return the quad without its graph."""
        return Statement(self.subject, self.predicate, self.object)


@lru_cache(maxsize=1 << 16)
def engine_iri(iri: str) -> engine.NamedNode:
    """Return ``iri`` as the engine's term; raises ``InputError`` if it is no absolute IRI."""
    if iri.startswith("_:"):
        raise InputError("graph.blank_node", found=iri)
    try:
        return engine.NamedNode(iri)
    except ValueError as error:
        raise InputError("graph.not_an_iri", found=repr(iri), reason=error) from error


def engine_literal(literal: Literal) -> engine.Literal:
    """Return ``literal`` as the engine's term; raises ``InputError`` if it cannot be one."""
    try:
        if literal.language:
            return engine.Literal(literal.value, language=literal.language)
        return engine.Literal(literal.value, datatype=engine_iri(literal.datatype))
    except ValueError as error:
        found = f"{literal.value!r}@{literal.language}"
        raise InputError("graph.not_a_literal", found=found, reason=error) from error


def engine_term(term: Term) -> EngineTerm:
    """Return ``term`` as the engine's term; raises ``InputError`` if it cannot be one."""
    return engine_iri(term) if isinstance(term, str) else engine_literal(term)


def engine_quad(quad: Quad) -> engine.Quad:
    """Return ``quad`` as the engine's; raises ``InputError`` if a part of it cannot be one."""
    return engine.Quad(
        engine_iri(quad.subject),
        engine_iri(quad.predicate),
        engine_term(quad.object),
        engine_iri(quad.graph),
    )


def value_of(term: object) -> Term:
    """Return an engine's term as a value; refuses blank nodes and what RDF 1.1 has not."""
    if isinstance(term, engine.NamedNode):
        return term.value
    if isinstance(term, engine.Literal) and term.direction is None:
        return Literal(term.value, term.datatype.value, term.language or "")
    key = "graph.blank_node" if isinstance(term, engine.BlankNode) else "graph.unsupported_term"
    raise InputError(key, found=str(term))


def iri_of(term: object) -> str:
    """Return an engine's term as an IRI; refuses everything else."""
    if isinstance(term, engine.NamedNode):
        return term.value
    key = "graph.blank_node" if isinstance(term, engine.BlankNode) else "graph.not_an_iri"
    raise InputError(key, found=str(term), reason="")


def quad_of(quad: engine.Quad) -> Quad:
    """Return the engine's quad as a value; refuses blank nodes and the nameless graph."""
    return Quad(
        iri_of(quad.subject), iri_of(quad.predicate), value_of(quad.object), iri_of(quad.graph_name)
    )


def line_of(quad: engine.Quad) -> str:
    """Return the engine's quad as one line of canonical N-Quads, without a line break."""
    return f"{quad} ."


def read_lines(lines: Iterable[str]) -> Iterator[engine.Quad]:
    """Return the quads of N-Quads ``lines`` (ours, thus well-formed)."""
    return engine.parse("\n".join(lines), format=engine.RdfFormat.N_QUADS)


def quads_of_lines(lines: Iterable[str]) -> Iterator[Quad]:
    """Return the quads of N-Quads ``lines`` (ours, thus well-formed) as values."""
    return map(quad_of, read_lines(lines))


def split_line(line: str) -> tuple[str, str]:
    """Return a line's triple and graph, both as N-Quads text: ``<s> <p> <o>`` and ``<g>``."""
    triple, graph = line.removesuffix(" .").rsplit(" ", 1)
    return triple, graph


def normalised(quads: Iterable[Quad]) -> frozenset[str]:
    """Return ``quads`` as canonical lines with literals as the engine keeps them.

    The engine writes ``1.00`` as ``1`` and ``de-DE`` as ``de-de``; what enters the log must
    already be so, or the same file would differ from itself at its second import.
    """
    store = engine.Store()
    store.extend(map(engine_quad, quads))
    return frozenset(lines_in(store))


@lru_cache(maxsize=1 << 16)
def normal_literal(literal: engine.Literal) -> engine.Literal:
    """Return ``literal`` as our engine keeps it: what other engines tell, in our form."""
    store = engine.Store()
    store.add(engine.Quad(_HERE, _HERE, literal))
    (quad,) = store
    return cast("engine.Literal", quad.object)


def lines_in(store: engine.Store) -> list[str]:
    """Return all quads of the engine's ``store`` as canonical lines, in no particular order."""
    text = store.dump(format=engine.RdfFormat.N_QUADS) or b""
    return text.decode("utf-8").split("\n")[
        :-1
    ]  # splitlines() would also split at U+2028 inside a text
