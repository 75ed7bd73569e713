"""Tokens are shown once, kept as digests, and say who speaks for which office."""

import json
import re
from pathlib import Path

import pytest

from api.problems import ProblemError
from api.tokens import FILE, Tokens, digest_of
from tests.api.readers import Run, RunJson


def test_a_token_is_known_by_its_digest_alone(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path)
    token = tokens.add("Ressort A", "representative", "iri", "2026-11-25")
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    assert token not in text
    assert digest_of(token) in text
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    holder = Tokens(tmp_path).holder(f"Bearer {token}")
    assert holder is not None
    assert (holder.name, holder.role, holder.office) == ("Ressort A", "representative", "iri")


def test_nobody_asks_without_a_token_and_a_wrong_one_is_refused(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path)
    assert tokens.holder("") is None
    token = tokens.add("Ressort A", "representative", "iri", "")
    for header in (f"Basic {token}", "Bearer qs_wrong", "Bearer", token):
        with pytest.raises(ProblemError, match="unknown_token"):
            tokens.holder(header)


def test_a_removed_token_is_no_longer_known(tmp_path: Path) -> None:
    tokens, other = Tokens(tmp_path), Tokens(tmp_path)
    token = tokens.add("Ressort A", "representative", "iri", "")
    assert other.holder(f"Bearer {token}") is not None
    assert tokens.remove("Ressort A")
    assert not tokens.remove("Ressort A")
    with pytest.raises(ProblemError):
        other.holder(f"Bearer {token}")


def test_a_name_has_one_token(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path)
    tokens.add("Ressort A", "representative", "iri", "")
    with pytest.raises(ValueError, match="Ressort A"):
        tokens.add("Ressort A", "coordinator", "iri", "")


def test_the_command_shows_a_token_once(copy: Path, run: Run, run_json: RunJson) -> None:
    code, out, _ = run("token", "add", "Sozialressort", "--ministry", "HMSI", "--data", copy)
    assert code == 0
    (token,) = re.findall(r"qs_\S+", out)
    listed = run_json("token", "list", "--data", copy)
    assert (listed[0]["name"], listed[0]["role"]) == ("Sozialressort", "representative")
    assert listed[0]["office"].endswith("O-HMSI-19")
    assert token not in json.dumps(listed)
    code, _, err = run("token", "add", "Sozialressort", "--ministry", "HMSI", "--data", copy)
    assert (code, "schon" in err) == (1, True)
    assert run("token", "remove", "Sozialressort", "--data", copy)[0] == 0
    assert run("token", "remove", "Sozialressort", "--data", copy)[0] == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("add",), 1),
        (("add", "A"), 1),
        (("add", "A", "--ministry", "NOBODY"), 1),
        (("add", "A", "--role", "king"), 2),
        (("give",), 2),
    ],
)
def test_a_wrong_call_gives_no_token(
    arguments: tuple[str, ...], code: int, copy: Path, run: Run
) -> None:
    found, _, err = run("token", *arguments, "--data", copy)
    assert found == code
    assert err.strip()
    assert not (copy / FILE).exists()
