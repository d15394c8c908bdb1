"""The desk in a real browser, from the pasted article to the model that has learnt. Skipped where none is installed."""

import json
import re

import pytest
from conftest import ARTICLE
from desk_page import paste

PROTOCOL = ".sentence:has-text('signed a protocol on military-technical cooperation')"
HOSTILE = """<script>window.hacked = 1</script> Oil rose on Monday.

<img src=x onerror="window.hacked = 1"> Gas fell, he said. {{ 7 * 7 }} stood there, and ${7 * 7} too.

\u202eThis was turned round. \u2066And this was isolated."""
# The relative luminance of a stack of colours, the lowest first.
LUMINANCE = """colours => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
  const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}"""
# Of every element with text of its own: its colour, what is painted behind it, and what it is.
COLOURS = """() => [...document.querySelectorAll("body *")].filter(e => e.checkVisibility() && !e.matches(":disabled")
  && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())).map(e => {
    const behind = [];
    for (let at = e; at; at = at.parentElement) behind.unshift(getComputedStyle(at).backgroundColor);
    return [getComputedStyle(e).color, behind, e.className + ":" + e.textContent.slice(0, 30)];
  })"""


def test_from_the_pasted_article_to_the_model_that_has_learnt(open_page):
    page = open_page()
    page.fill("#author", "Ann")
    paste(page, ARTICLE.read_text(encoding="utf-8"))
    protocol = page.locator(PROTOCOL)
    assert protocol.locator("[data-tag=security-cooperation]").count() == 1

    protocol.locator("[data-tag=security-cooperation]").click()
    assert "military-technical" in page.locator(".why .weights").first.inner_text()
    assert "over in log-odds" in page.locator(".why .distance").inner_text()

    page.locator(".switch [data-topic=energy]").click()
    protocol.locator("[data-tag=energy]").wait_for()
    page.reload()
    protocol.locator("[data-tag=energy]").wait_for()
    assert protocol.locator(".set").count() == 1
    protocol.locator(".words").click()
    assert "Set by Ann" in page.locator(".side").inner_text()

    page.locator(".menu summary").click()
    for form in ("html", "jsonl", "csv"):
        with page.expect_download() as download:
            page.locator(f"#article-exports a[href$='.{form}']").click()
        assert "energy" in download.value.path().read_text(encoding="utf-8").lower()
    with page.expect_download() as download:
        page.locator("a[href='/api/corrections/labelled.jsonl']").click()
    (row,) = map(json.loads, download.value.path().read_text(encoding="utf-8").splitlines())
    assert (row["author"], "energy" in row["topics"]) == ("Ann", True)

    read = page.url
    page.click("[data-view=teach]")
    page.click("#retrain")
    page.locator("#accept").wait_for(timeout=120_000)
    assert "the new one 1" in page.locator(".outcome").inner_text()
    assert page.locator(".scores tbody tr").count() >= 2
    page.click("#accept")
    page.locator("#back").wait_for()
    page.goto(read)
    score = protocol.locator("[data-tag=energy] .number")
    score.wait_for()
    assert float(score.inner_text()) > 0.3

    page.click("[data-view=teach]")
    page.click("#back")
    page.locator("#status:has-text('earlier model')").wait_for()


def test_the_keys_label_undo_and_note(open_page):
    page = open_page()
    paste(page, "Barley was sown. The harvest of barley was good.")
    page.locator("body").press("j")
    page.keyboard.press("1")
    page.locator(".sentence.corrected [data-tag=security-cooperation]").wait_for()
    page.keyboard.press("2")
    page.locator(".sentence.corrected [data-tag=arms-trade]").wait_for()
    page.keyboard.press("u")
    page.locator(".sentence.corrected [data-tag=arms-trade]").wait_for(state="detached")
    assert page.locator("[data-tag=security-cooperation]").count() == 1
    page.keyboard.press("n")
    page.keyboard.type("about barley")
    page.keyboard.press("Escape")
    page.locator("#status:has-text('Saved')").wait_for()
    page.reload()
    page.locator(".words").first.click()
    page.locator("#note").wait_for()
    assert page.locator("#note").input_value() == "about barley"
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()


def test_two_pages_see_their_conflict(open_page):
    one, other = open_page(), open_page()
    paste(one, "Rye was sown.")
    other.goto(one.url)
    for page, author in ((one, "Ann"), (other, "Bo")):
        page.fill("#author", author)
        page.locator(".words").click()
    one.locator("[data-topic=energy]").click()
    one.locator("[data-tag=energy]").wait_for()
    other.locator("[data-topic=economy]").click()
    other.locator(".conflict:has-text('Ann changed this sentence')").wait_for()
    other.locator("text=Use mine").click()
    other.locator("[data-tag=economy]").wait_for()
    assert other.locator("[data-tag=energy]").count() == 0


