"""What the desk says in a real browser of corrections, conflicts and the model that has learnt."""

from conftest import ARTICLE
from desk_page import paste

PROTOCOL = ".sentence:has-text('signed a protocol on military-technical cooperation')"
OBJECT = "[object"


def test_topics_are_shown_by_their_letters_wherever_they_are_named(open_page):
    one, other = open_page(), open_page()
    paste(one, ARTICLE.read_text(encoding="utf-8"))
    other.goto(one.url)
    for page, topic in ((one, "energy"), (other, "economy")):
        page.locator(PROTOCOL).locator(".words").click()
        page.locator(f".switch [data-topic={topic}]").click()
    origin = one.locator(".side p:has-text('The model had given')").inner_text()
    assert OBJECT not in origin
    assert "The model had given SC" in origin
    conflict = other.locator(".conflict").inner_text()
    assert OBJECT not in conflict
    assert "to SC" in conflict

    one.click("[data-view=teach]")
    one.click("#retrain")
    one.locator("#accept").wait_for(timeout=120_000)
    for summary in one.locator(".outcome summary").all():
        summary.click()
    outcome = one.locator(".outcome").inner_text()
    assert "What moved" in outcome
    assert OBJECT not in one.locator("body").inner_text()
    one.locator("button:has-text('Discard')").click()
