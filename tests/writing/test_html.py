import re
from dataclasses import replace

import pytest
from pages import Reader, needs_nothing
from tagged_samples import Sink

from classify.reading.batch import Batch
from classify.reading.inputs import Source
from classify.records import Sentence
from classify.tagging.reasons import reasons
from classify.writing.html import HtmlForm

TEXTS = [
    "Crude oil <b>flowed</b> & the refinery burned.",
    "The report said on Tuesday.",
    "Xyzzy.",
    "Rebels under shelling.",
]


@pytest.fixture
def page(tagger):
    sentences = [
        Sentence(text, 0, len(text), "next_headline" if n == 3 else "sentence") for n, text in enumerate(TEXTS)
    ]
    batch = Batch.of_sentences(list(enumerate(sentences)))
    tagged = tagger.tag_batch(Source("a<i>.txt", (), article=True), batch, tagger.topics, compiled=False)
    why = tuple(reasons(tagger, one, tagger.topics) for _, one in tagged.sentences())
    out, form = Sink(), HtmlForm(tagger.topics)
    form.begin(out)
    form.append(form.render(replace(tagged, why=why)), out)
    form.finish(out)
    return out.data.decode()


def test_the_page_is_whole_and_shows_the_texts_as_they_are(page):
    reader = Reader(page)
    assert reader.open == []
    assert all(text in reader.text for text in [*TEXTS, "a<i>.txt"])


def test_the_page_needs_nothing_from_elsewhere(page):
    needs_nothing(page)


def test_each_text_can_be_reached_and_has_its_reasons(page):
    reader = Reader(page)
    assert [value for _, name, value in reader.attributes if name == "tabindex"] == ["0"] * 4
    assert page.count('class="why"') == 4
    text = " ".join(reader.text.split())
    assert "below its threshold" in text
    assert "no topic (no known words)" in text
    assert "headline of the next item, not counted" in text
    assert re.search(r"for [a-z]+ \+\d", text)


def test_topics_of_the_article_can_be_picked(page):
    assert "all 3 sentences" in page
    assert re.search(r'class="pick\d"', page)
