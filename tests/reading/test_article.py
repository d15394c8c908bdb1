from itertools import pairwise
from unicodedata import normalize

import pytest
from conftest import ARTICLE
from hypothesis import given
from hypothesis import strategies as st

from classify.reading.article import is_headline, parse_article, whole_text


def kinds(text: str) -> list[tuple[str, str]]:
    return [(sentence.kind, sentence.text) for sentence in parse_article(text, "a").sentences]


def test_the_users_article_has_ten_sentences_of_its_own():
    text = ARTICLE.read_text(encoding="utf-8")
    article = parse_article(text, "a")
    own = [sentence for sentence in article.sentences if sentence.own]
    assert article.publication == "Publication: Monitor Volume: 2 Issue: 235"
    assert len(own) == 10
    assert own[2].text.endswith('strategic partner for the 21st century."')
    assert own[3].text.endswith("(Interfax, December 16)")
    assert own[9].text.endswith("arming a potential rival. (See below)")
    last = article.sentences[-1]
    assert last.kind == "next_headline"
    assert last.text == "Moscow Counts on Foreign Arms Sales to Finance Domestic Programs."


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_give_the_same_sentences(line_end):
    text = ARTICLE.read_text(encoding="utf-8")
    changed = text.replace("\n", line_end)
    article = parse_article(changed, "a")
    assert [s.text for s in article.sentences] == [s.text for s in parse_article(text, "a").sentences]
    assert all(changed[s.start : s.end] == s.text for s in article.sentences)


@given(st.text(st.sampled_from('Aab .\n\r"’()…é\u0301\u2028'), max_size=80))
def test_offsets_point_at_what_the_sentence_says(text):
    sentences = parse_article(text, "a").sentences
    for sentence in sentences:
        assert normalize("NFC", text[sentence.start : sentence.end]) == sentence.text
    for left, right in pairwise(sentences):
        assert left.end <= right.start


def test_text_is_normalized_and_offsets_count_the_file():
    text = "Cafe\u0301 closed. It rained."
    first, second = parse_article(text, "a").sentences
    assert first.text == "Café closed."
    assert text[second.start : second.end] == "It rained."


def test_a_headline_at_the_head_is_told_apart():
    assert kinds("RUSSIA AND CHINA SIGN PACT\n\nThe pact was signed.") == [
        ("headline", "RUSSIA AND CHINA SIGN PACT"),
        ("sentence", "The pact was signed."),
    ]


def test_a_headline_on_the_line_above_the_text_stands_alone():
    assert kinds("Oil Price Falls in Baku\nThe price fell on Monday. It may rise.")[0] == (
        "headline",
        "Oil Price Falls in Baku",
    )


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_wrapped_lines_do_not_break_a_sentence(line_end):
    assert len(kinds("The army moved to\nGrozny on\nMonday. It stayed.".replace("\n", line_end))) == 2


def test_a_last_plain_sentence_is_no_headline():
    assert kinds("The army moved.\n\nIt stayed in the town.")[-1][0] == "sentence"


def test_an_article_of_one_headline_is_not_the_next_items():
    assert kinds("Moscow Counts on Foreign Arms Sales")[0][0] == "headline"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("MOSCOW COUNTS ON ARMS SALES", True),
        ("Moscow Counts on Foreign Arms Sales to Finance Domestic Programs.", True),
        ("The Russian President met Boris Berezovsky in Moscow.", False),
        ("Chernomyrdin flew to Minsk.", False),
        ("12 34 56", False),
        ("", False),
    ],
)
def test_what_counts_as_a_headline(line, expected):
    assert is_headline(line) is expected


def test_a_whole_text_is_one_text():
    (only,) = whole_text("  One. Two.\n", "a").sentences
    assert (only.text, only.start, only.end, only.kind) == ("One. Two.", 2, 11, "text")
    assert whole_text(" \n", "a").sentences == ()
