"""Make the pictures of the desk in docs/: a server of its own, the shipped article, and Debian's chromium.

Usage: python benchmarks/screenshots.py [--model models/monitor] [--output docs]

Needs the extra `browser`. The folder to teach from is made of sentences of the shipped data, without their topics.
"""

import argparse
import json
import shutil
import tempfile
import urllib.request
from collections import defaultdict
from pathlib import Path

from playwright.sync_api import sync_playwright
from serving import Server

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "data" / "articles" / "monitor-1996-12-17.txt"
PROTOCOL = ".sentence:has-text('signed a protocol')"


def write_pool(folder: Path) -> None:
    """Write some articles of the shipped data as plain text."""
    articles = defaultdict(list)
    for line in (ROOT / "data" / "monitor" / "briefs-wire-asia-mideast.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        articles[row["article"]].append(row["text"])
    for name, sentences in list(articles.items())[:40]:
        (folder / f"{name}.txt").write_text(" ".join(sentences), encoding="utf-8")


def open_article(address: str) -> str:
    """Put the article on the desk; return the address at which it is read."""
    body = json.dumps({"name": ARTICLE.name, "text": ARTICLE.read_text(encoding="utf-8")}).encode()
    request = urllib.request.Request(f"{address}api/articles", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return f"{address}#/read/{json.load(answer)['id']}"


def read_and_correct(page, read: str, path: Path) -> None:
    """Read the article, ask why, and correct a sentence."""
    page.goto(read)
    page.fill("#author", "Ann")
    page.locator(PROTOCOL).locator(".words").click()
    if page.locator(f"{PROTOCOL} [data-tag=arms-trade]").count() == 0:
        page.locator(".switch [data-topic=arms-trade]").click()
        page.locator(f"{PROTOCOL} [data-tag=arms-trade]").wait_for()
    page.locator(f"{PROTOCOL} [data-tag=security-cooperation]").click()
    page.locator(".why").wait_for()
    page.wait_for_selector("#status:empty", state="attached")
    page.screenshot(path=path)


def teach_and_retrain(page, address: str, path: Path) -> None:
    """Label a few sentences, train, and look at the comparison."""
    page.goto(f"{address}#/teach")
    for _ in range(6):
        page.locator("#asked").wait_for()
        before = page.locator("#asked").inner_text()
        page.keyboard.press("Enter")
        page.wait_for_function("text => document.getElementById('asked')?.innerText !== text", arg=before)
    page.click("#retrain")
    page.locator("#accept").wait_for(timeout=300_000)
    page.wait_for_selector("#status:empty", state="attached")
    page.screenshot(path=path)


def main() -> None:
    """Make all pictures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", type=Path, default=Path("models/monitor"))
    parser.add_argument("--output", type=Path, default=ROOT / "docs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        desk, pool = Path(scratch) / "desk", Path(scratch) / "pool"
        pool.mkdir()
        write_pool(pool)
        config = str(ROOT / "configs" / "monitor.yaml")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])

        def page(width, height, scheme):
            return browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)

        with Server(options.model, desk, "--folder", str(pool), "--config", config) as server:
            read = open_article(server.address)
            read_and_correct(page(1440, 900, "light"), read, options.output / "desk-read.png")
            read_and_correct(page(1440, 900, "dark"), read, options.output / "desk-read-dark.png")
            read_and_correct(page(360, 740, "light"), read, options.output / "desk-phone.png")
            teach_and_retrain(page(1440, 900, "light"), server.address, options.output / "desk-teach.png")


if __name__ == "__main__":
    main()
