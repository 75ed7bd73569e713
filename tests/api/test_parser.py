"""The command line answers mistakes in the reader's language."""

import re

import pytest

from api.cli import COMMANDS, main, parser
from api.settings import LANGUAGES, Language


@pytest.mark.parametrize("arguments", [[], ["fly"], ["import"], ["log", "--limit", "many"]])
def test_what_is_not_understood_ends_with_2_and_the_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("Aufruf: querschnitt")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Es fehlt: BEFEHL."),
        (["import"], "Es fehlt: DATEI|ORDNER."),
        (["log", "--limit", "many"], "--limit: 'many' ist keine Zahl"),
        (["log", "--limit", "0"], "--limit: '0' ist keine Zahl"),
        (["log", "--limit"], "--limit: Hier fehlt ein Wert."),
        (["log", "--color"], "Unbekannt: --color."),
        (["findings", "--state", "sure"], "--state: 'sure' ist nicht möglich"),
    ],
)
def test_a_mistake_is_told_in_german(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(arguments)
    assert sentence in capsys.readouterr().err


def test_a_mistake_is_told_in_english_to_who_asks_for_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["log", "--limit", "many", "--lang", "en"])
    assert "--limit: 'many' is no number" in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_every_command_has_its_help(
    name: str, language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([name, "--help", f"--lang={language}"]) == 0
    text = capsys.readouterr().out
    assert f"querschnitt {name}" in text
    assert "--data" in text
    assert "--json" in text
    assert not re.search(r"\b(usage|options|positional)\b" if language == "de" else "Aufruf", text)


def test_the_help_lists_every_command() -> None:
    text = parser("de").format_help()
    assert [command.name for command in COMMANDS if command.name not in text] == []


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert re.fullmatch(r"querschnitt \d+\.\d+\.\d+\n", capsys.readouterr().out)
