"""Every answer is safe to show, cheap to ask for again, and open to its own machine only."""

import gzip

import pytest

from api.protection import MAX_ADDRESS, MAX_BODY
from tests.api.readers import Reader

PAGES = ["/", "/gaps", "/findings", "/rules", "/list", "/docs", "/sources", "/doc/measure/M-WIR"]
POLICY = "default-src 'none'"
BROWSER = "text/html,*/*;q=0.8"


@pytest.mark.parametrize("path", [*PAGES, "/nowhere", "/api/v1/measures", "/openapi.json"])
def test_every_answer_has_the_headers_that_protect_its_reader(path: str, reader: Reader) -> None:
    headers = reader.get(path, accept=BROWSER).headers
    assert headers["content-security-policy"].startswith(POLICY)
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_only_the_picture_may_run_scripts_of_its_own_and_it_may_load_nothing(
    reader: Reader,
) -> None:
    policy = reader.get("/network/picture?thing=M-WIR").headers["content-security-policy"]
    assert "script-src 'unsafe-inline'" in policy
    assert "connect-src" not in policy
    assert policy.startswith(POLICY)
    assert "frame-ancestors 'self'" in policy


@pytest.mark.parametrize("path", [*PAGES, "/gaps.csv", "/api/v1/findings", "/api/v1/measures.ttl"])
def test_who_has_the_answer_need_not_load_it_again(path: str, reader: Reader) -> None:
    first = reader.get(path)
    assert first.status_code == 200
    tag = first.headers["etag"]
    second = reader.get(path, if_none_match=f'"other", W/{tag}')
    assert (second.status_code, second.content) == (304, b"")
    assert second.headers["etag"] == tag
    assert first.headers["cache-control"] == "no-cache"
    assert "Accept" in first.headers["vary"]


def test_the_tag_depends_on_form_and_language(reader: Reader) -> None:
    tags = {
        reader.get("/gaps", accept="text/html").headers["etag"],
        reader.get("/gaps", accept="text/csv").headers["etag"],
        reader.get("/gaps?lang=en", accept="text/html").headers["etag"],
        reader.get("/gaps", accept="text/html", accept_encoding="gzip").headers["etag"],
    }
    assert len(tags) == 4


def test_errors_have_no_tag(reader: Reader) -> None:
    answer = reader.get("/nowhere")
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


def test_large_answers_are_packed_for_who_can_unpack(reader: Reader) -> None:
    packed = reader.get("/gaps", accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    plain = reader.get("/gaps", accept_encoding="identity")
    assert "content-encoding" not in plain.headers
    assert plain.content == packed.content
    assert gzip.compress(plain.content) < plain.content


@pytest.mark.parametrize("path", ["/", "/api/v1/measures", "/health/live", "/nowhere"])
def test_head_tells_what_get_would_without_the_body(path: str, reader: Reader) -> None:
    get, head = reader.get(path), reader.ask("HEAD", path)
    assert head.status_code == get.status_code
    assert head.content == b""
    assert head.headers["content-type"] == get.headers["content-type"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(method: str, reader: Reader) -> None:
    answer = reader.ask(method, "/api/v1/measures")
    assert answer.status_code == 405
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_strangers_host_name_is_refused(reader: Reader) -> None:
    answer = Reader(reader.app, "evil.example").get("/api/v1/measures")
    assert answer.status_code == 421
    assert "evil.example" in answer.json()["detail"]


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:9000"])
def test_this_machine_may_ask_by_all_its_names(host: str, reader: Reader) -> None:
    assert Reader(reader.app, host).get("/health/live").status_code == 200


def test_a_large_body_is_refused_before_it_is_read(reader: Reader) -> None:
    assert reader.ask("POST", "/", content=b"x" * (MAX_BODY + 1)).status_code == 413


def test_a_long_address_is_refused(reader: Reader) -> None:
    assert reader.get(f"/api/v1/measures?q={'x' * MAX_ADDRESS}").status_code == 414


def test_a_file_with_its_version_is_kept_for_a_year(reader: Reader) -> None:
    page = reader.get("/", accept="text/html").text
    place = page.split('<link rel="stylesheet" href="')[1].split('"')[0]
    answer = reader.get(place)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert reader.get(place, if_none_match=answer.headers["etag"]).status_code == 304
    assert reader.get("/static/nothing.css").status_code == 404
    assert reader.get("/static/../app.py").status_code == 404
