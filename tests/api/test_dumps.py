"""Dumps are complete, the same bytes every time, and hold only what their reader may have."""

import gzip
import json
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from secrets import token_bytes

import pytest
from pyoxigraph import RdfFormat, parse

from api.app import create_app
from api.settings import Settings
from graph.dataset import Dataset
from graph.dump import read_claims
from ontology.terms import BASE, CURRENT, INFERRED, VOCABULARY, thing_iri
from tests.api.hearings import hearing
from tests.api.readers import NOW, Reader, Run, open_dataset

FORMS = {
    "nq": ("application/n-quads", RdfFormat.N_QUADS),
    "trig": ("application/trig", RdfFormat.TRIG),
    "ttl": ("text/turtle; charset=utf-8", RdfFormat.TURTLE),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
}
TOMORROW = "2030-01-01"
HASH, REVISION = "querschnitt-content-hash", "querschnitt-revision"
HERE = "https://daten.example.org/integration"
HIDDEN = "Geheime Stelle"


def served(folder: Path, settings: Settings | None = None) -> Reader:
    return Reader(create_app(open_dataset(folder), settings or Settings(), lambda: NOW))


@pytest.fixture
def told(copy: Path, run: Run) -> Path:
    """Return a data folder to which something internal and a quote were added."""
    tables = {
        "organisations": f"id,name,type,visibility\nO-GEHEIM,{HIDDEN},government,internal\n",
        "passages": "id,document,quote,license\nP-1,S001,Im Wortlaut gebunden,\n"
        "P-2,S001,Im Wortlaut frei,http://dcat-ap.de/def/licenses/cc-by/4.0\n",
    }
    for name, text in tables.items():
        table = copy.parent / f"{name}.csv"
        table.write_text(text, encoding="utf-8")
        assert run("import", table, "--data", copy)[0] == 0
    return copy


@pytest.mark.parametrize("form", FORMS)
def test_a_dump_is_readable_and_says_what_it_is(form: str, reader: Reader) -> None:
    answer = reader.get(f"/dump.{form}")
    media_type, engine_form = FORMS[form]
    assert answer.headers["content-type"] == media_type
    named = answer.headers["content-disposition"]
    assert named.startswith("attachment; filename=")
    assert named.endswith(f'.{form}"')
    assert sum(1 for _ in parse(answer.content, format=engine_form)) > 1_000


@pytest.mark.parametrize("form", FORMS)
def test_a_dump_is_the_same_bytes_in_every_run(form: str, reader: Reader, filled: Path) -> None:
    other = served(filled)
    for path in (f"/dump.{form}", f"/dump.{form}.gz"):
        one, two = reader.get(path), other.get(path)
        assert one.content == two.content
        assert one.headers["etag"] == two.headers["etag"]
    assert gzip.decompress(one.content) == reader.get(f"/dump.{form}").content
    assert one.content[4:8] == bytes(4)  # no time in it
    assert one.headers["content-type"] == "application/gzip"


def test_n_quads_are_the_claims_and_the_vocabulary_sorted(reader: Reader, filled: Path) -> None:
    lines = reader.get("/dump.nq").text.split("\n")[:-1]
    data = open_dataset(filled)
    assert lines == sorted([*data.claim_lines(), *data.store.lines(graph=VOCABULARY)])


def test_the_complete_forms_say_the_same_and_hold_no_view_that_can_be_made(reader: Reader) -> None:
    one, two = (
        {str(quad) for quad in parse(reader.get(f"/dump.{form}").content, format=FORMS[form][1])}
        for form in ("nq", "trig")
    )
    assert one == two
    assert not any(line.endswith((f"<{CURRENT}>", f"<{INFERRED}>")) for line in one)


