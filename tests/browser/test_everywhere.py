"""What holds on every page: nothing leaves the house, nothing is refused, everybody can read it."""

from collections.abc import Iterator
from typing import Literal as OneOf

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.watched import Watched

PAGES = [
    "start",
    "gaps",
    "cell",
    "findings",
    "finding",
    "overlaps",
    "dependencies",
    "network",
    "surroundings",
    "picture",
    "lists",
    "list",
    "measure",
    "recommendation",
    "ministry",
    "sources",
    "rules",
    "rule",
    "interface",
    "problem",
]
NARROW = 320
WIDE = 1280
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
Scheme = OneOf["light", "dark"]
every_page = pytest.mark.parametrize("name", PAGES)


def in_english(path: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang=en"


def test_every_kind_of_page_is_looked_at(addresses: dict[str, str]) -> None:
    assert set(PAGES) == set(addresses)


@every_page
def test_no_request_leaves_the_host(watched: Watched, addresses: dict[str, str], name: str) -> None:
    watched.go(addresses[name])
    watched.page.wait_for_load_state("networkidle")
    assert watched.strangers == []
    assert watched.refused() == []
    expected = [] if name != "problem" else [each for each in watched.errors if "404" in each]
    assert watched.errors == expected


@pytest.fixture(scope="module", params=[("light", WIDE), ("dark", NARROW)], ids=["wide", "narrow"])
def screen(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """Return a page of a wide light screen, then of a narrow dark one (a phone, or 400 % zoom)."""
    scheme, width = request.param
    size = {"width": width, "height": 800}
    with browser.new_context(viewport=size, color_scheme=scheme) as context:  # type: ignore[arg-type]
        yield context.new_page()


def violations(page: Page) -> list[str]:
    """Return what axe finds, of any impact: rule, impact, and where."""
    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    return [
        f"{each['id']} ({each['impact']}): {node['html'][:120]}"
        for each in found
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("name", [name for name in PAGES if name != "gaps"])  # "cell" has it all
@pytest.mark.parametrize("language", ["de", "en"])
def test_axe_finds_nothing(
    screen: Page, server: str, addresses: dict[str, str], name: str, language: str
) -> None:
    path = addresses[name]
    screen.goto(server + (path if language == "de" else in_english(path)))
    assert violations(screen) == []
    assert screen.evaluate("document.documentElement.lang") == language
    assert screen.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
