"""What the desk says in a real browser of corrections, conflicts and the model that has learnt."""

import re

import pytest
from conftest import ARTICLE
from desk_page import paste

PROTOCOL = ".sentence:has-text('signed a protocol on military-technical cooperation')"
OBJECT = "[object"
IN_DOUBT = {"before": 0.758, "after": 0.758, "interval": [-0.007, 0.006]}
CLEAR = {"before": 0.612, "after": 0.701, "interval": [0.021, 0.147]}
# The gaps between neighbouring cells, from where the text of one ends to where the text of the next begins.
GAPS = """() => [...document.querySelectorAll(".scores tr")].flatMap(row => {
  const boxes = [...row.cells].filter(cell => cell.textContent).map(cell => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return range.getBoundingClientRect();
  });
  return boxes.slice(1).map((box, place) => box.left - boxes[place].right);
})"""


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


def test_teach_says_that_it_reads_then_why_it_asks_and_counts_texts(open_page):
    page = open_page()
    waiting = []

    def hold(route):
        waiting.append(route)

    page.route("**/api/queue", hold)
    page.click("[data-view=teach]")
    page.locator(".card:has-text('Reading the folder')").wait_for()
    for route in waiting:
        route.continue_()
    page.unroute("**/api/queue")
    page.locator("#asked").wait_for()
    reason = page.locator(".card p").first.inner_text()
    assert re.search(r"Asked because it is near the threshold of [A-Z]{2} .+: 0\.\d\d against 0\.\d\d\.", reason)

    before = int(page.locator("#labelled").inner_text())
    first = page.locator("#asked").inner_text()
    page.locator("#asked").click()
    for _ in range(2):
        page.keyboard.press("Enter")
        page.wait_for_function("text => document.getElementById('asked')?.innerText !== text", arg=first)
        page.locator(f"#labelled:text-is('{before + 1}')").wait_for()
        page.keyboard.press("u")
        page.wait_for_function("text => document.getElementById('asked')?.innerText === text", arg=first)
        page.locator(f"#labelled:text-is('{before}')").wait_for()
    stretch = page.locator(".pace p").last
    stretch.locator(f"text=/^{before} texts? in this stretch of work$/").wait_for()


def ready(topics, change):
    """Answer that a new model waits, on which all topics changed alike."""
    outcome = {
        "texts": 4982, "articles": 640, "headlines": {"micro_f1": IN_DOUBT, "macro_f1": IN_DOUBT},
        "per_topic": {topic["id"]: change for topic in topics}, "changed": 12,
        "corrections": 3, "right_before": 0, "right_after": 3, "moved": [],
    }  # fmt: skip
    state = {"stage": "", "done": 0, "total": 0, "previous": False, "possible": ""}
    return {"status": "ready", "outcome": outcome, **state}


@pytest.mark.parametrize("width", [360, 1100, 1440])
@pytest.mark.parametrize(("change", "star"), [(IN_DOUBT, 0), (CLEAR, 1)])
def test_the_outcome_can_be_read_and_says_what_it_was_measured_on(open_page, width, change, star):
    page = open_page(width=width)
    topics = page.request.get(page.url.split("#")[0] + "api/topics").json()
    page.route("**/api/retrain", lambda route: route.fulfill(json=ready(topics, change)))
    page.click("[data-view=teach]")
    page.locator(".outcome summary").first.click()
    assert min(page.evaluate(GAPS)) >= 6
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    outcome = page.locator(".outcome").inner_text()
    assert ("* where the interval" in outcome) == bool(star)
    assert "has just learnt from these very texts" in outcome
