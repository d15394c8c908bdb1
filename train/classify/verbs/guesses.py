"""Self-training: texts without labels of which a model is sure are learnt from too, with the topics it gives them.

Yarowsky, "Unsupervised word sense disambiguation rivaling supervised methods" (ACL 1995). Where labels are few and
texts short, the words that such texts hold beside the known ones are what labels would have to teach otherwise. Long
texts hold enough of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from classify.errors import counted
from classify.records import Example
from classify.verbs.learn import learn
from classify.verbs.steps import are_short

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from classify.config import Config
    from classify.features.tfidf import Features
    from classify.learning.probabilities import TaskKind
    from classify.progress import Progress
    from classify.records import Topic
    from classify.tagging.model import Model
    from classify.verbs.learn import Learnt

_SURE = 0.8
"""The probability from which a topic is taken as given; one under the rest of it is taken as not given."""
_MOST = 2
"""No more guessed texts than so many for each labelled one."""


def learn_with_guesses(
    config: Config,
    examples: Sequence[Example],
    unlabelled: Sequence[str],
    topics: tuple[Topic, ...],
    kind: TaskKind,
    progress: Progress,
    on_features: Callable[[Features], None] = lambda _: None,
) -> Learnt:
    """Learn from labelled texts and, where they are short, again from them and those of which that model is sure.

    Args:
        config: the settings.
        examples: the labelled texts.
        unlabelled: texts without labels; none of them may be among those to judge the model on.
        topics: the topics to learn.
        kind: whether a text has any number of topics or exactly one.
        progress: who is told how it goes.
        on_features: as for `learn`, of the second time.

    Raises:
        InputError: as `learn`.
    """
    if not unlabelled or not are_short([example.text for example in examples]):
        return learn(config, examples, topics, kind, progress, on_features)
    first = learn(config, examples, topics, kind, progress)
    guessed = sure_guesses(first.model, unlabelled, _MOST * len(examples))
    progress.stage(f"Learning also from {counted(len(guessed), 'text')} without labels")
    return learn(first.config, examples, topics, kind, progress, on_features, guessed)


def sure_guesses(model: Model, texts: Sequence[str], most: int) -> list[Example]:
    """Return the texts of which a model is sure, with the topics that it gives them.

    It is sure of a text if every topic's probability is near 0 or 1, and that of one at least near 1: of a text without
    any topic it may be sure because it knows none of the words.

    Args:
        model: the model.
        texts: the texts.
        most: how many at most; those with the surest decisions are taken first.
    """
    if not texts:
        return []
    scores = model.scores(texts)
    sureness = np.abs(scores - 0.5).min(axis=1)
    eligible = (sureness > _SURE - 0.5) & (scores > _SURE).any(axis=1)
    order = np.argsort(np.where(eligible, -sureness, 1.0), kind="stable")[: min(most, int(eligible.sum()))]
    return [_guess(model, texts[row], scores[row]) for row in order.tolist()]


def _guess(model: Model, text: str, scores: NDArray[np.floating]) -> Example:
    topics = tuple(topic.id for topic, score in zip(model.topics, scores, strict=True) if score > _SURE)
    return Example(text, topics, article=text, place="unlabelled")
