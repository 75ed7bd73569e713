"""Updates and graphs sent to the data set: claims of who sends them, or nothing at all."""

import resource
import socket
import sys
from urllib.parse import urlsplit

import httpx
import pytest

from tests.sparql.conftest import Served
from tests.sparql.test_queries import ask

UPDATE = {"Content-Type": "application/sparql-update"}
MEASURE = "https://w3id.org/querschnitt/id/measure/M-WIR"
NOTE = "http://www.w3.org/2004/02/skos/core#scopeNote"


def update(client: httpx.Client, text: str, query: str = "") -> httpx.Response:
    return client.post(f"/sparql/update{query}", content=text, headers=UPDATE)


def noted(client: httpx.Client, word: str) -> bool:
    return bool(ask(client, f'ASK {{ <{MEASURE}> <{NOTE}> "{word}"@de }}').json()["boolean"])


def insert(word: str) -> str:
    return f'INSERT DATA {{ <{MEASURE}> <{NOTE}> "{word}"@de }}'


def test_an_insertion_becomes_a_claim_in_a_change_set(
    anybody: httpx.Client, coordinator: httpx.Client
) -> None:
    before = anybody.get("/health/ready").json()["revision"]
    assert not noted(anybody, "eins")
    assert update(coordinator, insert("eins"), "?message=Hinweis%20eins").status_code == 204
    assert noted(anybody, "eins")
    assert anybody.get("/health/ready").json()["revision"] == before + 1
    who = f"""SELECT ?claim ?by WHERE {{
      GRAPH ?claim {{ <{MEASURE}> <{NOTE}> "eins"@de }}
      GRAPH <https://w3id.org/querschnitt/graph/claims> {{ ?claim prov:wasAttributedTo ?by }}
    }}"""
    (row,) = ask(anybody, who).json()["results"]["bindings"]
    assert row["claim"]["value"].startswith("https://w3id.org/querschnitt/id/claim/update.O-HMSI")
    assert row["by"]["value"].endswith("/O-HMSI-19")
    shown = anybody.get("/doc/measure/M-WIR", headers={"Accept": "application/json"})
    assert shown.status_code == 200


def test_a_claim_made_here_has_an_address_and_says_whose_it_is(
    anybody: httpx.Client, coordinator: httpx.Client
) -> None:
    update(coordinator, insert("wessen"))
    query = f'SELECT ?g {{ GRAPH ?g {{ <{MEASURE}> <{NOTE}> "wessen"@de }} }}'
    found = [row["g"]["value"] for row in ask(anybody, query).json()["results"]["bindings"]]
    (claim,) = (name for name in found if "/id/claim/" in name)
    key = claim.rpartition("/")[2]
    led = anybody.get(f"/id/claim/{key}", follow_redirects=True)
    assert (led.status_code, led.json()["key"]) == (200, key)
    assert led.json()["said_by"]["key"] == "O-HMSI-19"
    page = anybody.get("/doc/measure/M-WIR", headers={"Accept": "text/html"}).text
    assert "Angabe von: Hessisches Ministerium" in page


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('INSERT DATA { <../id/measure/M-NEVER> <x:y> "z" }', "M-NEVER"),
        (f"INSERT DATA {{ <{MEASURE}> qs:fieldd <../id/field/F-SB> }}", "def#fieldd"),
        (f'INSERT DATA {{ <{MEASURE}-2> skos:prefLabel "Tippfehler"@de }}', "M-WIR-2"),
    ],
)
def test_what_would_say_nothing_is_refused(
    anybody: httpx.Client, coordinator: httpx.Client, text: str, found: str
) -> None:
    before = anybody.get("/health/ready").json()["revision"]
    text = text.replace("<../", "<https://w3id.org/querschnitt/")
    answer = update(coordinator, text)
    assert answer.status_code == 422
    assert found in answer.json()["detail"]
    assert anybody.get("/health/ready").json()["revision"] == before


def test_own_claims_can_be_taken_back_and_leave_nothing(
    anybody: httpx.Client, coordinator: httpx.Client
) -> None:
    update(coordinator, insert("zwei"))
    gone = update(coordinator, f"DELETE WHERE {{ <{MEASURE}> <{NOTE}> ?x }}")
    assert gone.status_code == 204
    assert not noted(anybody, "zwei")
    left = 'ASK { GRAPH ?g { ?claim a qs:Claim } FILTER(CONTAINS(STR(?claim), "/claim/update.")) }'
    assert ask(anybody, left).json()["boolean"] is False


