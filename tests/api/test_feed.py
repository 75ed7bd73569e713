"""A subscriber of the feed has exactly what everybody may have, and loads no page twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_bytes

import pytest
from pyoxigraph import CanonicalizationAlgorithm, RdfFormat, parse
from pyoxigraph import Dataset as Triples
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from api.feed import PAGE
from api.settings import Settings
from graph.dataset import Dataset
from graph.record import MESSAGE
from ontology.terms import BASE, concept_iri
from tests.api.hearings import hearing
from tests.api.readers import NOW, Reader, Run
from tests.api.subscribers import Subscriber, patched
from tests.api.test_moments import unreleased
from tests.graph.samples import accept, measure
from tests.graph.test_publication import shown

FEED = f"{BASE}/feed"
AS = Namespace("https://www.w3.org/ns/activitystreams#")
TREE = Namespace("https://w3id.org/tree#")
LDES = Namespace("https://w3id.org/ldes#")
HERE = "https://daten.example.org/integration"


@contextmanager
def opened(folder: Path) -> Iterator[Dataset]:
    with Dataset.open(
        folder, clock=lambda: NOW, salt=token_bytes, valid_on=NOW.date(), writing=True
    ) as data:
        yield data


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dataset]:
    """Return a data set of two pages and a bit, a third of it internal at some time."""
    with opened(tmp_path_factory.mktemp("long")) as data:
        for number in range(2 * PAGE + 5):
            told = measure(f"M-{number % 20}", label=f"Kurs {number}")
            kind = "internal" if number % 3 == 0 else "public"
            accept(data, shown(told, kind), message=f"{kind} {number}")
        yield data


def test_who_follows_the_feed_has_exactly_the_public_claims(long: Dataset) -> None:
    reader = Subscriber(long)
    assert reader.follow(set()) == reader.public() != set(long.claim_lines())


def test_following_may_be_interrupted_at_any_page(long: Dataset) -> None:
    reader = Subscriber(long)
    lines: set[str] = set()
    for page in reader.pages():
        assert reader.follow(set(lines), reader.at(page["id"])) == reader.public()
        for change in page["orderedItems"]:
            lines = patched(lines, reader.patch(change))


def test_a_deployment_writes_its_own_addresses(long: Dataset) -> None:
    reader = Subscriber(long, Settings(base=HERE))
    found = reader.follow(set())
    assert found == reader.public()
    assert not any(f"<{BASE}/id/" in line for line in found)


def test_nothing_internal_is_in_the_feed(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        accept(data, measure(label="Offen"), message="gesagt")
        accept(data, shown(measure("M-2", label="Geheim"), "internal"), message="verschwiegen")
        accept(data, measure("M-3"), shown(measure("M-4", label="Geheim"), "internal"))
        reader = Subscriber(data)
        everything = "".join(map(reader.patch, reader.changes()))
        everything += reader.get("/feed?page=1").text + reader.get("/feed").text
        assert "Geheim" not in everything
        assert "verschwiegen" not in everything
        assert "gesagt" in everything
        assert concept_iri("visibility", "internal") not in everything
        first, second, third = reader.changes()
        assert (first["summary"], first["actor"]["name"]) == ("gesagt", "operator")
        assert not {"summary", "actor"} & {*second, *third}
        rows = reader.patch(second).split("\n")
        digests = {row.removeprefix("# withheld ") for row in rows if row.startswith("#")}
        leaves = {f"{leaf.role} {leaf.digest}" for leaf in list(data.records())[1].leaves()}
        assert digests == leaves
        assert "M-3" in reader.patch(third)


def test_a_patch_names_itself_and_the_one_before(long: Dataset) -> None:
    reader = Subscriber(long)
    first, second = map(reader.patch, reader.changes()[:2])
    record = list(long.records())[1]
    assert "H prev" not in first
    assert f"H id <{FEED}/1> .\n" in first
    assert f"H id <{FEED}/2> .\nH prev <{FEED}/1> .\n" in second
    assert f'H hash "{record.hash}" .\n' in second


def test_the_feed_is_activitystreams_oldest_first(long: Dataset) -> None:
    reader = Subscriber(long)
    feed = reader.json("/feed")
    assert isinstance(feed["@context"], dict)  # nothing to be loaded from elsewhere
    assert feed["totalItems"] == 2 * PAGE + 5
    assert (feed["first"], feed["last"]) == (f"{FEED}?page=1", f"{FEED}?page=3")
    pages = list(reader.pages())
    assert [page["startIndex"] for page in pages] == [0, PAGE, 2 * PAGE]
    assert [page.get("prev") for page in pages] == [None, f"{FEED}?page=1", f"{FEED}?page=2"]
    assert {page["type"][0] for page in pages} == {"OrderedCollectionPage"}
    changes = reader.changes()
    assert [change["number"] for change in changes] == list(range(1, 2 * PAGE + 6))
    for accept_header in ("application/activity+json", "application/json", "application/ld+json"):
        assert reader.get("/feed", accept=accept_header).json() == feed


def test_one_change_set_is_told_as_its_page_tells_it(long: Dataset) -> None:
    reader = Subscriber(long)
    told = reader.json("/feed/2")
    assert told.pop("@context") == reader.json("/feed")["@context"]
    assert told == reader.changes()[1]
    assert reader.get("/feed/2", accept="application/rdf-patch").text == reader.patch(told)


def test_the_feed_is_an_event_stream(long: Dataset) -> None:
    reader = Subscriber(long)
    root = Graph().parse(data=reader.get("/feed.ttl").content, format="turtle")
    feed = URIRef(FEED)
    assert (feed, RDF.type, LDES.EventStream) in root
    assert root.value(feed, LDES.timestampPath) == AS.published
    assert root.value(feed, TREE.view) == feed
    members: set[str] = set()
    for relation in root.objects(feed, TREE.relation):
        assert root.value(relation, RDF.type) == TREE.GreaterThanOrEqualToRelation
        assert root.value(relation, TREE.path) == AS.published
        node = str(root.value(relation, TREE.node))
        page = Graph().parse(
            data=reader.get(reader.at(node), accept="text/turtle").content, format="turtle"
        )
        since = root.value(relation, TREE.value)
        for member in page.objects(feed, TREE.member):
            published = page.value(member, AS.published)
            assert isinstance(since, Literal)
            assert isinstance(published, Literal)
            assert published >= since
            members.add(str(member))
    assert members == {change["id"] for change in reader.changes()}


@pytest.mark.parametrize("path", ["/feed", "/feed?page=2", "/feed/3"])
def test_all_forms_of_the_feed_say_the_same(path: str, long: Dataset) -> None:
    reader = Subscriber(long)
    told = []
    for form in (RdfFormat.JSON_LD, RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.RDF_XML):
        answer = reader.get(path, accept=form.media_type)
        assert answer.headers["content-type"].startswith(form.media_type)
        found = Triples(parse(answer.content, format=form))
        found.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        told.append(set(map(str, found)))
    assert told[0]
    assert all(found == told[0] for found in told)


def test_a_page_that_has_a_successor_never_changes(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        for number in range(PAGE):
            accept(data, measure(label=f"{number}"))
        reader = Subscriber(data)
        assert reader.get("/feed?page=1").headers["cache-control"] == "no-cache"
        assert "next" not in reader.json("/feed?page=1")
        accept(data, measure("M-2"))
        final = reader.get("/feed?page=1")
        assert "immutable" in final.headers["cache-control"]
        assert final.json()["next"] == f"{FEED}?page=2"
        last = reader.get("/feed?page=2")
        accept(data, measure("M-3"))
        again = reader.get("/feed?page=1")
        assert (again.content, again.headers["etag"]) == (final.content, final.headers["etag"])
        tag = final.headers["etag"]
        assert reader.get("/feed?page=1", if_none_match=tag).status_code == 304
        tag = last.headers["etag"]
        assert reader.get("/feed?page=2", if_none_match=tag).status_code == 200


def test_an_erasure_reaches_who_has_the_page(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        accept(data, measure(), message="Ein Name")
        reader = Subscriber(data)
        before = reader.get("/feed/1")
        patch = reader.get("/feed/1.rdfp")
        data.erase(lambda _, leaf: leaf.role == MESSAGE)
        after = reader.get("/feed/1", if_none_match=before.headers["etag"])
        assert (after.status_code, "Ein Name" in after.text) == (200, False)
        again = reader.get("/feed/1.rdfp", if_none_match=patch.headers["etag"])
        assert again.status_code == 200
        assert "# withheld message " in again.text


@pytest.mark.parametrize("path", ["/feed", "/feed?page=1", "/feed/1", "/feed/1.rdfp", "/feed.ttl"])
def test_the_feed_follows_the_rules_of_the_house(path: str, long: Dataset) -> None:
    reader = Subscriber(long)
    full = reader.get(path)
    assert full.status_code == 200
    head = reader.ask("HEAD", path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == full.headers["etag"]
    assert reader.get(path, if_none_match=full.headers["etag"]).status_code == 304


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("/feed?page=4", 404, "3"),
        ("/feed?page=0", 422, "1"),
        ("/feed?page=x", 422, "x"),
        ("/feed?seite=1", 422, "seite"),
        ("/feed.csv", 404, ".csv"),
        ("/feed.rdfp", 404, ".rdfp"),
        ("/feed/206.rdfp", 404, "205"),
        ("/feed/0", 422, "1"),
        ("/feed/x.rdfp", 422, "x"),
        ("/feed/1.html", 404, ".rdfp"),
        (f"/feed/{'9' * 30}", 404, "205"),
    ],
)
def test_what_is_not_in_the_feed_is_a_problem(
    path: str, status: int, word: str, long: Dataset
) -> None:
    answer = Subscriber(long).get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert word in answer.json()["detail"]


def test_nobody_is_answered_in_a_form_that_there_is_not(long: Dataset) -> None:
    answer = Subscriber(long).get("/feed", accept="image/png")
    assert answer.status_code == 406
    assert Subscriber(long).ask("POST", "/feed").status_code == 405


def test_the_feed_of_nothing_is_empty(empty_reader: Reader) -> None:
    feed = empty_reader.json("/feed")
    assert (feed["totalItems"], feed["relation"], "first" in feed) == (0, [], False)
    assert empty_reader.get("/feed?page=1").status_code == 404
    assert empty_reader.get("/feed/1").status_code == 404


def test_a_finding_is_not_told_before_its_time(copy: Path, run: Run) -> None:
    unreleased(copy, run)
    with hearing(copy) as place:
        token = place.token("HMSI", "coordinator")
        gap = next(iter(place.listed("rule=G02", token)))
        sent = place.post(f"/api/v1/findings/{gap}/deliveries", {}, token)
        assert sent.status_code == 201
        assert place.json("/feed/3")["number"] == 3
        for path in ("/feed/3", "/feed/3.rdfp", "/feed?page=1", "/dump.nq", "/dump.ttl"):
            assert gap not in place.get(path).text