def test_the_other_forms_hold_what_is_in_force(reader: Reader, filled: Path) -> None:
    data = open_dataset(filled)
    expected = {str(quad.statement) for quad in data.store.quads(graph=CURRENT)}
    turtle, linked = (
        {str(quad.triple) for quad in parse(reader.get(f"/dump.{f}").content, format=FORMS[f][1])}
        for f in ("ttl", "jsonld")
    )
    assert turtle == linked
    assert len(turtle) == len(expected)


def test_a_complete_dump_restores_the_data(reader: Reader, filled: Path, tmp_path: Path) -> None:
    claims = read_claims(BytesIO(reader.get("/dump.nq").content), "nq", "dump.nq")
    with Dataset.open(
        tmp_path, clock=lambda: NOW, salt=token_bytes, valid_on=NOW.date(), writing=True
    ) as data:
        data.accept(data.difference(claims), "operator", "zurück", "dump")
        assert data.content_hash() == open_dataset(filled).content_hash()


@pytest.mark.parametrize("form", FORMS)
def test_nothing_internal_and_no_bound_quote_is_in_a_dump(form: str, told: Path) -> None:
    with hearing(told) as place:
        token = place.token("HMSI")
        answer = place.get(f"/dump.{form}")
        text = answer.text
        assert HIDDEN not in text
        assert "O-GEHEIM" not in text
        assert "Im Wortlaut gebunden" not in text
        assert "Im Wortlaut frei" in text
        inside = place.get(f"/dump.{form}", authorization=f"Bearer {token}")
        assert HIDDEN in inside.text
        assert "Im Wortlaut gebunden" in inside.text
        assert inside.headers["cache-control"].startswith("private")
        assert inside.headers["etag"] != answer.headers["etag"]
        # Whoever has the inner one in a cache must not be told that it is the public one.
        again = place.get(f"/dump.{form}", if_none_match=inside.headers["etag"])
        assert again.status_code == 200


@pytest.mark.parametrize("path", [f"/dump.{form}{more}" for form in FORMS for more in ("", ".gz")])
def test_a_reader_who_has_the_dump_need_not_load_it(path: str, reader: Reader) -> None:
    plain = reader.get(path, accept_encoding="identity")
    head = reader.ask("HEAD", path, {"accept-encoding": "identity"})
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(plain.content))
    tag = plain.headers["etag"]
    assert not tag.startswith("W/")
    again = reader.get(path, accept_encoding="identity", if_none_match=tag)
    assert (again.status_code, again.content) == (304, b"")


def test_a_tag_of_the_claims_holds_for_days_and_one_of_what_is_in_force_for_one(
    filled: Path,
) -> None:
    def tags(day: str) -> list[str]:
        later = NOW.replace(day=int(day))
        reader = Reader(create_app(open_dataset(filled), Settings(), lambda: later))
        return [reader.get(f"/dump.{form}").headers["etag"] for form in ("nq", "trig", "ttl")]

    first, second = tags("23"), tags("24")
    assert first[:2] == second[:2]
    assert first[2] != second[2]


def test_a_dump_of_another_day_is_what_was_recorded_or_held_then(copy: Path, run: Run) -> None:
    table = copy.parent / "organisations.csv"
    table.write_text("id,name,type,valid_from\nO-NEU,Neue Stelle,government,2020-01-01\n")
    assert run("import", table, "--data", copy)[0] == 0
    reader = served(copy)
    assert "O-NEU" in reader.get("/dump.ttl").text
    assert "O-NEU" not in reader.get("/dump.ttl?valid_on=2017-06-01").text
    assert "O-NEU" in reader.get("/dump.nq?valid_on=2017-06-01").text
    assert reader.get("/dump.nq?as_of=2001-01-01").status_code == 422
    assert REVISION in reader.get("/dump.nq").headers
    assert REVISION not in reader.get(f"/dump.nq?as_of={TOMORROW}").headers


