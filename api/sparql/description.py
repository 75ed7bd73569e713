"""What the SPARQL service can do and where its limits lie (SPARQL 1.1 Service Description)."""

from collections.abc import Iterator

from api.sparql.allowance import Allowance
from api.sparql.protocol import GRAPHS, TABLES
from graph.terms import Term
from ontology.statement import RDF, XSD, Literal, Statement
from ontology.terms import CLAIMS, CURRENT, INFERRED, NAMESPACE, VOCABULARY

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
RESULTS = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
    "trig": "TriG",
    "nq": "N-Quads",
}
NAMED = (CURRENT, VOCABULARY, INFERRED, CLAIMS)


def description(endpoint: str, allowance: Allowance, *, plain: bool) -> list[Statement]:
    """Return the description of the service at ``endpoint``; ``plain`` is a scratch store.

    The limits are our own terms: the standard has none.
    """
    return [Statement(*said) for said in _said(endpoint, allowance, plain=plain)]


def _said(endpoint: str, allowance: Allowance, *, plain: bool) -> Iterator[tuple[str, str, Term]]:
    service, update = f"{endpoint}#service", f"{endpoint}/update#service"
    dataset, graph = f"{endpoint}#dataset", f"{endpoint}#default-graph"
    yield service, f"{RDF}type", f"{SD}Service"
    yield service, f"{SD}endpoint", endpoint
    yield service, f"{SD}supportedLanguage", f"{SD}SPARQL11Query"
    for form in dict.fromkeys(form.suffix for form in (*TABLES, *GRAPHS)):
        yield service, f"{SD}resultFormat", FORMATS + RESULTS[form]
    yield service, f"{SD}defaultDataset", dataset
    yield dataset, f"{RDF}type", f"{SD}Dataset"
    yield dataset, f"{SD}defaultGraph", graph
    yield graph, f"{RDF}type", f"{SD}Graph"
    yield update, f"{RDF}type", f"{SD}Service"
    yield update, f"{SD}endpoint", f"{endpoint}/update"
    yield update, f"{SD}supportedLanguage", f"{SD}SPARQL11Update"
    yield update, f"{SD}defaultDataset", dataset
    for name in () if plain else NAMED:
        named = f"{endpoint}#{name.rpartition('/')[2]}"
        yield dataset, f"{SD}namedGraph", named
        yield named, f"{RDF}type", f"{SD}NamedGraph"
        yield named, f"{SD}name", name
        yield named, f"{SD}graph", f"{named}-graph"
        yield f"{named}-graph", f"{RDF}type", f"{SD}Graph"
    yield from _limits(service, allowance)


def _limits(service: str, allowance: Allowance) -> Iterator[tuple[str, str, Term]]:
    limits: dict[str, float] = {
        "secondsPerQuery": allowance.seconds,
        "rowsPerAnswer": allowance.rows,
        "bytesPerAnswer": allowance.bytes,
        "bytesOfMemory": allowance.memory,
        "queriesAtOnce": allowance.of_one,
        "longQueriesAtOnce": allowance.at_once,
        "quickQueriesBeside": allowance.quick,
        "queriesWaiting": allowance.waiting,
        "secondsPerMinute": allowance.budget,
    }
    for name, limit in limits.items():
        text = f"{limit:f}".rstrip("0").rstrip(".") if isinstance(limit, float) else str(limit)
        kind = "decimal" if isinstance(limit, float) else "integer"
        yield service, f"{NAMESPACE}{name}", Literal(text, f"{XSD}{kind}")
