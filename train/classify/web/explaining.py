"""Why a text has a topic, and how far it is from having another."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from unicodedata import normalize

from classify.records import Sentence
from classify.tagging.reasons import fallback_of
from classify.web.schemas import ExplainAnswer, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classify.records import TaggedSentence
    from classify.tagging.tagger import Tagger

_LEAST = 1e-9
"""A threshold of 0 or 1 has no finite log-odds."""


def explain(tagger: Tagger, text: str, topics: Sequence[str], top: int) -> ExplainAnswer:
    """Explain some topics of one text."""
    text = normalize("NFC", text)
    (tagged,) = tagger.tag_sentences([Sentence(text, 0, len(text))])
    named, words = tagger.explain(text, top), tagger.weigh_words(text)
    thresholds: dict[str, float] = {} if tagger.rule.by_rank else tagger.thresholds
    reasons = {
        topic: Reason(
            score=tagged.scores[topic],
            threshold=thresholds.get(topic),
            given=topic in tagged.topics,
            note=_note(tagger, tagged, topic, words.known),
            logit=tagger.intercepts[topic] + sum(value for _, value in named[topic]),
            threshold_logit=_logit(thresholds[topic]) if topic in thresholds else None,
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


def _note(tagger: Tagger, tagged: TaggedSentence, topic: str, known: bool) -> str:
    """Say what decided, where it was not the threshold alone."""
    top_k = tagger.rule.top_k
    if top_k is not None:
        best = "the most probable topic" if top_k == 1 else f"among the {top_k} most probable topics"
        return f"{'' if topic in tagged.topics else 'not '}{best} of the text"
    fallback = fallback_of(tagger, tagged, known)
    if fallback is not None and fallback.topic == topic:
        return str(fallback)
    return "" if known else "no known words"


def _logit(probability: float) -> float:
    inside = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(inside / (1 - inside))
