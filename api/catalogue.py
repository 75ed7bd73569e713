"""What there is to have here: the data set as DCAT-AP.de 3.0 and VoID, with its documents.

Each value of a controlled list says which list it is from, so that the description can be checked
without loading the lists.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from api.addresses import Addresses
from api.dumps import DUMPS, GZIP, Wanted
from api.linked import Node
from api.negotiation import JSON_LD
from api.settings import Settings
from graph.model import Source
from graph.overview import Overview
from graph.record import stamp
from ontology.messages import both
from ontology.terms import PREFIXES, thing_iri
from ontology.vocabulary import Text

CATALOGUE = "/catalog"
DATASET = f"{CATALOGUE}#dataset"
SPARQL = "/sparql"
EU = "http://publications.europa.eu/resource/authority/"
IANA = "https://www.iana.org/assignments/media-types/"
LICENCES = "http://dcat-ap.de/def/licenses"
FILE_TYPES = {"nq": "RDF_N_QUADS", "trig": "RDF_TRIG", "ttl": "RDF_TURTLE", "jsonld": "JSON_LD"}
CONTEXT: dict[str, str] = {
    **{name: PREFIXES[name] for name in ("dcat", "dcterms", "foaf", "owl", "prov", "rdfs")},
    **{name: PREFIXES[name] for name in ("skos", "xsd")},
    "dcatap": "http://data.europa.eu/r5r/",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
}


@dataclass(frozen=True, slots=True)
class Described:
    """What the catalogue tells about: everybody's view of the data, and since when there is one."""

    title: Text
    overview: Overview
    sources: tuple[Source, ...]
    revision: int
    content_hash: str
    issued: datetime | None
    modified: datetime | None


