"""Files for the browser come from the package, and their address changes with them."""

import re
from importlib.resources import files

import pytest

from viz.assets import asset, href

NAMES = sorted(file.name for file in files("viz").joinpath("static").iterdir())


@pytest.mark.parametrize("name", NAMES)
def test_every_file_has_a_media_type_and_a_version(name: str) -> None:
    found = asset(name)
    assert found is not None
    assert found.media_type.startswith(("text/", "image/svg"))
    assert href(name) == f"/static/{name}?v={found.etag}"


@pytest.mark.parametrize("name", ["none.css", "../pages.py", ".", "", "theme.css/", "theme.exe"])
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
    assert total < 10_000
