"""Settings come from the environment, and only usable ones."""

from dataclasses import fields
from pathlib import Path

import pytest

from api.settings import SettingError, Settings
from api.sparql.allowance import Allowance


def test_without_variables_everything_has_its_default() -> None:
    found = Settings.from_environment({"HOME": "somewhere"})
    assert found == Settings(Path("data"), "de", "127.0.0.1", 8000, (), "operator")


def test_variables_set_every_part() -> None:
    found = Settings.from_environment(
        {
            "QUERSCHNITT_DATA": "elsewhere",
            "QUERSCHNITT_LANG": "en",
            "QUERSCHNITT_HOST": "::1",
            "QUERSCHNITT_PORT": "9000",
            "QUERSCHNITT_HOSTS": "one.example  two.example",
            "QUERSCHNITT_AUTHOR": "coordinator",
        }
    )
    hosts = ("one.example", "two.example")
    assert found == Settings(Path("elsewhere"), "en", "::1", 9000, hosts, "coordinator")


def test_every_limit_of_queries_can_be_set() -> None:
    names = [each.name for each in fields(Allowance)]
    given = {f"QUERSCHNITT_QUERY_{name.upper()}": str(n) for n, name in enumerate(names, 3)}
    found = Settings.from_environment(given).allowance
    assert [getattr(found, name) for name in names] == list(range(3, 3 + len(names)))
    assert Settings().allowance == Allowance()


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert Settings.from_environment({"QUERSCHNITT_DATA": " "}).data == Path("data")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LANG", "fr"),
        ("PORT", "eight"),
        ("PORT", "70000"),
        ("PORT", "-1"),
        ("QUERY_SECONDS", "0"),
        ("QUERY_ROWS", "many"),
    ],
)
def test_a_value_that_cannot_be_used_names_its_variable(name: str, value: str) -> None:
    with pytest.raises(SettingError) as caught:
        Settings.from_environment({f"QUERSCHNITT_{name}": value})
    assert (caught.value.name, caught.value.value) == (f"QUERSCHNITT_{name}", value)


def test_a_store_on_another_machine_can_be_set() -> None:
    store = "http://127.0.0.1:7878/query http://127.0.0.1:7878/update"
    assert Settings.from_environment({"QUERSCHNITT_STORE": f" {store} "}).store == store
    assert Settings.from_environment({}).store == ""