class Catalogue:
    """Describes ``data`` with the addresses and settings of this deployment."""

    def __init__(self, data: Described, settings: Settings, addresses: Addresses) -> None:
        self._data, self._settings, self._addresses = data, settings, addresses

    def document(self) -> Node:
        """Return the catalogue, the data set, its files, its query service and documents."""
        files = list(self._distributions())
        graph = [
            self._catalogue(),
            self._dataset(files) | self._statistics(),
            *files,
            self._service(),
            *map(self._document, self._data.sources),
            *self._shared(),
        ]
        return {"@context": CONTEXT, "@graph": graph}

    def _here(self, path: str) -> Node:
        return {"@id": self._addresses.of(path)}

    def _own(self, name: str) -> Node:
        return self._here(f"{CATALOGUE}#{name}")

    def _common(self, title: Text, about: Text) -> Node:
        found: Node = {
            "dcterms:title": _words(title),
            "dcterms:description": _words(about),
            "dcterms:publisher": self._own("publisher"),
            "dcterms:language": [_listed("language/DEU", "dcterms:LinguisticSystem")],
        }
        for name, when in (("issued", self._data.issued), ("modified", self._data.modified)):
            if when:
                found[f"dcterms:{name}"] = _typed(stamp(when), "dateTime")
        if self._data.overview.areas:
            areas = self._data.overview.areas
            found["dcterms:spatial"] = [{"@id": a, "@type": "dcterms:Location"} for a in areas]
        return found

    def _catalogue(self) -> Node:
        title = both("catalogue.title", title=self._data.title.de)
        title = Text(title.de, both("catalogue.title", title=self._data.title.en).en)
        return {
            **self._here(CATALOGUE),
            "@type": "dcat:Catalog",
            **self._common(title, both("catalogue.about")),
            "foaf:homepage": self._here("/"),
            "dcterms:license": self._licence(),
            "dcat:themeTaxonomy": {"@id": f"{EU}data-theme", "@type": "skos:ConceptScheme"},
            "dcat:dataset": self._here(DATASET),
            "dcat:service": self._own("sparql"),
        }

    def _dataset(self, files: list[Node]) -> Node:
        words = self._data.overview.words or both("dataset.about").de
        return {
            **self._here(DATASET),
            "@type": ["dcat:Dataset", "void:Dataset"],
            **self._common(self._data.title, Text(words, both("dataset.about").en)),
            "dcterms:identifier": self._addresses.of(DATASET),
            "dcat:version": str(self._data.revision),
            "dcat:contactPoint": self._own("contact"),
            "dcat:landingPage": self._here("/"),
            "dcat:theme": [_listed("data-theme/GOVE", "skos:Concept")],
            "dcterms:accrualPeriodicity": _listed("frequency/IRREG", "dcterms:Frequency"),
            "dcterms:accessRights": _listed("access-right/PUBLIC", "dcterms:RightsStatement"),
            "dcterms:license": self._licence(),
            "dcat:distribution": [{"@id": file["@id"]} for file in files],
            "prov:wasDerivedFrom": [
                {"@id": self._addresses.iri(source.document.iri)} for source in self._data.sources
            ],
            "void:dataDump": [self._here(f"/dump.{name}") for name in _files()],
            "void:sparqlEndpoint": self._here(SPARQL),
            "void:uriSpace": self._addresses.iri(thing_iri("", "").rstrip("/") + "/"),
            "void:rootResource": self._here(CATALOGUE),
        }

    def _statistics(self) -> Node:
        found = self._data.overview
        return {
            "void:triples": _number(found.triples),
            "void:entities": _number(found.entities),
            "void:distinctSubjects": _number(found.entities),
            "void:distinctObjects": _number(found.objects),
            "void:classes": _number(len(found.classes)),
            "void:properties": _number(len(found.relations)),
            "void:vocabulary": [{"@id": used} for used in _vocabularies(found)],
            "void:classPartition": [
                {"void:class": {"@id": name}, "void:entities": _number(count)}
                for name, count in found.classes.items()
            ],
            "void:propertyPartition": [
                {"void:property": {"@id": name}, "void:triples": _number(count)}
                for name, count in found.relations.items()
            ],
        }

    def _distributions(self) -> Iterable[Node]:
        for name in _files():
            wanted = Wanted.of(name)
            words = both("dump.complete" if wanted.complete else "dump.in_force")
            yield self._file(name, f"/dump.{name}", wanted, words)
        if self._data.revision:
            path, wanted = f"/dump/{self._data.content_hash}.nq.gz", Wanted.of("nq.gz")
            yield self._file("edition", path, wanted, both("dump.edition"))
        feed = self._distribution("feed", "/feed", "feed", both("feed.about"))
        yield feed | _format(FILE_TYPES["jsonld"], JSON_LD.media_type)
        query = self._distribution("query", SPARQL, "SPARQL", both("sparql.about"))
        yield query | {"dcat:accessService": self._own("sparql")}

    def _file(self, name: str, path: str, wanted: Wanted, about: Text) -> Node:
        found = self._distribution(name, path, path.rpartition("/")[2], about)
        found["dcat:downloadURL"] = self._here(path)
        if wanted.packed:
            found["dcat:compressFormat"] = _media(GZIP)
        return found | _format(FILE_TYPES[wanted.form], DUMPS[wanted.form].media_type)

    def _distribution(self, name: str, path: str, title: str, about: Text) -> Node:
        return {
            **self._own(name),
            "@type": "dcat:Distribution",
            "dcterms:title": _words(Text(title, title)),
            "dcterms:description": _words(about),
            "dcat:accessURL": self._here(path),
            "dcterms:license": self._licence(),
            "dcatde:licenseAttributionByText": _words(self._publisher()),
            "dcatap:availability": _listed("planned-availability/AVAILABLE", "skos:Concept"),
        }

    def _service(self) -> Node:
        return {
            **self._own("sparql"),
            "@type": "dcat:DataService",
            **self._common(both("sparql.title"), both("sparql.about")),
            "dcat:contactPoint": self._own("contact"),
            "dcat:endpointURL": self._here(SPARQL),
            "dcat:servesDataset": self._here(DATASET),
            "dcterms:license": self._licence(),
            "dcterms:accessRights": _listed("access-right/PUBLIC", "dcterms:RightsStatement"),
        }

    def _document(self, source: Source) -> Node:
        iri = source.document.iri
        licence = self._data.overview.licences.get(iri, "")
        found: Node = {
            "@id": self._addresses.iri(iri),
            "@type": "foaf:Document",
            "dcterms:title": _words(source.document.label),
            "dcterms:rights": self._own("licensed" if licence else "reserved"),
        }
        told = {
            "dcterms:issued": source.date,
            "dcterms:creator": {"@type": "foaf:Agent", "foaf:name": source.publisher},
            "dcterms:license": {"@id": licence},
            "foaf:page": {"@id": source.url},
        }
        given = (source.date, source.publisher, licence, source.url)
        pairs = zip(told.items(), given, strict=True)
        return found | {name: said for (name, said), known in pairs if known}

    def _shared(self) -> Iterable[Node]:
        yield {
            **self._own("publisher"),
            "@type": "foaf:Agent",
            "foaf:name": _words(self._publisher()),
        }
        address = self._settings.contact or self._addresses.of("/")
        kind = "vcard:hasEmail" if address.startswith("mailto:") else "vcard:hasURL"
        yield {
            **self._own("contact"),
            "@type": ["vcard:Kind", "vcard:Organization"],
            "vcard:fn": self._publisher().de,
            kind: {"@id": address},
        }
        for name in ("reserved", "licensed"):
            words = _words(both(f"rights.{name}"))
            yield {**self._own(name), "@type": "dcterms:RightsStatement", "rdfs:label": words}

    def _publisher(self) -> Text:
        name = self._settings.publisher
        return Text(name, name) if name else both("catalogue.publisher")

    def _licence(self) -> Node:
        found: Node = {"@id": self._settings.license, "@type": "dcterms:LicenseDocument"}
        listed = self._settings.license.startswith(LICENCES)
        return found | ({"skos:inScheme": {"@id": LICENCES}} if listed else {})


def _files() -> list[str]:
    return [f"{form}{packing}" for form in DUMPS for packing in ("", ".gz")]


def _format(file_type: str, media_type: str) -> Node:
    kind = _listed(f"file-type/{file_type}", "dcterms:MediaTypeOrExtent")
    return {"dcterms:format": kind, "dcat:mediaType": _media(media_type)}


def _media(name: str) -> Node:
    return {"@id": IANA + name, "@type": "dcterms:MediaType"}


def _listed(name: str, kind: str) -> Node:
    scheme = name.partition("/")[0]
    return {"@id": EU + name, "@type": kind, "skos:inScheme": {"@id": EU + scheme}}


def _words(text: Text) -> list[Node]:
    found = {"de": text.de, "en": text.en}
    return [{"@value": found[language], "@language": language} for language in found]


def _typed(value: str, datatype: str) -> Node:
    return {"@value": value, "@type": f"xsd:{datatype}"}


def _number(count: int) -> Node:
    return _typed(str(count), "integer")


def _vocabularies(found: Overview) -> list[str]:
    """Return the vocabularies that classes and relations in use are from."""
    used = (*found.classes, *found.relations)
    return sorted({start for start in PREFIXES.values() if any(u.startswith(start) for u in used)})