def test_every_state_is_found_by_its_hash(told: Path, filled: Path) -> None:
    with hearing(told) as place:
        first = served(filled).get("/dump.nq").headers[HASH]
        last = place.get("/dump.nq").headers[HASH]
        for digest, number in ((first, "1"), (last, "3")):
            plain = place.get(f"/dump/{digest}.nq")
            assert sha256(plain.content).hexdigest() == digest == plain.headers[HASH]
            assert plain.headers[REVISION] == number
            assert plain.headers["memento-datetime"].endswith("GMT")
            packed = place.get(f"/dump/{digest}.nq.gz")
            assert gzip.decompress(packed.content) == plain.content
            assert packed.headers["content-disposition"].endswith(f'{digest}.nq.gz"')
            tag = packed.headers["etag"]
            assert place.get(f"/dump/{digest}.nq.gz", if_none_match=tag).status_code == 304
            assert place.ask("HEAD", f"/dump/{digest}.nq").status_code == 200
        assert HIDDEN not in place.get(f"/dump/{last}.nq").text
        whole = place.dataset.content_hash()
        assert place.get(f"/dump/{whole}.nq").status_code == 404


def test_without_internal_claims_the_hash_is_the_content_hash(reader: Reader, filled: Path) -> None:
    expected = open_dataset(filled).content_hash()
    assert reader.get("/dump.nq").headers[HASH] == expected
    assert reader.json("/health/ready")["content_hash"] == expected[:16]


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/dump.xml", ".xml"),
        ("/dump.nq.zip", ".nq.zip"),
        ("/dump.nq.gz.gz", ".nq.gz.gz"),
        ("/dump/abc.nq", "abc.nq"),
        (f"/dump/{'A' * 64}.nq", "A" * 64),
        (f"/dump/{'0' * 64}.ttl", ".ttl"),
        (f"/dump/{'0' * 64}.nq", "0" * 64),
        ("/dump", ""),
    ],
)
def test_what_is_no_dump_is_a_problem(path: str, word: str, reader: Reader) -> None:
    answer = reader.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert word in answer.json()["detail"]


def test_an_unknown_parameter_is_a_problem(reader: Reader) -> None:
    assert reader.get("/dump.nq?form=ttl").status_code == 422
    assert reader.get(f"/dump/{'0' * 64}.nq?as_of=2020-01-01").status_code == 422


@pytest.mark.parametrize("form", FORMS)
def test_a_deployment_writes_its_own_addresses(form: str, filled: Path) -> None:
    reader = served(filled, Settings(base=HERE))
    text = reader.get(f"/dump.{form}").text
    assert f"{HERE}/id/measure/M-WI" in text
    assert f"{BASE}/id/" not in text
    assert f"{BASE}/def#" in text


def test_an_empty_data_set_has_dumps_too(empty_reader: Reader) -> None:
    assert json.loads(empty_reader.get("/dump.jsonld").content) == []
    assert empty_reader.get("/dump.ttl").status_code == 200
    quads = parse(empty_reader.get("/dump.nq").content, format=RdfFormat.N_QUADS)
    assert {str(quad.graph_name) for quad in quads} == {f"<{VOCABULARY}>"}


def test_without_room_on_the_disk_the_reader_is_told(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    reader = served(filled)
    monkeypatch.setattr("api.spool.TemporaryFile", full)
    for path in ("/dump.nq", "/feed"):
        answer = reader.get(path)
        assert answer.status_code == 507
        assert "No space" in answer.json()["detail"]
    monkeypatch.undo()
    assert reader.get("/dump.nq").status_code == 200
    assert reader.get("/feed").status_code == 200


def test_only_so_many_files_are_kept(reader: Reader) -> None:
    kept: Callable[[], int] = lambda: len(reader.app.state.dumps._kept)  # noqa: E731
    for day in range(1, 15):
        assert reader.get(f"/dump.ttl.gz?valid_on=2017-06-{day:02}").status_code == 200
    assert kept() == 12
    assert thing_iri("measure", "M-WI") in reader.get("/dump.nq").text
