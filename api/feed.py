"""The change feed: what everybody may see of every change set, kept ready for subscribers.

Pages hold change sets from the oldest on, so that a page that has a successor never changes again
(unless something is erased). The documents are ActivityStreams 2.0 and LDES at once.
"""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from threading import RLock
from typing import NamedTuple
from urllib.parse import quote

from api.addresses import Addresses
from api.catalogue import DATASET
from api.linked import Node
from api.negotiation import RDF_PATCH
from api.spool import Spool, no_room
from graph.dataset import Dataset
from graph.publication import Publication, Publisher
from graph.record import stamp
from ontology.messages import both
from ontology.terms import PREFIXES

PAGE = 100  # change sets
NOT_BEGUN = -1
FEED = "/feed"
TIME = "as:published"
PREFIX = {
    "as": "https://www.w3.org/ns/activitystreams#",
    "tree": "https://w3id.org/tree#",
    "ldes": "https://w3id.org/ldes#",
    **{name: PREFIXES[name] for name in ("dcterms", "schema", "xsd")},
}
_LINK = {"@type": "@id"}
CONTEXT: Node = {
    **PREFIX,
    "id": "@id",
    "type": "@type",
    **{
        name: f"as:{name}"
        for name in ("Group", "Link", "OrderedCollection", "OrderedCollectionPage", "Update")
    },
    **{name: {"@id": f"as:{name}", **_LINK} for name in ("actor", "first", "href", "last")},
    **{name: {"@id": f"as:{name}", **_LINK} for name in ("next", "object", "partOf", "prev")},
    "url": {"@id": "as:url", **_LINK},
    "orderedItems": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "name": "as:name",
    "nameMap": {"@id": "as:name", "@container": "@language"},
    "summary": "as:summary",
    "mediaType": "as:mediaType",
    "published": {"@id": TIME, "@type": "xsd:dateTime"},
    "totalItems": {"@id": "as:totalItems", "@type": "xsd:nonNegativeInteger"},
    "startIndex": {"@id": "as:startIndex", "@type": "xsd:nonNegativeInteger"},
    "number": {"@id": "schema:position", "@type": "xsd:integer"},
    "hash": "dcterms:identifier",
    "sha256": "schema:sha256",
    "EventStream": "ldes:EventStream",
    "timestampPath": {"@id": "ldes:timestampPath", **_LINK},
    "Node": "tree:Node",
    "Relation": "tree:Relation",
    "GreaterThanOrEqualToRelation": "tree:GreaterThanOrEqualToRelation",
    **{name: {"@id": f"tree:{name}", **_LINK} for name in ("member", "node", "path", "relation")},
    "view": {"@id": "tree:view", **_LINK},
    "value": {"@id": "tree:value", "@type": "xsd:dateTime"},
}


class Entry(NamedTuple):
    """A change set in the feed.

    ``hash`` is its own; its patch has the SHA-256 ``sha256`` and stands in the spool from
    ``start`` on.
    """

    number: int
    time: datetime
    hash: str
    author: str | None
    message: str | None
    sha256: str
    start: int
    size: int


