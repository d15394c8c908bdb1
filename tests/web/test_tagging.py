import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.errors import InputError
from classify.web.tagging import read_text, records, summary, tag

TEXT = "Crude oil flowed to the refinery. Rebels met the offensive with an ambush. The report said so."


def tagged(tagger, text=TEXT, **options):
    return tag(tagger, read_text("a.txt", text), **options)


def test_a_text_is_read_in_sentences_or_whole():
    assert len(read_text("a", TEXT).sentences) == 3
    (whole,) = read_text("a", TEXT, whole=True).sentences
    assert (whole.text, whole.start, whole.end) == (TEXT, 0, len(TEXT))


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "no text in it"), (" \n\t\u3000", "no text in it"), ("oil\x00", "null byte"), ("%PDF-1.4 oil", "a PDF")],
)
@pytest.mark.parametrize("whole", [False, True])
def test_what_is_no_text_is_refused_by_its_name(text, reason, whole):
    with pytest.raises(InputError, match=reason) as caught:
        read_text("my notes", text, whole)
    assert caught.value.cause.startswith("my notes: ")


def test_the_answers_are_those_of_the_tagger(tagger):
    rows = json.loads(records(tagged(tagger)))
    expected = tagger.tag_article(TEXT)
    assert [row["topics"] for row in rows] == [list(one.topics) for one in expected.sentences]
    assert [row["scores"] for row in rows] == [pytest.approx(one.scores, abs=1e-6) for one in expected.sentences]
    assert [(row["position"], TEXT[row["start"] : row["end"]]) for row in rows] == [
        (number, row["text"]) for number, row in enumerate(rows)
    ]


def test_only_the_topics_asked_for_are_reported_in_their_order(tagger):
    rows = json.loads(records(tagged(tagger, topics=("energy", "economy"))))
    assert {tuple(row["scores"]) for row in rows} == {("energy", "economy")}
    assert {topic for row in rows for topic in row["topics"]} == {"energy"}
    assert json.loads(records(tagged(tagger, topics=())))[0]["scores"] == {}


def test_reasons_come_only_where_they_are_asked_for(tagger):
    assert "why" not in json.loads(records(tagged(tagger)))[0]
    explained = json.loads(records(tagged(tagger, explain=True)))
    assert list(explained[0]["why"]) == ["energy"]
    assert explained[2]["why_not"]["known_words"] is True


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1))
def test_records_are_an_array_whatever_is_in_the_text(tagger, text):
    try:
        article = read_text("a\u2028\n.txt", f"oil{text}")
    except InputError:
        return
    rows = json.loads(records(tag(tagger, article)))
    assert [row["text"] for row in rows] == [sentence.text for sentence in article.sentences]


def test_the_summary_counts_the_sentences_of_the_article_itself(tagger):
    found = json.loads(summary(tagged(tagger)))
    assert (found["file"], found["sentences"]) == ("a.txt", 3)
    assert [(topic["topic"], topic["sentences"]) for topic in found["topics"]] == [
        (topic.topic, topic.sentences) for topic in tagger.tag_article(TEXT).topics
    ]
    assert found["topics"][0]["share"] == pytest.approx(1 / 3)


def test_the_headline_of_the_next_item_does_not_count(tagger):
    batch = tagged(tagger, f"{TEXT}\n\nMoscow Counts on Foreign Oil Sales.\n")
    assert json.loads(records(batch))[3]["kind"] == "next_headline"
    assert json.loads(summary(batch)) == json.loads(summary(tagged(tagger)))


def test_a_text_without_topics_has_an_empty_summary(tagger):
    assert json.loads(summary(tagged(tagger, "Xyzzy."))) == {"file": "a.txt", "sentences": 1, "topics": []}
