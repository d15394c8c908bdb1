from dataclasses import replace

import pytest

from classify.learning.decisions import Rule
from classify.records import Sentence
from classify.tagging.folder import load_model
from classify.tagging.reasons import Missed, reasons
from classify.tagging.tagger import Tagger


def why(tagger, text, topics=None):
    (tagged,) = tagger.tag_sentences([Sentence(text, 0, len(text))])
    return reasons(tagger, tagged, topics or tagger.topics)


def test_reasons_are_given_for_the_tags_alone(tagger):
    found = why(tagger, "Crude oil in the pipeline.")
    assert list(found.ngrams) == list(found.words) == found.told == ["energy"]
    assert found.missed is None


def test_words_and_ngrams_have_the_same_sum(tagger):
    found = why(tagger, "Crude oil in the pipeline near the refinery, crude and gas.")
    sums = [sum(value for _, value in side["energy"]) for side in (found.ngrams, found.words)]
    assert sums[0] == pytest.approx(sums[1], abs=1e-5)


def test_no_tag_names_the_nearest_topic_and_its_distance(tagger):
    found = why(tagger, "The report said oil on Tuesday.", ["economy"])
    missed = found.missed
    assert (missed.known, missed.topic, found.told) == (True, "economy", ["economy"])
    assert missed.below == pytest.approx(tagger.thresholds["economy"] - missed.score)
    assert missed.below > 0
    assert "below its threshold" in str(missed)
    assert set(missed.as_json()) == {"known_words", "nearest", "score", "threshold", "below"}


def test_no_tag_names_the_topic_with_the_smallest_gap(tagger):
    text = "He gave no date."
    (scores,) = tagger.predict_proba([text]).astype(float)
    gaps = {topic: tagger.thresholds[topic] - score for topic, score in zip(tagger.topics, scores, strict=True)}
    assert why(tagger, text).missed.topic == min(gaps, key=gaps.get)


def test_no_known_words_are_told(tagger):
    found = why(tagger, "Xyzzy qwrk.")
    assert not found.missed.known
    assert found.told == []
    assert str(found.missed) == "no known words"
    assert found.missed.as_json()["below"] is None


def test_where_one_topic_is_given_there_is_no_threshold():
    missed = Missed(True, "a", 0.3, None)
    assert missed.as_json() == {"known_words": True, "nearest": "a", "score": 0.3, "threshold": None, "below": None}
    assert str(missed) == "nearest: a 0.30, another is more probable"


def with_rule(model_folder, **rule):
    return Tagger(replace(load_model(model_folder)[0], rule=Rule(**rule)))


def test_a_topic_below_its_threshold_says_why_it_is_there(model_folder):
    tagger = with_rule(model_folder, at_least_one=True)
    found = why(tagger, "He gave no date, and the report said plans.")
    (topic,) = found.ngrams
    assert found.missed is None
    assert found.fallback.as_json()["below"] == pytest.approx(tagger.thresholds[topic] - found.fallback.score, abs=1e-6)
    assert found.fallback.score < tagger.thresholds[topic]
    assert str(found.fallback).endswith("below its threshold; every text is given one topic at least")
    unknown = why(tagger, "Xyzzy qwrk.").fallback
    assert str(unknown) == "no known words; every text is given one topic at least"
    assert why(tagger, "Crude oil in the pipeline.").fallback is None
    others = [other for other in tagger.topics if other != topic]
    filtered = why(tagger, "He gave no date, and the report said plans.", others)
    assert (filtered.fallback, filtered.ngrams) == (None, {})
    assert filtered.missed.topic in others


def test_by_rank_a_missing_topic_has_no_threshold(model_folder):
    tagger = with_rule(model_folder, top_k=1)
    missed = why(tagger, "Crude oil in the pipeline.", ["economy"]).missed
    assert (missed.threshold, missed.below) == (None, None)


@pytest.mark.parametrize(("top_k", "told"), [(1, "1 topic"), (2, "2 topics")])
def test_by_rank_a_text_without_known_words_says_why_it_has_topics(model_folder, top_k, told):
    tagger = with_rule(model_folder, top_k=top_k)
    found = why(tagger, "Xyzzy qwrk.")
    assert str(found.fallback) == f"no known words; every text is given {told}"
    record = found.fallback.as_json()
    assert (record["topic"], record["threshold"], record["below"]) == (next(iter(found.ngrams)), None, None)
    assert why(tagger, "He gave no date, and the report said plans.").fallback is None
