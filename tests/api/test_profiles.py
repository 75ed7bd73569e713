"""Content negotiation by profile: every wish gets what it asks for, and nobody gets more."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from api.app import create_app
from api.settings import Settings
from graph.claims import is_claim
from graph.store import VIEWS
from ontology.profiles import ALTERNATES, FULL, ORG, PLAIN, SKOS, Profile
from ontology.terms import BASE, CLAIMS, expand, thing_iri
from tests.api.readers import NOW, Reader, Run, open_dataset, triples

MEASURE, BODY, FIELD = "/doc/measure/M-WIR", "/doc/body/B-ENQ", "/doc/field/AK-1"
MEMBERSHIP = "/doc/membership/MB-001"
HERE = "https://daten.example.org/integration"
FORMS = {
    "ttl": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
}
RDFLIB = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml", "trig": "trig"}
BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
TURTLE, TRIG, JSON_LD = "text/turtle", "application/trig", "application/ld+json"
UNKNOWN = "https://example.org/unknown"

# Address, Accept, Accept-Profile → profile and media type.
TABLE: list[tuple[str, str, str, Profile, str]] = [
    (MEASURE, BROWSER, "", FULL, "text/html"),
    (MEASURE, "application/json", "", FULL, "application/json"),
    (MEASURE, "text/csv", "", PLAIN, "text/csv"),
    (MEASURE, TURTLE, "", PLAIN, TURTLE),
    (MEASURE, JSON_LD, "", PLAIN, JSON_LD),
    (MEASURE, "application/rdf+xml", "", PLAIN, "application/rdf+xml"),
    (MEASURE, "application/n-triples", "", PLAIN, "application/n-triples"),
    (MEASURE, TRIG, "", FULL, TRIG),
    (MEASURE, JSON_LD, f"<{FULL.iri}>", FULL, JSON_LD),
    (MEASURE, "*/*", f"<{PLAIN.iri}>", PLAIN, "text/csv"),
    (MEASURE, TURTLE, f"<{UNKNOWN}>, <{PLAIN.iri}>;q=0.2", PLAIN, TURTLE),
    (MEASURE, JSON_LD, f"<{PLAIN.iri}>;q=0.5, <{FULL.iri}>;q=0.9", FULL, JSON_LD),
    (MEASURE, TURTLE, f"<{FULL.iri}>, <{PLAIN.iri}>;q=0.1", PLAIN, TURTLE),  # no full Turtle
    (BODY, TURTLE, f"<{ORG.iri}>", ORG, TURTLE),
    (FIELD, JSON_LD, f"<{SKOS.iri}>", SKOS, JSON_LD),
    (MEASURE, TURTLE, f"<{ALTERNATES.iri}>", ALTERNATES, TURTLE),
    (f"{MEASURE}.ttl", BROWSER, "", PLAIN, TURTLE),
    (f"{MEASURE}.jsonld?_profile=full", BROWSER, f"<{PLAIN.iri}>", FULL, JSON_LD),
    (f"{MEASURE}?_profile=plain", TURTLE, "", PLAIN, TURTLE),
    (f"{MEASURE}?_profile={PLAIN.iri}", TURTLE, "", PLAIN, TURTLE),
    (f"{MEASURE}?_profile=plain&_mediatype=ttl", BROWSER, "", PLAIN, TURTLE),
    (f"{MEASURE}?_mediatype=application/ld+json", BROWSER, "", PLAIN, JSON_LD),
    (f"{MEASURE}?_mediatype={TRIG}", BROWSER, "", FULL, TRIG),
    (f"{MEASURE}?_profile=alt", BROWSER, "", ALTERNATES, "text/html"),
    ("/concept/modality?_profile=skos", TURTLE, "", SKOS, TURTLE),
    ("/concept/modality/done", TURTLE, "", PLAIN, TURTLE),
]
REFUSED = [
    (f"{MEASURE}?_profile=org", BROWSER, ""),
    (f"{MEASURE}?_profile=nonsense", BROWSER, ""),
    (f"{MEASURE}?_profile=full", TURTLE, ""),
    (f"{MEASURE}.csv?_profile=full", BROWSER, ""),
    (f"{MEASURE}?_mediatype=image/png", BROWSER, ""),
    (MEASURE, "image/png", ""),
    (MEASURE, "*/*", f"<{SKOS.iri}>"),
    (MEASURE, "*/*", f"<{UNKNOWN}>"),
    (MEASURE, "*/*", f"<{PLAIN.iri}>;q=0"),
]


def asked(reader: Reader, path: str, accept: str, profile: str) -> httpx.Response:
    headers = {"accept": accept} | ({"accept-profile": profile} if profile else {})
    return reader.ask("GET", path, headers)


@pytest.mark.parametrize(("path", "accept", "wanted", "profile", "media_type"), TABLE)
def test_a_wish_gets_its_profile_and_form(  # noqa: PLR0913, PLR0917 - one row of the table
    path: str, accept: str, wanted: str, profile: Profile, media_type: str, reader: Reader
) -> None:
    answer = asked(reader, path, accept, wanted)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-profile"] == f"<{profile.iri}>"
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert f'<{profile.iri}>; rel="profile"' in answer.headers["link"]
    assert "Accept-Profile" in answer.headers["vary"]


@pytest.mark.parametrize(("path", "accept", "wanted"), REFUSED)
def test_a_wish_that_nothing_fits_is_not_acceptable(
    path: str, accept: str, wanted: str, reader: Reader
) -> None:
    answer = asked(reader, path, accept, wanted)
    assert answer.status_code == 406, answer.text
    problem = asked(reader, f"{path}{'&' if '?' in path else '?'}lang=en", "image/png", wanted)
    assert problem.status_code == 406
    assert "possible are" in problem.json()["detail"]


@given(st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=40))
def test_any_wish_is_followed_or_refused(reader: Reader, wish: str) -> None:
    headers = {"accept-profile": wish.encode("latin-1")}
    answer = reader.ask("GET", MEASURE, headers)  # type: ignore[arg-type]  # bytes are allowed
    assert answer.status_code in {200, 406}
    assert reader.ask("GET", MEASURE, params={"_profile": wish}).status_code in {200, 406}


def test_an_entity_tag_belongs_to_one_profile(reader: Reader) -> None:
    plain = asked(reader, MEASURE, JSON_LD, f"<{PLAIN.iri}>")
    headers = {"accept": JSON_LD, "if-none-match": plain.headers["etag"]}
    same = {"accept-profile": f"<{PLAIN.iri}>"}
    other = {"accept-profile": f"<{FULL.iri}>"}
    assert reader.ask("GET", MEASURE, headers | same).status_code == 304
    assert reader.ask("GET", MEASURE, headers | other).status_code == 200


def links(answer: httpx.Response) -> list[tuple[str, Mapping[str, str]]]:
    """Return target and parameters of each link in the header."""
    found = re.findall(r"<([^>]*)>((?:; \w+=\"[^\"]*\")*)", answer.headers["link"])
    return [(target, dict(re.findall(r'(\w+)="([^"]*)"', rest))) for target, rest in found]


# rdflib's own parsers still use what it deprecates.
@pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning")
@pytest.mark.parametrize("path", [MEASURE, BODY, FIELD, MEMBERSHIP, "/concept/modality"])
def test_every_alternate_is_what_it_says(path: str, reader: Reader) -> None:
    answer = reader.get(path)
    every = [(to, said) for to, said in links(answer) if said["rel"] in {"self", "alternate"}]
    assert len(every) > 8
    for to, said in every:
        found = reader.get(to, accept="image/png")
        assert found.status_code == 200, to
        assert found.headers["content-profile"] == f"<{said['profile']}>"
        assert found.headers["content-type"].partition(";")[0] == said["type"]
        suffix = to.partition("?")[0].rpartition(".")[2]
        if suffix in FORMS:
            quads = list(parse(found.content, format=FORMS[suffix]))
            assert quads
            read = rdflib.Dataset() if said["profile"] == FULL.iri else rdflib.Graph()
            read.parse(data=found.content, format=RDFLIB[suffix])
            assert len(read) == len(set(map(str, quads)))
    (me,) = [said for _, said in every if said["rel"] == "self"]
    assert f"<{me['profile']}>" == answer.headers["content-profile"]


def test_the_list_of_alternates_names_the_same_as_the_header(reader: Reader) -> None:
    answer = reader.get(f"{MEASURE}.ttl?_profile=alt")
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    listed = set(graph.objects(predicate=rdflib.DCTERMS.conformsTo))
    told = {said["profile"] for _, said in links(answer) if "profile" in said}
    assert {str(each) for each in listed} == told - {ALTERNATES.iri}
    (usual,) = graph.objects(predicate=rdflib.URIRef(f"{ALTERNATES.iri}#hasDefaultRepresentation"))
    assert str(usual) == f"{BASE}{MEASURE}.html?_profile=full"
    page = reader.get(f"{MEASURE}?_profile=alt", accept=BROWSER).text
    assert "vollständig" in page
    assert 'href="/doc/measure/M-WIR.trig?_profile=full"' in page


def test_links_say_what_it_is_and_keep_the_day(reader: Reader) -> None:
    found = links(reader.get(f"{MEASURE}?valid_on=2016-01-01&page={'x' * 5_000}"))
    by_rel = {said["rel"]: to for to, said in found if "anchor" not in said}
    assert by_rel["describes"] == thing_iri("measure", "M-WIR")
    assert by_rel["type"] == expand("qs:Measure")
    assert by_rel["describedby"] == f"{BASE}/shapes"
    assert f"{MEASURE}.ttl?_profile=plain&valid_on=2016-01-01" in [to for to, _ in found]
    tokens = {said["token"]: said["anchor"] for _, said in found if "token" in said}
    assert tokens == {each.token: each.iri for each in (FULL, PLAIN, ALTERNATES)}


def test_the_lasting_address_keeps_profile_and_form(reader: Reader) -> None:
    answer = reader.get("/id/measure/M-WIR.jsonld?_profile=full")
    place = f"{MEASURE}.jsonld?_profile=full"
    assert (answer.status_code, answer.headers["location"]) == (303, place)
    assert answer.headers["link"] == f'<{place}>; rel="describedby"'


def test_head_tells_the_same_without_a_body(reader: Reader) -> None:
    answer = reader.ask("HEAD", MEASURE, {"accept": TURTLE})
    told = reader.get(MEASURE, accept=TURTLE)
    assert (answer.content, answer.headers["link"]) == (b"", told.headers["link"])
    assert answer.headers["content-profile"] == told.headers["content-profile"]


def things(reader: Reader) -> list[str]:
    """Return the addresses of some things of every kind."""
    names = [name for name, number in _counts(reader).items() if number]
    found = [reader.json(f"/api/v1/{name}?limit=2")["items"] for name in names]
    return [item["reference"]["address"] for items in found for item in items]


def _counts(reader: Reader) -> dict[str, int]:
    known = reader.app.state.moments.live
    return dict(known.counts())


def test_plain_is_exactly_what_is_in_force(reader: Reader) -> None:
    store = reader.app.state.moments.live.store
    places = things(reader)
    assert len(places) > 30
    for place in places:
        iri = BASE + place.replace("/doc/", "/id/")
        held = {line for view in VIEWS for line in store.lines(graph=view, subject=iri)}
        expected = {line.rsplit(" <", 1)[0] for line in held}
        for suffix in ("ttl", "jsonld", "nt", "rdf"):
            told = reader.get(f"{place}.{suffix}?_profile=plain").content
            assert triples(told, FORMS[suffix]) == expected, (place, suffix)


def test_full_is_exactly_the_claims(reader: Reader) -> None:
    store = reader.app.state.moments.live.store
    for place in things(reader):
        claims = [each["iri"] for each in reader.json(f"{place}.json")["claims"]]
        expected = {
            line.removesuffix(" .")
            for claim in claims
            for line in store.lines(graph=claim) + store.lines(graph=CLAIMS, subject=claim)
        }
        for suffix in ("trig", "jsonld"):
            told = reader.get(f"{place}.{suffix}?_profile=full").content
            assert set(map(str, parse(told, format=FORMS[suffix]))) == expected, (place, suffix)
        graphs = {quad.graph_name.value for quad in parse(told, format=RdfFormat.JSON_LD)}
        assert all(is_claim(name) or name == CLAIMS for name in graphs)


@pytest.mark.parametrize(("path", "profile"), [(BODY, ORG), (MEMBERSHIP, ORG), (FIELD, SKOS)])
def test_a_profile_in_the_words_of_others_uses_their_words_alone(
    path: str, profile: Profile, reader: Reader
) -> None:
    graph = rdflib.Graph()
    graph.parse(data=reader.get(f"{path}.ttl?_profile={profile.token}").text, format="turtle")
    starts = [expand(f"{name}:") for name in ("org", "skos", "cv", "time", "rdf", "dcterms")]
    assert all(str(relation).startswith(tuple(starts)) for relation in graph.predicates())
    kinds = [str(kind) for kind in graph.objects(predicate=rdflib.RDF.type)]
    assert any(kind.startswith(profile.iri) for kind in kinds)
    assert not [kind for kind in kinds if kind.startswith(BASE)]
    about = rdflib.URIRef(BASE + path.replace("/doc/", "/id/"))
    assert (about, rdflib.RDF.type, None) in graph


def test_a_membership_has_member_role_and_time(reader: Reader) -> None:
    text = reader.get(f"{MEMBERSHIP}.ttl?_profile=org").text
    graph = rdflib.Graph().parse(data=text, format="turtle")
    asked = """SELECT ?member ?name ?day {
      ?this org:member ?member ; org:organization ?body ; org:role/skos:prefLabel ?name ;
        org:memberDuring/time:hasBeginning/time:inXSDDate ?day }"""
    (row,) = graph.query(asked)
    assert f"{BASE}/id/person/" in str(row)


def test_a_deployment_writes_its_own_addresses_and_the_same_words(filled: Path) -> None:
    here = Reader(create_app(open_dataset(filled), Settings(base=HERE), lambda: NOW))
    paths = [f"{MEASURE}.{suffix}" for suffix in FORMS]
    paths += [
        f"{MEASURE}.jsonld?_profile=full",
        f"{BODY}.ttl?_profile=org",
        f"{MEASURE}.ttl?_profile=alt",
    ]
    paths += ["/api/v1/measures.ttl", "/list/measures.jsonld", "/query/ministry-lines.ttl"]
    for path in paths:
        text = here.get(path).text
        assert f"{BASE}/id/" not in text, path
        assert f"{BASE}/graph/" not in text, path
        assert HERE in text, path
    assert f'<{HERE}/id/measure/M-WIR>; rel="describes"' in here.get(MEASURE).headers["link"]
    assert f"{BASE}/def#" in here.get(f"{MEASURE}.nt").text


def test_nobody_learns_in_any_profile_what_is_internal(copy: Path, run: Run) -> None:
    table = copy.parent / "answers.csv"
    table.write_text(
        "subject,relation,recommendation,visibility,note,source\n"
        "M-WIR,answersPartly,E-SB-01,internal,Vertraulich,S001\n",
        encoding="utf-8",
    )
    assert run("import", table, "--data", copy)[0] == 0
    reader = Reader(create_app(open_dataset(copy), Settings(), lambda: NOW))
    token = reader.app.state.tokens.add("Koordination", "coordinator", "", "")
    for path in (MEASURE, "/doc/recommendation/E-SB-01"):
        every = [to for to, said in links(reader.get(path)) if "profile" in said]
        assert len(every) > 12
        for to in every:
            answer = reader.get(to)
            assert answer.status_code == 200
            assert b"Vertraulich" not in answer.content, to
            assert b"visibility/internal" not in answer.content, to
        inside = reader.get(f"{path}.trig", authorization=f"Bearer {token}")
        assert "Vertraulich" in inside.text
    document = json.loads(reader.get(f"{MEASURE}.json").text)
    assert all(claim["visibility"] != "internal" for claim in document["claims"])
