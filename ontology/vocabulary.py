"""Labels, definitions and closed lists of the ontology, in German and English."""

from dataclasses import dataclass
from functools import cache

from rdflib import RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.namespace import OWL

from ontology.source import read_graph
from ontology.terms import CONCEPT, NAMESPACE

QS_CHOICES = URIRef(f"{NAMESPACE}choices")
QS_ORDER = URIRef(f"{NAMESPACE}officialOrder")
CLASS_KINDS = (OWL.Class,)
RELATION_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


@dataclass(frozen=True, slots=True)
class Text:
    """A wording in German and in English."""

    de: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the wording in ``language`` (``de`` or ``en``)."""
        return self.en if language == "en" else self.de


@dataclass(frozen=True, slots=True)
class Term:
    """A class, relation or concept: its IRI, label and definition."""

    iri: str
    label: Text
    definition: Text


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a closed list; ``notation`` is what tables write."""

    iri: str
    notation: str
    label: Text
    definition: Text
    order: int


def text_of(graph: Graph, subject: URIRef, *relations: URIRef) -> Text:
    """Return the wording of ``subject`` under the first of ``relations`` it has."""
    found: dict[str, str] = {}
    for relation in relations:
        for value in graph.objects(subject, relation):
            if isinstance(value, Literal):
                found.setdefault(value.language or "de", str(value))
        if found:
            break
    fallback = next(iter(found.values()), "")
    return Text(found.get("de", fallback), found.get("en", fallback))


def _term(graph: Graph, subject: URIRef) -> Term:
    return Term(
        str(subject),
        text_of(graph, subject, RDFS.label, SKOS.prefLabel),
        text_of(graph, subject, SKOS.definition, SKOS.scopeNote),
    )


@cache
def terms() -> dict[str, Term]:
    """Return every labelled class and relation by IRI, outside terms the data uses included."""
    graph = read_graph("querschnitt.ttl")
    subjects = {subject for subject in graph.subjects(RDFS.label) if isinstance(subject, URIRef)}
    return {str(subject): _term(graph, subject) for subject in sorted(subjects)}


@cache
def relations() -> frozenset[str]:
    """Return the IRIs of all relations, outside ones the data uses included."""
    graph = read_graph("querschnitt.ttl")
    return frozenset(iri for iri in terms() if not _is_class(graph, URIRef(iri)))


def _is_class(graph: Graph, subject: URIRef) -> bool:
    kinds = set(graph.objects(subject, RDF.type))
    return bool(kinds & {*CLASS_KINDS, OWL.Ontology})


@cache
def superclasses() -> dict[str, frozenset[str]]:
    """Return for each of our classes the IRIs of itself and all its superclasses."""
    graph = read_graph("querschnitt.ttl")
    return {
        str(name): frozenset(map(str, graph.transitive_objects(name, RDFS.subClassOf)))
        for name in graph.subjects(RDF.type, OWL.Class)
        if isinstance(name, URIRef)
    }


@cache
def schemes() -> dict[str, tuple[Choice, ...]]:
    """Return the closed lists by name (``nature``, ``basis`` …), each in its stated order."""
    graph = read_graph("concepts.ttl")
    found: dict[str, list[Choice]] = {}
    for subject in graph.subjects(RDF.type, SKOS.Concept):
        if not isinstance(subject, URIRef):
            continue
        scheme, notation = str(subject).removeprefix(CONCEPT).split("/", 1)
        term = _term(graph, subject)
        order = int(str(graph.value(subject, QS_ORDER)))
        found.setdefault(scheme, []).append(
            Choice(str(subject), notation, term.label, term.definition, order)
        )
    return {name: tuple(sorted(items, key=lambda c: c.order)) for name, items in found.items()}


@cache
def scheme_named(name: str) -> Term:
    """Return what the closed list ``name`` is called and what it is for."""
    return _term(read_graph("concepts.ttl"), URIRef(CONCEPT + name))


@cache
def concept_labels() -> dict[str, Text]:
    """Return the label of every concept of the closed lists by IRI."""
    return {choice.iri: choice.label for items in schemes().values() for choice in items}
