"""How scores grow with the number of labelled texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from classify.corpus.splits import fold_numbers, fraction
from classify.errors import InputError
from classify.judging.measured import Point
from classify.judging.metrics import judge
from classify.progress import Silent
from classify.verbs.answers import answers_of
from classify.verbs.learn import learn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from classify.config import Config
    from classify.progress import Progress
    from classify.records import Example
    from classify.verbs.task import Task

SHARES = (0.125, 0.25, 0.5, 1.0)
_FOLDS = 5


def learning_curve(
    config: Config, task: Task, training: Sequence[Example], testing: Sequence[Example], progress: Progress
) -> Iterator[Point]:
    """Learn from growing shares of the articles, the smaller within the larger, and judge each on the same texts.

    A share with too few articles to learn from is left out.

    Args:
        config: the settings; features and C that it leaves open are chosen for each share.
        task: the topics, and the kind of the task.
        training: the texts to learn from.
        testing: the texts to judge on; where there are none, a fifth of the articles of `training` is split off.
        progress: who is told how far it is.
    """
    if not testing:
        numbers = np.array(fold_numbers([example.article for example in training], _FOLDS, config.seed))
        testing = [training[row] for row in np.flatnonzero(numbers == 0).tolist()]
        training = [training[row] for row in np.flatnonzero(numbers != 0).tolist()]
    progress.stage("Learning from shares of the articles, for the learning curve")
    for done, share in enumerate(SHARES):
        progress.advance(done, len(SHARES))
        part = [example for example in training if fraction(example.article, "curve") < share]
        articles = len({example.article for example in part})
        if not part:
            continue
        try:
            model = learn(config, part, task.topics, task.kind, Silent()).model
        except InputError:
            continue
        yield Point(share, articles, len(part), judge(answers_of(model, testing), config.seed))
