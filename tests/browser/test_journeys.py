"""What people come for, done the way they do it."""

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.watched import Watched

FOCUSED = "document.activeElement"
FAR = 200  # presses of Tab after which nobody would go on


def tab_until(page: Page, condition: str) -> int:
    """Press Tab until ``condition`` (JavaScript about ``e``) holds; return how often."""
    for presses in range(1, FAR):
        page.keyboard.press("Tab")
        if page.evaluate(f"(() => {{ const e = {FOCUSED}; return Boolean({condition}); }})()"):
            return presses
    pytest.fail(f"never reached: {condition}", False)


def focused(page: Page, attribute: str) -> str:
    return str(page.evaluate(f"{FOCUSED}.getAttribute({attribute!r}) ?? ''"))


def test_from_the_gap_map_to_the_source_by_keyboard_alone(watched: Watched) -> None:
    page = watched.page
    watched.go("/gaps")
    tab_until(page, "e.closest('table.map')")
    assert "nobody" in focused(page, "href")  # the largest gap comes first, asked beside the field
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"cell=.*#cell$"))
    tab_until(page, "e.closest('#cell') && e.href.includes('/doc/recommendation/')")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/doc/recommendation/"))
    tab_until(page, "e.matches('.proof > summary')")
    page.keyboard.press("Enter")
    tab_until(page, "e.closest('.claim') && e.href?.includes('/doc/document/')")
    document = page.evaluate(f"{FOCUSED}.textContent").strip()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/doc/document/"))
    assert page.locator("h1").inner_text().startswith(document)
    assert watched.errors == []


def test_the_address_of_a_source_is_a_link_that_tells_the_other_side_nothing(
    watched: Watched, addresses: dict[str, str]
) -> None:
    watched.go(addresses["recommendation"])
    watched.page.locator(".proof > summary").first.click()
    link = watched.page.locator(".claim a[rel~=noreferrer]").first
    assert link.is_visible()
    assert str(link.get_attribute("href")).startswith("http")


def test_the_table_is_one_stop_and_arrows_move_in_it(watched: Watched) -> None:
    page = watched.page
    watched.go("/gaps?order=source")
    tab_until(page, "e.closest('table.map')")
    first = focused(page, "href")
    page.keyboard.press("ArrowDown")
    assert focused(page, "href") != first
    page.keyboard.press("ArrowUp")
    assert focused(page, "href") == first
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(f"{FOCUSED}.closest('th').scope") == "row"
    page.keyboard.press("End")
    page.keyboard.press("Home")
    assert page.evaluate(f"{FOCUSED}.closest('th').scope") == "row"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    assert not page.evaluate(f"Boolean({FOCUSED}.closest('table.map'))")


def test_a_chosen_cell_is_shown_and_read_out_first(watched: Watched) -> None:
    page = watched.page
    watched.go("/gaps")
    page.locator("table.map tbody td a").first.click()
    page.wait_for_url(re.compile(r"#cell$"))
    assert page.evaluate(f"{FOCUSED}.id") == "cell"
    assert page.locator("table.map td a[aria-current]").count() == 1


def test_the_other_language_is_the_same_place(watched: Watched) -> None:
    page = watched.page
    watched.go("/gaps?order=source&only=gaps")
    page.get_by_role("link", name="English").click()
    assert page.locator("h1").inner_text() == "Gap map"
    assert page.locator("#order").input_value() == "source"
    assert page.locator("#only").is_checked()
    page.get_by_role("link", name="Deutsch").click()
    assert page.locator("h1").inner_text() == "Lückenkarte"


def test_everything_works_without_scripts(browser: Browser, server: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{server}/gaps")
        page.locator("table.map tbody td a").first.click()
        page.locator("#cell a[href*='/doc/recommendation/']").first.click()
        assert page.locator(".proof").count() > 0
        page.goto(f"{server}/gaps")
        page.locator("#order").select_option("source")
        page.get_by_role("button").click()
        assert "order=source" in page.url
        page.goto(f"{server}/findings")
        page.locator("#rule").select_option("G02")
        page.get_by_role("button").click()
        assert "rule=G02" in page.url
        assert page.locator("tbody tr").count() > 0


def test_the_picture_of_the_network_is_drawn(watched: Watched, addresses: dict[str, str]) -> None:
    watched.go(addresses["surroundings"])
    frame = watched.page.frame_locator("iframe.picture")
    canvas = frame.locator("canvas")
    canvas.wait_for()
    watched.page.wait_for_timeout(500)  # vis-network paints on its next frame
    coloured = canvas.evaluate(
        """(canvas) => {
          const { data } = canvas.getContext("2d")
            .getImageData(0, 0, canvas.width, canvas.height);
          let painted = 0;
          for (let i = 0; i < data.length; i += 4)
            if (data[i + 3] > 0 && data[i] + data[i + 1] + data[i + 2] < 700) painted += 1;
          return painted;
        }"""
    )
    assert coloured > 1_000
    assert watched.strangers == []
    assert watched.refused() == []


def test_the_list_beside_the_picture_has_as_many_things(
    watched: Watched, addresses: dict[str, str]
) -> None:
    watched.go(addresses["surroundings"])
    said = watched.page.locator(".lead").inner_text()
    number = int(re.findall(r"[\d.]+", said)[0].replace(".", ""))
    assert watched.page.locator("ul.tree > li").count() == number


def test_the_picture_can_read_nothing_of_ours(watched: Watched, addresses: dict[str, str]) -> None:
    watched.go(addresses["surroundings"])
    frame = next(each for each in watched.page.frames if "/network/picture" in each.url)
    assert frame.evaluate("self.origin") == "null"


def test_a_page_printed_is_the_content_without_the_frame(watched: Watched) -> None:
    watched.go("/gaps")
    watched.page.emulate_media(media="print")
    assert not watched.page.locator(".nav").is_visible()
    assert not watched.page.locator("form").first.is_visible()
    assert watched.page.locator("table.map").is_visible()
    assert len(watched.page.pdf(prefer_css_page_size=True)) > 10_000
