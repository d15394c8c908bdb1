"""The reasons of a tag add up to it, by n-gram and by word."""

import math
from dataclasses import replace

import pytest

import classify
from classify.learning.decisions import Rule
from classify.tagging.folder import load_model
from classify.tagging.tagger import Tagger
from classify.web.explaining import explain


@pytest.fixture(scope="module")
def tagger(model_folder):
    return classify.load(model_folder)


def test_words_and_intercept_add_up_to_the_log_odds(tagger):
    text = "Crude oil and gas rose; rebels shelled the bank."
    reasons = explain(tagger, text, tagger.topics, top=3).topics
    assert set(reasons) == set(tagger.topics)
    for reason in reasons.values():
        assert 1 / (1 + math.exp(-reason.logit)) == pytest.approx(reason.score, abs=1e-5)
        assert sum(weight for _, _, weight in reason.words) + reason.intercept == pytest.approx(reason.logit, abs=1e-2)
        assert reason.given == (reason.score >= reason.threshold)
        assert (reason.logit >= reason.threshold_logit) == reason.given


def test_only_the_topics_asked_for_are_explained(tagger):
    topic = tagger.topics[1]
    assert list(explain(tagger, "Crude oil", [topic], top=1).topics) == [topic]


def test_the_text_comes_back_in_the_form_that_the_places_count_in(tagger):
    answer = explain(tagger, "cafe\u0301 oil", tagger.topics[:1], top=1)
    assert answer.text == "caf\u00e9 oil"


def test_what_decides_beside_thresholds_is_said(model_folder):
    def notes(text, **rule):
        tagger = Tagger(replace(load_model(model_folder)[0], rule=Rule(**rule)))
        reasons = explain(tagger, text, tagger.topics, top=1).topics
        given = next((topic for topic in tagger.topics if reasons[topic].given), None)
        return {reasons[topic].note for topic in tagger.topics if topic != given}, given and reasons[given]

    others, given = notes("Crude oil", top_k=1)
    assert (given.note, given.threshold, given.threshold_logit) == ("the most probable topic of the text", None, None)
    assert others == {"not the most probable topic of the text"}
    assert notes("Crude oil", top_k=2)[1].note == "among the 2 most probable topics of the text"
    others, given = notes("The report said plans.", at_least_one=True)
    assert "below its threshold" in given.note
    assert others == {""}
    assert notes("Xyzzy qwrk.") == ({"no known words"}, None)
    assert notes("Crude oil")[1].note == ""