def test_no_note_is_lost_in_a_conflict(open_page):
    one, other = open_page(), open_page()
    paste(one, "Oats were sown on Tuesday.")
    other.goto(one.url)
    for page, note in ((one, "first note"), (other, "second note")):
        page.locator(".words").click()
        page.fill("#note", note)
        page.locator("#note").blur()
        if page is one:
            one.locator("#status:has-text('Saved')").wait_for()
    other.locator("text=Use mine").click()
    other.locator(".conflict").wait_for(state="detached")
    assert other.locator("#note").input_value() == "second note"
    one.locator("[data-topic=energy]").click()  # on an old revision, with its note untouched
    one.locator("text=Use mine").click()
    one.locator("[data-tag=energy]").wait_for()
    one.reload()
    one.locator(".words").click()
    assert one.locator("#note").input_value() == "second note"


def test_hostile_text_is_shown_as_text(open_page, tmp_path):
    page = open_page()
    paste(page, HOSTILE)
    shown = page.locator(".sentences").inner_text()
    for piece in ("<script>window.hacked = 1</script>", '<img src=x onerror="window.hacked = 1">', "{{ 7 * 7 }}"):
        assert piece in shown
    page.locator(".words").first.click()
    page.fill("#note", "<b onclick=x>note</b>")
    page.locator(".meter").first.click()
    page.locator(".why").wait_for()
    page.locator(".menu summary").click()
    with page.expect_download() as download:
        page.locator("#article-exports a[href$='.html']").click()
    download.value.save_as(tmp_path / "a.html")
    page.goto(f"file://{tmp_path / 'a.html'}")
    assert "<script>window.hacked = 1</script>" in page.locator("article").inner_text()
    assert page.evaluate("window.hacked") is None


def test_what_cannot_be_read_is_refused_with_a_reason(open_page):
    page = open_page()
    page.locator("#paste").wait_for()
    for text, reason in (("oil\x00gas", "null byte"), ("x" * 10_000_000, "4 MB")):
        page.evaluate("text => document.getElementById('paste').value = text", text)
        page.evaluate("document.querySelector('.entry').requestSubmit()")
        page.locator(f"#problem:has-text('{reason}')").wait_for()
    page.set_input_files("#files", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"})
    page.locator("#problem:has-text('PDF')").wait_for()


def test_several_files_are_opened_and_a_topic_is_filtered(open_page):
    page = open_page()
    files = [
        {"name": f"f{n}.txt", "mimeType": "text/plain", "buffer": ARTICLE.read_bytes() + b" %d" % n} for n in (1, 2)
    ]
    page.set_input_files("#files", files)
    page.locator(".head h2:has-text('f2.txt')").wait_for()
    assert page.locator(".articles li:has-text('f1.txt')").count() == 1
    page.locator("[data-filter=security-cooperation]").click()
    assert page.locator(".sentence.dimmed").count() > 0
    assert page.locator(".sentence.tinted [data-tag=security-cooperation]").count() == page.locator(".tinted").count()


def test_teaching_by_keys(open_page):
    page = open_page("#/teach")
    page.locator("#asked").wait_for()
    first, labelled = page.locator("#asked").inner_text(), int(page.locator("#labelled").inner_text())
    page.keyboard.press("5")
    page.keyboard.press("Enter")
    page.wait_for_function("text => document.getElementById('asked')?.innerText !== text", arg=first)
    page.locator(f"#labelled:text-is('{labelled + 1}')").wait_for()
    second = page.locator("#asked").inner_text()
    page.keyboard.press("x")
    page.wait_for_function("text => document.getElementById('asked')?.innerText !== text", arg=second)
    page.keyboard.press("u")
    page.wait_for_function("text => document.getElementById('asked')?.innerText === text", arg=first)
    page.locator(f"#labelled:text-is('{labelled}')").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_aa_and_every_topic_has_its_letters(open_page, scheme):
    page = open_page(scheme=scheme)
    paste(page, ARTICLE.read_text(encoding="utf-8") + f"\n\nSeen in {scheme}.")
    page.locator("[data-tag]").first.click()
    page.locator(".why").wait_for()
    codes = page.locator(".switch .code").all_inner_texts()
    assert len(set(codes)) == len(codes) == 15
    assert all(re.fullmatch("[A-Z]{2}", code) for code in codes)
    weak = []
    for ink, paper, where in page.evaluate(COLOURS):
        one, other = sorted(page.evaluate(LUMINANCE, colours) for colours in (paper, [*paper, ink]))
        if (other + 0.05) / (one + 0.05) < 4.5:
            weak.append((where, ink, paper))
    assert weak == []


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("path", ["#/read", "#/teach"])
def test_nothing_runs_off_the_side(open_page, width, path):
    page = open_page(path, width=width, height=740)
    page.locator(".page").wait_for()
    if path == "#/read":
        paste(page, ARTICLE.read_text(encoding="utf-8") + " W" + "i" * 200 + ".")
        page.locator("[data-tag]").first.click()
        page.locator(".why").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
