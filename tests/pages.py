"""Reading pages in HTML."""

import re
from html.parser import HTMLParser


class Reader(HTMLParser):
    """Notes the tags that a page leaves open, its attributes and its text.

    It fails where a tag is closed that was not the last opened.
    """

    def __init__(self, page):
        super().__init__()
        self.open, self.text, self.attributes = [], "", []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.attributes += [(tag, *attribute) for attribute in attrs]
        self.text += " " if tag in {"td", "th", "p", "li"} else ""
        if tag not in {"meta", "input", "link"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def needs_nothing(page):
    """Assert that a page runs no script and loads nothing."""
    assert "<script" not in page
    assert not re.search(r"https?:|url\(|@import", page.replace('xmlns="http://www.w3.org/2000/svg"', ""))
    links = [value for _, name, value in Reader(page).attributes if name in {"src", "href", "onclick"}]
    assert all(link.startswith("#") for link in links)