@pytest.mark.skipif(sys.platform != "linux", reason="other systems cannot limit another process")
def test_without_room_on_the_disk_nothing_changes_and_the_sender_is_told(
    served: Served, anybody: httpx.Client, coordinator: httpx.Client
) -> None:
    before = anybody.get("/health/ready").json()["revision"]
    full = (served.folder / "log").stat().st_size + 10
    unlimited = resource.prlimit(served.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(served.pid, resource.RLIMIT_FSIZE, (full, unlimited[1]))
    try:
        answer = update(coordinator, insert("voll"))
    finally:
        resource.prlimit(served.pid, resource.RLIMIT_FSIZE, unlimited)
    assert answer.status_code == 507
    assert answer.json()["title"] == "Kein Platz auf dem Datenträger"
    assert not noted(anybody, "voll")
    assert anybody.get("/health/ready").json()["revision"] == before
    assert update(coordinator, insert("voll")).status_code == 204
    assert noted(anybody, "voll")


def test_what_others_claim_cannot_be_removed(coordinator: httpx.Client) -> None:
    answer = update(coordinator, f"DELETE WHERE {{ <{MEASURE}> skos:prefLabel ?label }}")
    assert answer.status_code == 403
    assert "/id/claim/measures.M-WIR" in answer.json()["detail"]


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { GRAPH <https://w3id.org/querschnitt/graph/current> { <x:a> <x:b> 1 } }",
        "INSERT DATA { GRAPH <https://w3id.org/querschnitt/id/claim/x> { <x:a> <x:b> 1 } }",
        "CLEAR GRAPH <https://w3id.org/querschnitt/graph/current>",
        "DROP ALL",
        "WITH <https://w3id.org/querschnitt/graph/claims> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_graphs_are_not_written_directly(
    coordinator: httpx.Client, anybody: httpx.Client, text: str
) -> None:
    before = anybody.get("/health/ready").json()["content_hash"]
    assert update(coordinator, text).status_code == 403
    assert anybody.get("/health/ready").json()["content_hash"] == before


def test_what_the_shapes_refuse_is_not_recorded_and_nothing_of_it(
    coordinator: httpx.Client, anybody: httpx.Client
) -> None:
    before = anybody.get("/health/ready").json()
    wrong = insert("drei") + f' ; INSERT DATA {{ <{MEASURE}> schema:startDate "bald" }}'
    answer = update(coordinator, wrong)
    assert answer.status_code == 422, answer.text
    assert not noted(anybody, "drei")
    assert anybody.get("/health/ready").json() == before


def test_blank_nodes_are_refused(coordinator: httpx.Client) -> None:
    answer = update(coordinator, f"INSERT DATA {{ <{MEASURE}> skos:related [ a qs:Measure ] }}")
    assert answer.status_code == 400


def test_only_the_coordinator_updates(served: Served, anybody: httpx.Client) -> None:
    refused = update(anybody, insert("vier"))
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
    with served.client(served.representative) as representative:
        assert update(representative, insert("vier")).status_code == 403
    with served.client("qs_nobody") as nobody:
        assert update(nobody, insert("vier")).status_code == 401
        assert ask(nobody, "ASK {}").status_code == 401
    assert not noted(anybody, "vier")


def test_an_update_is_sent_by_post_to_its_own_address(
    coordinator: httpx.Client, anybody: httpx.Client
) -> None:
    assert anybody.get("/sparql/update", params={"update": insert("x")}).status_code == 405
    assert anybody.post("/sparql", data={"update": insert("x")}).status_code == 400
    assert coordinator.post("/sparql/update", content=insert("x")).status_code == 415
    options = anybody.options("/sparql/update")
    assert options.headers["allow"] == "POST, OPTIONS"


def test_an_upload_that_breaks_off_is_not_carried_out(
    served: Served, anybody: httpx.Client, coordinator: httpx.Client
) -> None:
    body = insert("abgebrochen").encode()
    place = urlsplit(served.address)
    head = (
        f"POST /sparql/update HTTP/1.1\r\nHost: {place.netloc}\r\n"
        f"Authorization: Bearer {served.coordinator}\r\n"
        f"Content-Type: application/sparql-update\r\nContent-Length: {len(body) + 10}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", place.port or 0)) as line:
        line.sendall(head.encode() + body)
    assert update(coordinator, insert("danach")).status_code == 204
    assert noted(anybody, "danach")
    assert not noted(anybody, "abgebrochen")


def test_a_graph_is_read_directly_and_written_only_as_a_claim(
    coordinator: httpx.Client, anybody: httpx.Client
) -> None:
    turtle = {"Accept": "application/n-triples"}
    inferred = {"graph": "https://w3id.org/querschnitt/graph/inferred"}
    read = anybody.get("/rdf-graph-store", params=inferred, headers=turtle)
    assert read.status_code == 200
    assert read.text.count("\n") > 10
    assert anybody.get("/rdf-graph-store", params={"graph": "http://x.example/"}).status_code == 404
    assert anybody.get("/rdf-graph-store?default&graph=x:y").status_code == 400
    sent = {"Content-Type": "text/turtle"}
    body = f'<{MEASURE}> <{NOTE}> "fünf"@de .'.encode()
    assert anybody.post("/rdf-graph-store?default", content=body, headers=sent).status_code == 401
    for method in ("PUT", "POST", "DELETE"):
        answer = coordinator.request(
            method, "/rdf-graph-store", params=inferred, content=body, headers=sent
        )
        assert answer.status_code == 403
    posted = coordinator.post("/rdf-graph-store?default", content=body, headers=sent)
    assert posted.status_code == 204
    assert noted(anybody, "fünf")
    wrong = coordinator.post("/rdf-graph-store?default", content=b"<a", headers=sent)
    assert wrong.status_code == 400
    unknown = coordinator.post(
        "/rdf-graph-store?default", content=b"x", headers={"Content-Type": "text/plain"}
    )
    assert unknown.status_code == 415
