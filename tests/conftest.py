"""What all tests share: a browser that has to be there, and test suites that may be beside us."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# The daily check is repeatable and short; `make soak` looks for new examples, and for long.
settings.register_profile("check", max_examples=50, deadline=None, derandomize=True)
settings.register_profile("soak", max_examples=5_000, deadline=None)
settings.load_profile("check")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test that asks for a browser, so that nobody has to remember it."""
    for item in items:
        if isinstance(item, pytest.Function) and "chromium" in item.fixturenames:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of the system's Chromium; without one the test fails, it is not skipped."""
    for name in CHROMIUMS:
        if path := shutil.which(name):
            return path
    pytest.fail(f"No browser on the PATH ({', '.join(CHROMIUMS)}): run `make chromium`.", False)


# One browser per module, not per run: while Playwright is running in a thread, nothing else
# in that thread can start an event loop of its own.
@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Return a running headless Chromium; open a fresh context in it for every test."""
    # Chromium refuses its sandbox to root, which is what containers usually are.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield running
        running.close()


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of official test suites beside the project; skip, and say so, without."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("not run: ../shared is not here")
    return folder
