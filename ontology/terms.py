"""The names Python code uses: our terms, the graphs, and the addresses of things."""

from typing import Final

BASE: Final = "https://w3id.org/querschnitt"
NAMESPACE: Final = f"{BASE}/def#"
CONCEPT: Final = f"{BASE}/concept/"

CLAIMS: Final = f"{BASE}/graph/claims"
CURRENT: Final = f"{BASE}/graph/current"
VOCABULARY: Final = f"{BASE}/graph/vocabulary"
INFERRED: Final = f"{BASE}/graph/inferred"

PREFIXES: Final[dict[str, str]] = {
    "qs": NAMESPACE,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "org": "http://www.w3.org/ns/org#",
    "cv": "http://data.europa.eu/m8g/",
    "prov": "http://www.w3.org/ns/prov#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "oa": "http://www.w3.org/ns/oa#",
    "time": "http://www.w3.org/2006/time#",
    "schema": "https://schema.org/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "qb": "http://purl.org/linked-data/cube#",
}

EDTF: Final = "http://id.loc.gov/datatypes/edtf/EDTF"


def expand(name: str) -> str:
    """Return the full IRI of ``prefix:name``; raises ``KeyError`` for an unknown prefix."""
    prefix, local = name.split(":", 1)
    return PREFIXES[prefix] + local


def compact(iri: str) -> str:
    """Return ``prefix:name`` for an IRI of a known vocabulary, otherwise the IRI itself."""
    for prefix, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri


def thing_iri(kind: str, key: str) -> str:
    """Return the address of the thing ``key`` of ``kind``, e.g. kind ``measure``, key ``M-1``."""
    return f"{BASE}/id/{kind}/{key}"


def kind_and_key(iri: str) -> tuple[str, str] | None:
    """Return kind and key of a thing's address, or ``None`` for any other IRI."""
    start = f"{BASE}/id/"
    if not iri.startswith(start) or "/" not in iri.removeprefix(start):
        return None
    kind, key = iri.removeprefix(start).split("/", 1)
    return kind, key


def concept_iri(scheme: str, notation: str) -> str:
    """Return the address of the concept ``notation`` in the list ``scheme``."""
    return f"{CONCEPT}{scheme}/{notation}"
