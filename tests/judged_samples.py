"""Answers to judge, drawn and made by hand."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from classify.judging.answers import Answers
from classify.judging.measures import HEADLINES
from classify.judging.metrics import Figure, Scores


def answers(targets, scores, articles=None, thresholds=None, given=None):
    """Return answers from lists; what is not said is given at 0.5, each text its own article."""
    targets, scores = np.array(targets, bool), np.array(scores, float)
    articles = articles or [str(row) for row in range(len(targets))]
    given = scores >= 0.5 if given is None else np.array(given, bool)
    topics = tuple("abcdefgh"[: targets.shape[1]])
    return Answers(targets, scores, given, tuple(articles), topics, thresholds or (0.5,) * len(topics))


@st.composite
def drawn_answers(draw, topics=4):
    """Draw answers on a few texts of a few articles; equal probabilities are common."""
    texts = draw(st.integers(1, 14))
    targets = draw(arrays(np.bool_, (texts, topics)))
    scores = draw(arrays(np.float64, (texts, topics), elements=st.sampled_from([0.0, 0.1, 0.4, 0.5, 0.7, 0.97, 1.0])))
    return answers(targets, scores, draw(st.lists(st.sampled_from("xyz"), min_size=texts, max_size=texts)))


def noisy_answers(articles, noise=0.1, seed=0, texts=5, topics=3):
    """Return answers of which about a share `noise` is wrong."""
    generator = np.random.default_rng(seed)
    targets = np.random.default_rng(99).random((articles * texts, topics)) < 0.4
    given = targets ^ (generator.random(targets.shape) < noise)
    return answers(targets, np.where(given, 0.8, 0.2), [str(row // texts) for row in range(len(targets))])


def made_scores(interval=(0.4, 0.6), per_topic=None, articles=3, value=0.5):
    """Return scores in which every headline figure is the same."""
    return Scores(9, articles, {measure.name: Figure(value, interval) for measure in HEADLINES}, per_topic or {})
