"""Every command, address, setting and rule has its line in the documents."""

import re
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.routing import APIRoute

from api.app import ROUTERS, create_app
from api.cli import COMMANDS, parser
from api.settings import LANGUAGES, Language, Settings
from api.sparql.allowance import Allowance
from api.sparql.reference import paths
from graph.dataset import Dataset
from ontology.questions import questions
from ontology.rules import rules

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def first_cells(name: str) -> list[str]:
    """Return what stands between backticks in the first column of a document's tables."""
    lines = (DOCS / name).read_text(encoding="utf-8").splitlines()
    cells = [line.split(" | ")[0] for line in lines if line.startswith("|")]
    return [found for cell in cells for found in re.findall(r"`([^`]+)`", cell)]


def addresses() -> set[str]:
    """Return every address that the server answers."""
    routes = [route for module in ROUTERS for route in module.router.routes]
    return {route.path for route in routes if isinstance(route, APIRoute)} | set(paths())


def test_every_command_is_documented() -> None:
    named = {cell.split()[1] for cell in first_cells("cli.md") if cell.startswith("querschnitt ")}
    assert named == {command.name for command in COMMANDS}


def test_every_address_is_documented_and_no_other() -> None:
    assert set(first_cells("http.md")) == addresses()


def test_every_setting_is_documented() -> None:
    text = (ROOT / "api" / "settings.py").read_text(encoding="utf-8")
    read = {f"QUERSCHNITT_{name}" for name in re.findall(r'given\.get\("([A-Z]+)"', text)}
    read |= {f"QUERSCHNITT_QUERY_{each.name.upper()}" for each in fields(Allowance)}
    assert {cell for cell in first_cells("cli.md") if cell.startswith("QUERSCHNITT_")} == read


def test_every_rule_is_documented_under_its_title() -> None:
    text = (DOCS / "rules.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\| ([A-Z]\d\d) \| ([a-z]+) \| (.+) \|$", text, re.M)
    assert lines == [(rule.id, rule.kind, rule.title.en) for rule in rules()]


def test_every_question_is_documented_with_its_title_and_parameters() -> None:
    text = (DOCS / "questions.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\| `([a-z-]+)` \| ([^|]+) \| ([^|]+) \|$", text, re.M)
    found = {slug: (title, tuple(re.findall(r"`(\w+)`", names))) for slug, title, names in lines}
    assert found == {each.id: (each.title.en, tuple(each.parameters)) for each in questions()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_description_of_the_interface_is_complete_in(
    language: Language, tmp_path: Path
) -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    dataset = Dataset.open(tmp_path, clock=lambda: now, salt=bytes, valid_on=now.date())
    document = create_app(dataset, Settings(), lambda: now).state.openapi(language)
    assert set(document["paths"]) <= addresses()
    assert {path for path in addresses() if path.startswith("/api/")} <= set(document["paths"])
    for operations in document["paths"].values():
        for operation in operations.values():
            assert operation["summary"]
            assert all(each["description"] for each in operation.get("parameters", ()))


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_every_option_has_its_help(name: str) -> None:
    actions = {action.dest: action for action in parser("en")._actions}
    part = dict(actions["command"].choices or {})[name]
    assert all(action.help for action in part._actions)
