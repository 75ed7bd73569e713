"""What the documents promise is there: commands, links, rules of the house for rules."""

import re
from pathlib import Path

import pytest

from api.cli import COMMANDS

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def targets() -> dict[str, str]:
    """Return each command of the Makefile with the text that `make` prints beside it."""
    return dict(re.findall(r"^([a-z-]+):.*?## (.+)$", read(ROOT / "Makefile"), re.M))


def test_every_command_of_the_makefile_is_explained() -> None:
    declared = re.findall(r"^\.PHONY: (.+)$", read(ROOT / "Makefile"), re.M)[0].split()
    assert sorted(declared) == sorted(targets())
    readers = read(ROOT / "README.md") + read(ROOT / "CONTRIBUTING.md")
    assert [name for name in targets() if name != "help" and f"make {name}" not in readers] == []


def test_the_readme_lists_the_commands_of_the_program() -> None:
    listed = re.findall(r"^\| `querschnitt ([a-z]+)", read(ROOT / "README.md"), re.M)
    assert sorted(listed) == sorted(command.name for command in COMMANDS)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_names_only_commands_that_exist(path: Path) -> None:
    text = read(path)
    made = set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.M))
    assert made <= set(targets())
    run = set(re.findall(r"(?:^|`|bin/)querschnitt ([a-z]+)", text, re.M))
    assert run <= {command.name for command in COMMANDS}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_links_only_to_files_that_exist(path: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", read(path))
    assert [link for link in links if not (path.parent / link).exists()] == []
