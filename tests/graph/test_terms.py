"""Terms and quads as values, as the engine's terms and as lines."""

import pytest
from hypothesis import given

from graph.errors import InputError
from graph.terms import Quad, line_of, normalised, quads_of_lines, read_lines, split_line
from ontology.statement import XSD, Literal
from tests.graph.samples import literals

S, P, G = "http://example.org/s", "http://example.org/ü", "http://example.org/g"


def kept(literal: Literal) -> Literal:
    """Return what the store makes of ``literal``."""
    (quad,) = quads_of_lines(normalised([Quad(S, P, literal, G)]))
    assert isinstance(quad.object, Literal)
    return quad.object


@pytest.mark.parametrize(
    ("value", "datatype", "normal"),
    [
        ("1.00", "decimal", "1"),
        ("010", "integer", "10"),
        ("1", "boolean", "true"),
        ("2014-11-24T00:00:00+00:00", "dateTime", "2014-11-24T00:00:00Z"),
        ("2014", "gYear", "2014"),
        ("1.00", "string", "1.00"),
        ("so nicht", "integer", "so nicht"),
    ],
)
def test_a_literal_is_kept_as_the_engine_writes_it(value: str, datatype: str, normal: str) -> None:
    assert kept(Literal(value, XSD + datatype)) == Literal(normal, XSD + datatype)


def test_a_language_tag_is_kept_in_lower_case() -> None:
    assert kept(Literal.text("Straße", "de-DE")) == Literal.text("Straße", "de-de")


@given(literals)
def test_normalising_twice_changes_nothing_more(literal: Literal) -> None:
    once = normalised([Quad(S, P, literal, G)])
    assert normalised(quads_of_lines(once)) == once


@given(literals)
def test_a_line_holds_no_line_break_and_reads_back_as_itself(literal: Literal) -> None:
    (line,) = normalised([Quad(S, P, literal, G)])
    assert not {"\n", "\r"} & set(line)
    assert [line_of(quad) for quad in read_lines([line])] == [line]


def test_a_line_splits_into_triple_and_graph() -> None:
    (line,) = normalised([Quad(S, P, Literal("a <b> ."), G)])
    assert split_line(line) == (f'<{S}> <{P}> "a <b> ."', f"<{G}>")


@pytest.mark.parametrize(
    ("quad", "key"),
    [
        (Quad("_:b", P, S, G), "graph.blank_node"),
        (Quad(S, P, "_:b", G), "graph.blank_node"),
        (Quad(S, P, "no iri", G), "graph.not_an_iri"),
        (Quad(S, P, "http://example.org/\ud800", G), "graph.not_an_iri"),
        (Quad(S, P, Literal("half a character \ud800"), G), "graph.not_a_literal"),
        (Quad(S, P, Literal.text("x", "no language"), G), "graph.not_a_literal"),
        (Quad(S, P, Literal("x", "no iri"), G), "graph.not_an_iri"),
    ],
)
def test_what_cannot_be_stored_is_refused(quad: Quad, key: str) -> None:
    with pytest.raises(InputError) as caught:
        normalised([quad])
    assert caught.value.key == key


@pytest.mark.parametrize(
    ("term", "key"),
    [
        ("_:b", "graph.blank_node"),
        (f"<<( <{S}> <{P}> <{S}> )>>", "graph.unsupported_term"),
        ('"x"@en--ltr', "graph.unsupported_term"),
    ],
)
def test_what_is_not_ours_is_refused_when_read(term: str, key: str) -> None:
    with pytest.raises(InputError) as caught:
        list(quads_of_lines([f"<{S}> <{P}> {term} <{G}> ."]))
    assert caught.value.key == key
