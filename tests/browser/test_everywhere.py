"""What holds on every page: nothing leaves the house, nothing is refused, everybody can read it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi.routing import APIRoute
from playwright.sync_api import Browser, Page, ViewportSize

from api.app import ROUTERS
from tests.browser.watched import Watched

PAGES = [
    "start",
    "gaps",
    "cell",
    "findings",
    "finding",
    "overlaps",
    "overlap",
    "dependencies",
    "dependency",
    "office",
    "lineage",
    "concordance",
    "what-if",
    "tried",
    "similar",
    "report",
    "network",
    "surroundings",
    "picture",
    "lists",
    "list",
    "measure",
    "recommendation",
    "ministry",
    "sources",
    "questions",
    "question",
    "question-matrix",
    "question-waiting",
    "editor",
    "editor-answer",
    "rules",
    "rule",
    "vocabulary",
    "term",
    "scheme",
    "concept",
    "forms",
    "preview",
    "interface",
    "problem",
]
NO_PAGE = (
    "/.well-known/",
    "/api/",
    "/catalog",
    "/context.jsonld",
    "/dump",
    "/feed",
    "/health/",
    "/id/",
    "/openapi.json",
    "/reconcile",
    "/shapes",
    "/static/",
)
NARROW = 320
WIDE = 1280
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
every_page = pytest.mark.parametrize("name", PAGES)


def in_english(path: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang=en"


def pages_of_the_program() -> set[str]:
    """Return the address patterns that answer with a page of their own."""
    routes = (route for module in ROUTERS for route in module.router.routes)
    patterns = {route.path_format for route in routes if isinstance(route, APIRoute)}
    return {each for each in patterns if not each.startswith(NO_PAGE)}


def test_every_kind_of_page_is_looked_at(addresses: dict[str, str]) -> None:
    assert set(PAGES) == set(addresses)
    visited = [address.partition("?")[0] for address in addresses.values()]
    patterns = {each: re.sub(r"\{\w+\}", "[^/]+", each) for each in pages_of_the_program()}
    unseen = [
        each
        for each, pattern in patterns.items()
        if not any(re.fullmatch(pattern, address) for address in visited)
    ]
    assert unseen == []


@every_page
def test_no_request_leaves_the_host(watched: Watched, addresses: dict[str, str], name: str) -> None:
    watched.go(addresses[name])
    watched.page.wait_for_load_state("networkidle")
    assert watched.strangers == []
    assert watched.refused() == []
    expected = [] if name != "problem" else [each for each in watched.errors if "404" in each]
    assert watched.errors == expected


# Every pair of language, scheme and width occurs.
SCREENS = [
    ("de", "light", WIDE),
    ("de", "dark", NARROW),
    ("en", "light", NARROW),
    ("en", "dark", WIDE),
]


@dataclass(frozen=True)
class Screen:
    """A page in one language, scheme and width; the narrow one is a phone, or 400 % zoom."""

    language: str
    page: Page


@pytest.fixture(scope="module", params=SCREENS, ids=lambda screen: "-".join(map(str, screen)))
def screen(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Screen]:
    """Return a page of each sort of screen, one after the other."""
    language, scheme, width = request.param
    size = ViewportSize(width=width, height=800)
    with browser.new_context(viewport=size, color_scheme=scheme) as context:
        yield Screen(language, context.new_page())


def violations(page: Page) -> list[str]:
    """Return what axe finds, of any impact: rule, impact, and where."""
    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    return [
        f"{each['id']} ({each['impact']}): {node['html'][:120]}"
        for each in found
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("name", [name for name in PAGES if name != "gaps"])  # "cell" has it all
def test_axe_finds_nothing(
    screen: Screen, server: str, addresses: dict[str, str], name: str
) -> None:
    path = addresses[name]
    page = screen.page
    page.goto(server + (path if screen.language == "de" else in_english(path)))
    assert violations(page) == []
    assert page.evaluate("document.documentElement.lang") == screen.language
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
