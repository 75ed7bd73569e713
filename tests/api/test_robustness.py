"""Whatever somebody types: an answer or a sentence, never a fault of the program."""

import re
from collections import deque
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.api.readers import Reader

BROWSER = "text/html,*/*;q=0.8"
ODD = ["%00", "%27%22", "%3Cscript%3E", "a%20b", "%C3%A4", "%ED%A0%80", "%F0%9F%92%A1", "..%2F.."]
PATHS = [
    "/{}",
    "/doc/measure/{}",
    "/doc/{}/M-WIR",
    "/id/measure/{}",
    "/id/claim/{}",
    "/list/{}",
    "/findings/{}",
    "/rules/{}",
    "/def/{}",
    "/concept/{}",
    "/concept/modality/{}",
    "/doc/measure/M-WIR?_profile={0}&_mediatype={0}&{0}=1",
    "/static/{}",
    "/api/v1/{}",
    "/api/v1/measures/{}",
    "/api/v1/involvements/{}",
    "/api/v1/claims/{}",
    "/api/v1/findings/{}",
    "/api/v1/rules/{}",
    "/api/v1/dependencies/{}",
    "/gaps?cell={0}&order={0}&nature={0}",
    "/network?thing={}",
    "/api/v1/search?q={}",
    "/api/v1/measures?q={}",
    "/api/v1/measures?{}=1",
    "/findings?page={}",
]
WORDS = st.text(max_size=20)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("accept", [BROWSER, "application/json"])
def test_odd_addresses_are_answered(path: str, accept: str, reader: Reader) -> None:
    for odd in ODD:
        address = path.format(odd)
        answer = reader.get(address, accept=accept)
        assert answer.status_code < 500, address
        if answer.headers.get("content-type", "").startswith("text/html"):
            assert "<script>" not in answer.text, address


@given(
    st.dictionaries(
        st.sampled_from(["q", "field", "ministry", "sort", "after", "limit", "lang"]), WORDS
    )
)
def test_any_parameters_of_a_list_are_used_or_refused(
    reader: Reader, parameters: dict[str, str]
) -> None:
    answer = reader.ask("GET", "/api/v1/measures", params=parameters)
    assert answer.status_code in {200, 422}


@given(st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=40))
def test_any_accept_header_is_followed_or_refused(reader: Reader, accept: str) -> None:
    headers = {"accept": accept.encode("latin-1"), "accept-language": accept.encode("latin-1")}
    answer = reader.ask("GET", "/gaps", headers)  # type: ignore[arg-type]  # bytes are allowed
    assert answer.status_code in {200, 406}


def test_every_kind_of_link_on_every_kind_of_page_leads_somewhere(reader: Reader) -> None:
    waiting, seen, broken = deque(["/"]), set[str](), []
    while waiting:
        address = waiting.popleft()
        answer = reader.get(address, accept=BROWSER)
        if answer.status_code not in {200, 303}:
            broken.append((address, answer.status_code))
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        for link in re.findall(r'(?:href|src|action)="(/[^"#]*)', answer.text):
            place = link.replace("&amp;", "&")
            if (kind := _kind(place)) not in seen:
                seen.add(kind)
                waiting.append(place)
    assert broken == []
    assert len(seen) > 40


def _kind(address: str) -> str:
    """Return what addresses of the same kind share: the path without keys, and the parameters."""
    parts = urlsplit(address)
    steps = parts.path.split("/")
    known = [step if re.fullmatch(r"[a-z-]*", step) else "*" for step in steps]
    suffix = parts.path.rpartition(".")[2] if "." in steps[-1] else ""
    names = sorted({pair.split("=")[0] for pair in parts.query.split("&")})
    return f"{'/'.join(known)}.{suffix}?{'&'.join(names)}"