class Feed:
    """All change sets of ``dataset`` as everybody may see them, brought up to date when asked."""

    def __init__(self, dataset: Dataset, addresses: Addresses) -> None:
        self._dataset, self._addresses = dataset, addresses
        self._lock = RLock()
        self._erasures = NOT_BEGUN

    def _begin(self) -> None:
        self._erasures = self._dataset.erasures
        self._entries: list[Entry] = []
        self._spool = Spool()
        self._publisher = Publisher(self._dataset.records)

    def entries(self) -> list[Entry]:
        """Return the change sets, oldest first; callers must not change the list.

        Raises ``ProblemError`` when there is no room for their patches.
        """
        with self._lock:
            try:
                if self._erasures != self._dataset.erasures:
                    self._begin()
                self._catch_up()
            except OSError as error:
                self._erasures = NOT_BEGUN
                raise no_room(error) from error
            return self._entries

    def _catch_up(self) -> None:
        if len(self._entries) < self._dataset.revision:
            for record in self._dataset.records():
                if record.number > len(self._entries):
                    self._add(self._publisher.follow(record))

    def _add(self, told: Publication) -> None:
        start, patch = self._spool.size, "".join(self._patch(told)).encode("utf-8")
        self._spool.append(patch)
        digest, size = sha256(patch).hexdigest(), len(patch)
        known = (told.number, told.time, told.hash, told.author, told.message)
        self._entries.append(Entry(*known, digest, start, size))

    def _patch(self, told: Publication) -> Iterator[str]:
        """Yield the lines of the RDF Patch; digests of what it does not tell are remarks."""
        yield f"H id <{self.address(told.number)}> .\n"
        if told.number > 1:
            yield f"H prev <{self.address(told.number - 1)}> .\n"
        yield f'H time "{stamp(told.time)}"^^<{PREFIXES["xsd"]}dateTime> .\n'
        yield f'H hash "{told.hash}" .\n'
        yield from (f"# withheld {digest}\n" for digest in told.digests)
        yield "TX .\n"
        yield from (f"D {line}\n" for line in self._addresses.lines(told.change.removed))
        yield from (f"A {line}\n" for line in self._addresses.lines(told.change.added))
        yield "TC .\n"

    def patch(self, entry: Entry) -> Iterator[bytes]:
        """Return the RDF Patch of a change set, piece by piece."""
        return self._spool.chunks(entry.start, entry.size)

    def address(self, number: int) -> str:
        """Return the address of a change set."""
        return self._addresses.of(f"{FEED}/{number}")

    def page_address(self, page: int) -> str:
        """Return the address of a page."""
        return self._addresses.of(f"{FEED}?page={page}")

    def whole(self) -> Node:
        """Return the feed: how many change sets there are, and its pages by time."""
        entries, pages = self.entries(), self.pages()
        ends = {"first": self.page_address(1), "last": self.page_address(pages)} if pages else {}
        name = both("feed.name")
        return {
            "@context": CONTEXT,
            "id": self._addresses.of(FEED),
            "type": ["OrderedCollection", "EventStream", "Node"],
            "nameMap": {"de": name.de, "en": name.en},
            "totalItems": len(entries),
            **ends,
            "timestampPath": TIME,
            "view": self._addresses.of(FEED),
            "relation": [self._since(page) for page in range(1, pages + 1)],
        }

    def _since(self, page: int) -> Node:
        earliest = min(entry.time for entry in self._on(page))  # a clock may have been set back
        relation: Node = {"type": "GreaterThanOrEqualToRelation", "path": TIME}
        return relation | {"value": stamp(earliest), "node": self.page_address(page)}

    def pages(self) -> int:
        """Return how many pages there are."""
        return -(-len(self.entries()) // PAGE)

    def is_final(self, page: int) -> bool:
        """Return whether a page will never change again: it has a successor."""
        return page < self.pages()

    def page(self, page: int) -> Node:
        """Return one page, the oldest being the first."""
        entries = self._on(page)
        whole = self._addresses.of(FEED)
        found: Node = {
            "@context": CONTEXT,
            "id": self.page_address(page),
            "type": ["OrderedCollectionPage", "Node"],
            "partOf": {
                "id": whole,
                "view": whole,
                "member": [self.address(e.number) for e in entries],
            },
            "startIndex": (page - 1) * PAGE,
            "orderedItems": [self.activity(entry) for entry in entries],
        }
        if page > 1:
            found["prev"] = self.page_address(page - 1)
        if self.is_final(page):
            found["next"] = self.page_address(page + 1)
            found["relation"] = {"type": "Relation", "node": self.page_address(page + 1)}
        return found

    def _on(self, page: int) -> list[Entry]:
        return self.entries()[(page - 1) * PAGE : page * PAGE]

    def activity(self, entry: Entry) -> Node:
        """Return one change set; author and message only where everybody may know them."""
        address = self.address(entry.number)
        told: Node = {
            "id": address,
            "type": "Update",
            "number": entry.number,
            "published": stamp(entry.time),
            "hash": entry.hash,
            "object": self._addresses.of(DATASET),
            "url": {
                "id": f"{address}#patch",
                "type": "Link",
                "href": f"{address}.{RDF_PATCH.suffix}",
                "mediaType": RDF_PATCH.media_type,
                "sha256": entry.sha256,
            },
        }
        if entry.author is not None:
            role = {"id": self._addresses.of(f"{FEED}#{quote(entry.author)}"), "type": "Group"}
            told["actor"] = role | {"name": entry.author}
        return told | ({} if entry.message is None else {"summary": entry.message})
