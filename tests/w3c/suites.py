"""The W3C's SPARQL 1.1 test suites: other people's data, read from where they lie."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

SUITES = Path(__file__).parents[3] / "shared" / "w3c-sparql11"
ABSENT = "not run: ../shared is not here"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")


@dataclass(frozen=True)
class Case:
    """A test of a suite: its folder and name, its manifest, its node, and what kind it is."""

    folder: str
    name: str
    graph: Graph
    node: Node
    kind: str

    def __str__(self) -> str:
        return f"{self.folder}/{self.name}"

    def value(self, relation: URIRef, of: Node | None = None) -> Node | None:
        """Return the one value of ``relation`` of the test, or of a part of it."""
        return self.graph.value(self.node if of is None else of, relation)

    def values(self, relation: URIRef, of: Node | None = None) -> list[Node]:
        """Return all values of ``relation``."""
        return list(self.graph.objects(self.node if of is None else of, relation))

    def listed(self, relation: URIRef, of: Node) -> list[Node]:
        """Return the members of the list that ``relation`` leads to."""
        found = self.value(relation, of)
        return [] if found is None else list(Collection(self.graph, found))


def cases(*manifests: str) -> list[Case]:
    """Return the tests of the ``manifests`` in their order; none if the suites are not here."""
    return [case for name in manifests for case in _cases(SUITES / name)] if SUITES.exists() else []


@cache
def _manifest(path: Path) -> Graph:
    return Graph().parse(path, format="turtle", publicID=path.as_uri())


def _cases(path: Path) -> Iterator[Case]:
    graph = _manifest(path)
    for manifest in graph.subjects(RDF.type, MF.Manifest):
        entries = graph.value(manifest, MF.entries)
        for node in Collection(graph, entries) if entries else ():
            kind = str(graph.value(node, RDF.type)).rpartition("#")[2]
            name = str(node).rpartition("#")[2]
            yield Case(path.parent.name, name, graph, node, kind)


def file_of(node: Node) -> Path:
    """Return the file that an address in a manifest names."""
    return Path(url2pathname(urlsplit(str(node)).path))


def label_of(case: Case, node: Node) -> str:
    """Return what a graph is called."""
    return str(case.graph.value(node, RDFS.label))
