"""From several models and labelled texts to what sets the models apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import compress
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.corpus.sources import data_files
from classify.errors import InputError, listed
from classify.judging.metrics import judge
from classify.judging.paired import compare as compare_answers
from classify.progress import Silent
from classify.tagging.folder import load_model
from classify.verbs.answers import answers_of
from classify.verbs.evaluate import read_like_training, warn_of_training_texts
from classify.verbs.unknown import unknown_topics, with_known_topics
from classify.writing.targets import check_target
from classify.writing.whole import write_json_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from classify.config import DataSettings
    from classify.judging.answers import Answers
    from classify.judging.metrics import Scores
    from classify.judging.paired import Paired
    from classify.progress import Progress
    from classify.records import Example
    from classify.tagging.manifest import Manifest
    from classify.tagging.model import Model


@dataclass(frozen=True)
class Disagreement:
    """A text on which models differ.

    Attributes:
        example: the text and its true topics, those that are compared.
        answers: the topics that each model gives, by model.
        scores: the probabilities that each model gives to the topics in dispute, by model.
        gap: the greatest difference of two models' probabilities of a topic in dispute.
    """

    example: Example
    answers: dict[str, tuple[str, ...]]
    scores: dict[str, dict[str, float]]
    gap: float

    def as_json(self) -> dict[str, Any]:
        """Return plain lists, dicts and numbers."""
        example = self.example
        row = {"article": example.article, "position": example.position, "place": example.place}
        return {**row, "text": example.text, "topics": example.topics, "answers": self.answers, "scores": self.scores}


@dataclass(frozen=True)
class Compared:
    """Models side by side.

    Attributes:
        scores: how each did on the shared topics, by model, in the order given.
        differences: how each model but the first differs from the first.
        disagreements: the texts on which they differ, those with the widest gap first.
        left_out: topics that not all models know, by the models that do.
        unknown: topics of the data that are not compared, with the number of their texts.
    """

    scores: dict[str, Scores]
    differences: dict[str, Paired]
    disagreements: list[Disagreement]
    left_out: dict[str, list[str]]
    unknown: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        """Return plain lists, dicts and numbers; of the disagreements only how many there are."""
        return {
            "models": {model: scores.as_json() for model, scores in self.scores.items()},
            "differences": {model: paired.as_json() for model, paired in self.differences.items()},
            "against": next(iter(self.scores)),
            "disagreements": len(self.disagreements),
            "left_out": self.left_out,
            "unknown": self.unknown,
        }


def compare(
    folders: Sequence[Path],
    data: DataSettings,
    progress: Progress | None = None,
    seed: int = 0,
    differences: Path | None = None,
) -> Compared:
    """Judge models on the same labelled texts, and each but the first against the first.

    Args:
        folders: the model folders, two or more.
        data: where the labelled texts are; read as the first model's training data, where it says nothing else.
        progress: who is told how it goes.
        seed: seed of the bootstrap.
        differences: a file to write the texts to on which the models differ, a row of JSON each.

    Raises:
        InputError: fewer than two models, no model or no usable data there, no topic that all models know, none of
            those in the data, or a file that cannot be written.
        JobError: the file cannot be written.
    """
    progress = progress or Silent()
    _check_differences(differences, data)
    models, manifests = _load(folders)
    shared, left_out = _shared({name: [topic.id for topic in model.topics] for name, model in models.items()}, progress)
    progress.stage("Reading the labelled texts")
    examples = read_like_training(data, next(iter(manifests.values())))
    unknown = unknown_topics(examples, shared, progress, "all models")
    for name, manifest in manifests.items():
        warn_of_training_texts(manifest, examples, progress, name)
    examples = with_known_topics(examples, {*shared, *left_out}, progress)
    progress.stage(f"Tagging {len(examples)} texts {len(models)} times, and comparing")
    answers = {name: answers_of(model, examples).of_topics(shared) for name, model in models.items()}
    first, *others = answers
    disagreements = _disagreements(examples, answers)
    if differences is not None:
        write_json_lines(differences, (row.as_json() for row in disagreements))
    scores = {name: judge(each, seed) for name, each in answers.items()}
    paired = {name: compare_answers(answers[first], answers[name], seed) for name in others}
    return Compared(scores, paired, disagreements, left_out, unknown)


def _check_differences(path: Path | None, data: DataSettings) -> None:
    if path is not None:
        check_target(path, [file for name in data.path for file in data_files(name)], "--differences")


def _load(folders: Sequence[Path]) -> tuple[dict[str, Model], dict[str, Manifest]]:
    """Load the models and their manifests, by the names of their folders as given."""
    names = [str(folder) for folder in folders]
    twice = next((name for name in names if names.count(name) > 1), None)
    if len(names) < 2 or twice is not None:
        found = f"the model {twice} is named twice" if twice else f"{len(names)} model is named"
        raise InputError(
            f"compare: {found}; two different ones are needed.",
            "Try: classify compare models/old models/new --data labelled.jsonl",
        )
    loaded = {name: load_model(folder) for name, folder in zip(names, folders, strict=True)}
    return {name: model for name, (model, _) in loaded.items()}, {name: each for name, (_, each) in loaded.items()}


def _shared(topics: dict[str, list[str]], progress: Progress) -> tuple[list[str], dict[str, list[str]]]:
    """Return the topics that all models know, in the order of the first, and the others with the models that do."""
    knowing: dict[str, list[str]] = {}
    for model, names in topics.items():
        for name in names:
            knowing.setdefault(name, []).append(model)
    shared = [name for name, models in knowing.items() if len(models) == len(topics)]
    if not shared:
        each = "; ".join(f"{model}: {listed(names, 4)}" for model, names in topics.items())
        raise InputError(f"compare: the models have no topic in common ({each}).", "Name models of the same topics.")
    left_out = {name: models for name, models in knowing.items() if len(models) < len(topics)}
    if left_out:
        said = listed(f"{topic} ({listed(models)})" for topic, models in left_out.items())
        progress.warn(f"{len(left_out)} topic(s) that not all models know are left out: {said}")
    return shared, left_out


def _disagreements(examples: Sequence[Example], answers: dict[str, Answers]) -> list[Disagreement]:
    given = np.stack([each.given for each in answers.values()])
    scores = np.stack([each.scores for each in answers.values()])
    disputed = np.asarray(given.any(axis=0) & ~given.all(axis=0))
    gaps = np.where(disputed, np.ptp(scores, axis=0), 0.0).max(axis=1)
    rows = np.flatnonzero(disputed.any(axis=1))
    order = rows[np.argsort(-gaps[rows], kind="stable")].tolist()
    return [_disagreement(examples[row], row, disputed[row], answers, float(gaps[row])) for row in order]


def _disagreement(
    example: Example, row: int, disputed: NDArray[np.bool_], answers: dict[str, Answers], gap: float
) -> Disagreement:
    topics = next(iter(answers.values())).topics
    in_dispute = [(column, topics[column]) for column in np.flatnonzero(disputed).tolist()]
    return Disagreement(
        replace(example, topics=tuple(topic for topic in example.topics if topic in topics)),
        {name: tuple(compress(topics, each.given[row].tolist())) for name, each in answers.items()},
        {
            name: {topic: round(float(each.scores[row, column]), 7) for column, topic in in_dispute}
            for name, each in answers.items()
        },
        gap,
    )
