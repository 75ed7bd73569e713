"""The catalogue is valid, true and the same in every form."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as engine
import pyshacl
import pytest
from pyoxigraph import RdfFormat
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, PROV, SKOS, VOID

from api.app import create_app
from api.settings import LICENSE, Settings
from ontology.terms import BASE, thing_iri
from tests.api.readers import NOW, Reader, Run, open_dataset

SHAPES = "standards/dcat-ap-de-3.0"
DATASET = URIRef(f"{BASE}/catalog#dataset")
FORMS = {
    "/catalog.ttl": RdfFormat.TURTLE,
    "/catalog.jsonld": RdfFormat.JSON_LD,
    "/catalog.nt": RdfFormat.N_TRIPLES,
    "/catalog.rdf": RdfFormat.RDF_XML,
    "/.well-known/void": RdfFormat.TURTLE,
}
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
PLACES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": str(DCAT),
    "dcatap": "http://data.europa.eu/r5r/",
    "dcterms": str(DCTERMS),
    "foaf": str(FOAF),
    "prov": str(PROV),
    "skos": str(SKOS),
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": str(VCARD),
}
SETTINGS = Settings(
    base="https://daten.example.org/integration",
    license="https://creativecommons.org/publicdomain/zero/1.0/",
    publisher="Musterministerium",
    contact="mailto:daten@example.org",
)


def graph(reader: Reader, path: str = "/catalog.ttl") -> Graph:
    answer = reader.get(path)
    assert answer.status_code == 200, answer.text
    return Graph().parse(data=answer.content, format="turtle")


def canonical(reader: Reader, path: str) -> set[str]:
    """Return the triples at ``path`` with blank nodes named canonically."""
    found = engine.Dataset(engine.parse(reader.get(path).content, format=FORMS[path]))
    found.canonicalize(engine.CanonicalizationAlgorithm.RDFC_1_0)
    return set(map(str, found))


def readers(filled: Path, empty: Path) -> dict[str, Reader]:
    return {
        name: Reader(create_app(open_dataset(folder), settings, lambda: NOW))
        for name, folder, settings in (
            ("built-in data", filled, Settings()),
            ("own settings", filled, SETTINGS),
            ("no data", empty, Settings()),
        )
    }


@pytest.mark.parametrize("name", ["built-in data", "own settings", "no data"])
def test_the_catalogue_is_valid_by_all_official_shapes(
    name: str, filled: Path, tmp_path: Path, shared: Path
) -> None:
    files = sorted((shared / SHAPES).glob("*.ttl"))
    assert len(files) == 5
    shapes = Graph()
    for file in files:
        shapes.parse(file)
    found = graph(readers(filled, tmp_path / "none")[name])
    conforms, _, text = pyshacl.validate(found, shacl_graph=shapes)
    # The only rule that is a recommendation asks for a licence from the list of DCAT-AP.de.
    left = re.findall(r"^\s*Message: (.+)$", str(text), re.M)
    assert conforms or (name == "own settings" and all("dcterms:license SOLL" in x for x in left))


def term(name: str) -> URIRef:
    prefix, _, local = name.partition(":")
    return URIRef(PLACES[prefix] + local)


def rules(shared: Path) -> list[tuple[str, ...]]:
    """Return the rules of the European profile as the German file words them.

    Class, relation, and what is asked: once at least, once at most, or a class.
    """
    text = (shared / SHAPES / "dcat-ap-SHACL-DE.ttl").read_text(encoding="utf-8")
    worded = re.findall(r'message "(\w+:\w+): (\w+:\w+) (MUSS|DARF) (.+?)"', text)
    return [
        (kind, relation, said)
        for kind, relation, _, said in worded
        if said.startswith(("MINDESTEN", "MAXIMAL", "auf eine Klasse"))
        and {kind.split(":")[0], relation.split(":")[0]} <= PLACES.keys()
    ]


def test_the_catalogue_keeps_the_rules_of_the_european_profile(
    reader: Reader, shared: Path
) -> None:
    found, checked = graph(reader), 0
    for kind, relation, said in rules(shared):
        for subject in found.subjects(RDF.type, term(kind)):
            values = list(found.objects(subject, term(relation)))
            if said.startswith("MINDESTEN"):
                assert values, (subject, relation)
            elif said.startswith("MAXIMAL"):
                assert len(values) <= 1, (subject, relation)
            else:
                expected = term(re.findall(r"vom Typ (\w+:\w+)", said)[0])
                assert all((value, RDF.type, expected) in found for value in values), relation
            checked += 1
    assert checked > 200


def test_every_form_and_both_addresses_say_the_same(reader: Reader) -> None:
    told = {path: canonical(reader, path) for path in FORMS}
    assert len(told["/catalog.nt"]) > 1_000
    assert all(found == told["/catalog.nt"] for found in told.values())


def test_the_figures_are_those_of_what_everybody_gets(reader: Reader) -> None:
    found = graph(reader)
    data = Graph().parse(data=reader.get("/dump.ttl").content, format="turtle")
    figures = {
        VOID.triples: len(data),
        VOID.entities: len(set(data.subjects())),
        VOID.distinctObjects: len(set(data.objects())),
        VOID.classes: len(set(data.objects(None, RDF.type))),
        VOID.properties: len(set(data.predicates())),
    }
    for name, count in figures.items():
        assert int(str(found.value(DATASET, name))) == count, name
    for part in found.objects(DATASET, VOID.classPartition):
        used, entities = found.value(part, VOID["class"]), found.value(part, VOID.entities)
        assert len(set(data.subjects(RDF.type, used))) == int(str(entities))
    for part in found.objects(DATASET, VOID.propertyPartition):
        used, stated = found.value(part, VOID.property), found.value(part, VOID.triples)
        assert len(list(data.triples((None, used, None)))) == int(str(stated))


def test_every_file_that_the_catalogue_names_is_there(reader: Reader) -> None:
    found = graph(reader)
    files = {str(url) for url in found.objects(None, DCAT.downloadURL)}
    assert len(files) == 9
    assert {str(url) for url in found.objects(DATASET, VOID.dataDump)} < files
    for url in files:
        answer = reader.get(urlsplit(url.removeprefix(BASE)).path)
        assert answer.status_code == 200
        (file,) = found.subjects(DCAT.downloadURL, URIRef(url))
        media = str(found.value(file, DCAT.mediaType)).removeprefix("https://www.iana.org/")
        named = media.removeprefix("assignments/media-types/")
        packed = found.value(file, DCAT.compressFormat) is not None
        expected = "application/gzip" if packed else named
        assert answer.headers["content-type"].startswith(expected)


def test_the_settings_of_a_deployment_stand_in_its_catalogue(filled: Path) -> None:
    reader = Reader(create_app(open_dataset(filled), SETTINGS, lambda: NOW))
    found = graph(reader)
    dataset = URIRef(f"{SETTINGS.base}/catalog#dataset")
    publisher = found.value(dataset, DCTERMS.publisher)
    assert {str(name) for name in found.objects(publisher, FOAF.name)} == {"Musterministerium"}
    contact = found.value(dataset, DCAT.contactPoint)
    assert found.value(contact, VCARD.hasEmail) == URIRef(SETTINGS.contact)
    assert set(found.objects(None, DCTERMS.license)) == {URIRef(SETTINGS.license)}
    service = found.value(None, RDF.type, DCAT.DataService)
    assert found.value(service, DCAT.endpointURL) == URIRef(f"{SETTINGS.base}/sparql")
    ours = [str(node) for node in found.all_nodes() if str(node).startswith(f"{BASE}/")]
    assert [node for node in ours if not node.startswith((f"{BASE}/def#", f"{BASE}/concept"))] == []


def test_the_usual_licence_is_the_one_on_the_list(reader: Reader) -> None:
    assert set(graph(reader).objects(None, DCTERMS.license)) == {URIRef(LICENSE)}


def test_the_area_is_told_by_the_data(reader: Reader) -> None:
    area = graph(reader).value(DATASET, DCTERMS.spatial)
    assert area == URIRef("http://dcat-ap.de/def/politicalGeocoding/stateKey/06")


def test_every_document_is_there_with_its_rights(copy: Path, run: Run) -> None:
    table = copy.parent / "documents.csv"
    licence = "http://dcat-ap.de/def/licenses/cc-by/4.0"
    table.write_text(f"id,title,license\nX1,Offener Bericht,{licence}\n", encoding="utf-8")
    assert run("import", table, "--data", copy)[0] == 0
    reader = Reader(create_app(open_dataset(copy), Settings(), lambda: NOW))
    found = graph(reader)
    documents = {str(iri) for iri in found.objects(DATASET, PROV.wasDerivedFrom)}
    assert len(documents) == len(reader.items("/api/v1/documents?limit=1000"))
    rights = {iri: found.value(URIRef(iri), DCTERMS.rights) for iri in documents}
    open_ones = {iri for iri, right in rights.items() if str(right).endswith("#licensed")}
    assert open_ones == {thing_iri("document", "X1")}
    assert all(str(right).endswith(("#licensed", "#reserved")) for right in rights.values())
    assert found.value(URIRef(thing_iri("document", "X1")), DCTERMS.license) == URIRef(licence)


@pytest.mark.parametrize("path", ["/catalog", "/.well-known/void"])
def test_the_catalogue_follows_the_rules_of_the_house(path: str, reader: Reader) -> None:
    full = reader.get(path)
    assert full.headers["content-type"].startswith("text/turtle")
    head = reader.ask("HEAD", path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == full.headers["etag"]
    assert reader.get(path, if_none_match=full.headers["etag"]).status_code == 304
    wanted = reader.get(path, accept="application/rdf+xml")
    assert wanted.headers["content-type"].startswith("application/rdf+xml")
    for answer, status in (
        (reader.get(f"{path}.csv"), 404),
        (reader.get(path, accept="image/png"), 406),
        (reader.get(f"{path}?as_of=2020-01-01"), 422),
        (reader.ask("POST", path), 405),
    ):
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"


def test_what_is_internal_does_not_count(copy: Path, run: Run) -> None:
    before = graph(Reader(create_app(open_dataset(copy), Settings(), lambda: NOW)))
    table = copy.parent / "organisations.csv"
    row = "O-GEHEIM,Geheime Stelle,government,internal"
    table.write_text(f"id,name,type,visibility\n{row}\n", encoding="utf-8")
    assert run("import", table, "--data", copy)[0] == 0
    reader = Reader(create_app(open_dataset(copy), Settings(), lambda: NOW))
    after = graph(reader)
    assert after.value(DATASET, VOID.triples) == before.value(DATASET, VOID.triples)
    assert "Geheime" not in reader.get("/catalog").text
