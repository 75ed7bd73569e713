"""Files for the browser come from the package, and their address changes with them."""

import re
import tomllib
from hashlib import sha256
from importlib.resources import files

import pytest

from viz.assets import asset, href

STATIC = files("viz").joinpath("static")
NAMES = sorted(file.name for file in STATIC.iterdir() if file.is_file())
VENDOR = STATIC.joinpath("vendor")
LISTED = tomllib.loads(VENDOR.joinpath("vendored.toml").read_text(encoding="utf-8"))
CHECKSUMS = LISTED.pop("sha256")


@pytest.mark.parametrize("name", [*NAMES, *CHECKSUMS])
def test_every_file_has_a_media_type_and_a_version(name: str) -> None:
    found = asset(name)
    assert found is not None
    assert found.media_type.startswith(("text/", "image/svg"))
    assert href(name) == f"/static/{name}?v={found.etag}"


@pytest.mark.parametrize(
    "name",
    ["none.css", "../pages.py", ".", "", "theme.css/", "theme.exe", "vendor", "vendored.toml"],
)
def test_nothing_but_these_files_is_given_out(name: str) -> None:
    assert asset(name) is None
    with pytest.raises(KeyError):
        href(name)


@pytest.mark.parametrize("name", NAMES)
def test_no_file_loads_anything_from_another_host(name: str) -> None:
    found = asset(name)
    assert found is not None
    text = found.content.decode("utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?:|//[a-z]+\.|@import|@font-face", text)


def test_scripts_are_few_and_small() -> None:
    total = sum(len(a.content) for n in NAMES if n.endswith(".js") and (a := asset(n)))
    assert total < 12_000


def test_files_of_others_are_those_that_are_listed() -> None:
    present = {file.name for file in VENDOR.iterdir()} - {"vendored.toml"}
    found = {name: sha256(VENDOR.joinpath(name).read_bytes()).hexdigest() for name in present}
    assert found == CHECKSUMS


@pytest.mark.parametrize("library", LISTED.values(), ids=LISTED)
def test_a_library_has_its_version_licence_and_files(library: dict[str, object]) -> None:
    assert set(library) == {"package", "version", "licence", "licence_file", "files"}
    assert library["licence"] in {"MIT", "BSD-3-Clause", "Apache-2.0", "ISC"}
    text = VENDOR.joinpath(str(library["licence_file"])).read_text(encoding="utf-8")
    assert str(library["package"]) in text
    assert "Permission is hereby granted" in text


def test_styles_of_others_load_nothing() -> None:
    styles = [name for name in CHECKSUMS if name.endswith(".css")]
    assert styles
    for name in styles:
        text = VENDOR.joinpath(name).read_text(encoding="utf-8")
        assert not re.search(r"@import|@font-face|url\((?![\"']?(data:|#))", text)
