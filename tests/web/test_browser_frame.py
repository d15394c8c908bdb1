"""The frame of the desk in a real browser: the menu, what is said at the edge, and what is kept when the page goes."""

import pytest
from desk_page import paste

EDGES = "e => { const box = e.getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom]; }"


def edges(page, selector):
    return page.locator(selector).evaluate(EDGES)


def test_the_menu_closes_when_somebody_turns_elsewhere(open_page):
    page = open_page()
    is_open = "document.querySelector('.menu').open"
    for leave in (
        lambda: page.click("[data-view=teach]"),
        lambda: page.locator(".card").click(position={"x": 2, "y": 2}),
        lambda: page.keyboard.press("Escape"),
    ):
        page.locator(".menu summary").click()
        assert page.evaluate(is_open)
        leave()
        page.wait_for_function(f"!{is_open}")


@pytest.mark.parametrize("width", [360, 1440])
def test_the_menu_lies_on_the_page(open_page, width):
    page = open_page(width=width)
    paste(page, f"Flax was sown at {width}.")
    page.locator(".menu summary").click()
    left, top, right, _ = edges(page, ".menu-list")
    assert left >= 0
    assert right <= width
    assert top >= edges(page, ".menu summary")[3] - 2


@pytest.mark.parametrize("width", [360, 1440])
def test_what_is_said_leaves_the_models_name_free(open_page, width):
    page = open_page(width=width)
    paste(page, f"Hemp was sown at {width}.")
    page.locator(".words").click()
    page.locator("[data-topic=energy]").click()
    page.locator("#status:has-text('Saved')").wait_for()
    page.locator(".side button:has-text('Close')").click()
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    said, name = edges(page, "#status"), edges(page, "#model-name")
    assert said[3] <= name[1] or said[1] >= name[3] or said[2] <= name[0] or said[0] >= name[2]
