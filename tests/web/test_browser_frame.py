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


def test_a_note_is_kept_when_the_page_goes_while_it_is_written(open_page):
    page = open_page()
    paste(page, "Lentils were sown on Friday.")
    page.locator(".words").click()
    page.locator("#note").press_sequentially("half a thought")
    page.reload()
    page.locator(".sentence.corrected .words").click(timeout=5000)
    assert page.locator("#note").input_value() == "half a thought"


def test_what_is_taken_away_is_named_after_the_article(open_page):
    page = open_page()
    data = b"Millet was sown in the steppe."
    page.set_input_files("#files", {"name": "Steppe \u2013 17.12.txt", "mimeType": "text/plain", "buffer": data})
    page.locator(".sentence").wait_for()
    page.locator(".menu summary").click()
    with page.expect_download() as download:
        page.locator("#article-exports a[href$='.csv']").click()
    assert download.value.suggested_filename == "Steppe \u2013 17.12.csv"
