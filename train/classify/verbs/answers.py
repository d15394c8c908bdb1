"""What a model answers on labelled texts, for judging."""

from __future__ import annotations

from typing import TYPE_CHECKING

from classify.judging.answers import Answers
from classify.learning.probabilities import probabilities
from classify.learning.thresholds import cross_fitted_decisions
from classify.verbs.task import indicator

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from classify.records import Example
    from classify.tagging.model import Model
    from classify.verbs.learn import Folds


def answers_of(model: Model, examples: Sequence[Example]) -> Answers:
    """Return the answers of a model on labelled texts that it has not learnt from."""
    scores, given = model.answers([example.text for example in examples])
    return _answers(model, examples, scores, given)


def cross_validated_answers(model: Model, folds: Folds, examples: Sequence[Example]) -> Answers:
    """Answer every training text without its own help: with the other folds' models and thresholds.

    Args:
        model: the model on all texts.
        folds: what cross-fitting left of it.
        examples: the texts that both were learnt from.
    """
    scores = probabilities(folds.logits, model.kind)
    targets = indicator(examples, model.topics)
    given = cross_fitted_decisions(scores, targets, folds.numbers, folds.known, folds.aim, model.rule)
    return _answers(model, examples, scores, given)


def _answers(
    model: Model, examples: Sequence[Example], scores: NDArray[np.float64], given: NDArray[np.bool_]
) -> Answers:
    return Answers(
        targets=indicator(examples, model.topics),
        scores=scores,
        given=given,
        articles=tuple(example.article for example in examples),
        topics=tuple(topic.id for topic in model.topics),
        thresholds=tuple(None if model.rule.by_rank else value for value in model.thresholds.tolist()),
    )
