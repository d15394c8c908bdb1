import re
from dataclasses import replace

import pytest
from pages import Reader, needs_nothing
from tagged_samples import Sink

from classify.reading.batch import Batch
from classify.reading.inputs import Source
from classify.records import Sentence
from classify.tagging.reasons import Fallback, reasons
from classify.writing.html import HtmlForm

TEXTS = [
    "Crude oil <b>flowed</b> & the refinery burned.",
    "The report said on Tuesday.",
    "Xyzzy.",
    "Rebels under shelling.",
]


@pytest.fixture
def tagged(tagger):
    sentences = [
        Sentence(text, 0, len(text), "next_headline" if n == 3 else "sentence") for n, text in enumerate(TEXTS)
    ]
    batch = Batch.of_sentences(list(enumerate(sentences)))
    tagged = tagger.tag_batch(Source("a<i>.txt", (), article=True), batch, tagger.topics, compiled=False)
    why = tuple(reasons(tagger, one, tagger.topics) for _, one in tagged.sentences())
    return replace(tagged, why=why)


@pytest.fixture
def page(tagged):
    out, form = Sink(), HtmlForm(tagged.topics)
    form.begin(out)
    form.append(form.render(tagged), out)
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


def test_one_batch_makes_the_same_page_at_once(page, tagged):
    assert HtmlForm(tagged.topics).page(tagged, {}).decode() == page


def test_the_page_forbids_the_browser_to_load_anything(page):
    policies = [value for tag, name, value in Reader(page).attributes if (tag, name) == ("meta", "content")]
    assert "default-src 'none'; style-src 'unsafe-inline'" in policies


def test_a_text_that_turns_the_line_round_does_so_for_itself_alone(page):
    assert page.count('<bdi class="body" dir="auto">') == 4
    assert "<h2><bdi>" in page


def test_remarks_stand_below_their_texts_and_in_place_of_the_models_reason(tagged):
    form = HtmlForm(tagged.topics, title="a < b", about="From <i>somewhere</i>.")
    page = form.page(tagged, {1: "set by <b>Ann</b>"}).decode()
    text = " ".join(Reader(page).text.split())
    assert "a < b" in text
    assert "From <i>somewhere</i>." in text
    assert "The report said on Tuesday. no topic ✓ set by <b>Ann</b>" in text
    assert text.count("✓") == 1
    needs_nothing(page)


def test_a_topic_below_its_threshold_says_why_it_is_there_unless_a_person_set_it(tagged):
    fallback = Fallback(True, "energy", 0.2, 0.5, None)
    tagged = replace(tagged, why=tuple(replace(why, fallback=fallback) for why in tagged.why))
    form = HtmlForm(tagged.topics)
    assert form.page(tagged, {}).decode().count(str(fallback)) == len(TEXTS)
    assert form.page(tagged, {1: "set by Ann"}).decode().count(str(fallback)) == len(TEXTS) - 1


def test_what_cannot_be_encoded_is_replaced(tagged):
    page = HtmlForm(tagged.topics, title="\ud800").page(replace(tagged, source="\udcff.txt"), {})
    assert b"?.txt" in page
