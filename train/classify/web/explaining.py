"""Why a text has a topic, and how far it is from having another."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from unicodedata import normalize

from classify.web.schemas import ExplainAnswer, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classify.tagging.tagger import Tagger

_LEAST = 1e-9
"""A threshold of 0 or 1 has no finite log-odds."""


def explain(tagger: Tagger, text: str, topics: Sequence[str], top: int) -> ExplainAnswer:
    """Explain some topics of one text."""
    text = normalize("NFC", text)
    scores = dict(zip(tagger.topics, tagger.predict_proba([text])[0].tolist(), strict=True))
    given = set(tagger.predict([text])[0])
    named, words = tagger.explain(text, top), tagger.weigh_words(text)
    reasons = {
        topic: Reason(
            score=scores[topic],
            threshold=tagger.thresholds[topic],
            given=topic in given,
            logit=tagger.intercepts[topic] + sum(value for _, value in named[topic]),
            threshold_logit=_logit(tagger.thresholds[topic]),
            intercept=tagger.intercepts[topic],
            why=named[topic],
            words=[
                (start, end, round(weight, 4))
                for (start, end), weight in zip(words.spans, words.weights[topic].tolist(), strict=True)
            ],
        )
        for topic in topics
    }
    return ExplainAnswer(text=text, topics=reasons)


def _logit(probability: float) -> float:
    inside = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(inside / (1 - inside))
