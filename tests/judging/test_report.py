import re
from dataclasses import replace

import numpy as np
import pytest
from pages import Reader, needs_nothing

from classify.judging import report as module
from classify.judging.answers import Answers
from classify.judging.measured import Measured, Point
from classify.judging.metrics import judge
from classify.judging.report import report

TEXTS = [
    "Crude oil flowed.",
    "Rebels under shelling & siege.",
    "Budget and taxes.",
    "He gave no date.",
    "Oil <script>alert(1)</script> for the bank.",
    "The siege of the bank.",
]
TARGETS = [[0, 0, 1], [1, 0, 0], [0, 1, 0], [0, 0, 0], [0, 1, 0], [0, 1, 0]]


@pytest.fixture
def measured(tagger):
    scores = tagger.predict_proba(TEXTS).astype(float)
    names = [["armed-conflict", "economy", "energy"].index(topic) for topic in tagger.topics]
    targets = np.array(TARGETS, bool)[:, names]
    articles = ("a", "a", "b", "b", "c", "d")
    answers = Answers(targets, scores, scores >= 0.5, articles, tuple(tagger.topics), (0.5, 0.5, 0.5))
    return Measured("small", tagger, answers, TEXTS, judge(answers), "articles held out", {"task": "three"}, seen=False)


def test_the_page_is_whole_and_needs_nothing_from_elsewhere(measured):
    page = report(measured)
    assert Reader(page).open == []
    needs_nothing(page)
    assert "alert(1)" in Reader(page).text


def test_it_shows_scores_with_intervals_topics_charts_and_mistakes(measured):
    page = report(measured)
    text = " ".join(Reader(page).text.split())
    assert re.search(r"micro F1 0\.\d{3} 0\.\d{3} to [01]\.\d{3}", text)
    assert page.count("<svg") == 1 + 2 * 3
    assert "Precision over recall of energy. The dot: precision" in page
    assert "Given, and not labelled" in text
    assert re.search(r"given energy at [01]\.\d{3}; labelled economy for oil \+", text)
    assert "words for" in text


def test_the_same_answers_give_the_same_page(measured):
    assert report(measured) == report(measured)


def test_reasons_of_a_model_that_has_seen_the_text_are_said_to_be_so(measured):
    assert "has learnt from the text" not in report(measured)
    assert "has learnt from the text" in report(replace(measured, seen=True))


def test_a_learning_curve_is_shown_where_there_is_one(measured):
    assert "learning curve" not in report(measured)
    page = report(measured, [Point(share, 2, 10, measured.scores) for share in (0.5, 1.0)])
    assert "Calibration and learning curve" in page
    assert page.count("<svg") == 1 + 1 + 2 * 3


def test_many_topics_are_listed_by_pairs_and_the_rarest_have_no_charts(measured, monkeypatch):
    monkeypatch.setattr(module, "_MATRIX", 2)
    monkeypatch.setattr(module, "_DRAWN", 1)
    page = report(measured)
    assert "given in its place" in page
    assert 'class="matrix"' not in page
    assert page.count("<svg") == 1 + 2


def test_long_texts_are_cut(measured):
    long = replace(measured, texts=[*TEXTS[:4], "Oil " * 500, TEXTS[5]])
    assert "Oil Oil" in report(long)
    assert "Oil " * 150 not in report(long)


def test_a_topic_that_no_text_has_gets_no_curve(measured):
    targets = measured.answers.targets.copy()
    targets[:, 0] = False
    answers = replace(measured.answers, targets=targets)
    assert report(replace(measured, answers=answers, scores=judge(answers))).count("<svg") == 1 + 2 * 3 - 1
