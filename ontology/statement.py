"""What is said and who says it: the values that `ingest` makes and `graph` keeps."""

from dataclasses import dataclass
from typing import Self

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """An RDF literal: its text with a data type, or with a language tag."""

    value: str
    datatype: str = f"{XSD}string"
    language: str = ""

    @classmethod
    def text(cls, value: str, language: str) -> Self:
        """Return ``value`` as a text in ``language`` (a BCP 47 tag, lower case)."""
        return cls(value, f"{RDF}langString", language)


@dataclass(frozen=True, slots=True)
class Statement:
    """One RDF triple; names are full IRIs, an object is an IRI or a literal."""

    subject: str
    predicate: str
    object: str | Literal


@dataclass(frozen=True, slots=True)
class Claim:
    """One source saying one row of a table once.

    ``iri`` names the claim and is the graph of its statements. ``metadata`` are the statements
    about the claim itself: sources, basis, modality, validity, visibility, table and row.
    """

    iri: str
    statements: frozenset[Statement]
    metadata: frozenset[Statement]
