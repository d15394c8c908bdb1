"""From a model and labelled texts to scores."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from classify.corpus.fingerprints import met_again
from classify.corpus.loading import load_examples
from classify.corpus.splits import is_held_out
from classify.errors import InputError, counted, listed
from classify.judging.metrics import judge
from classify.judging.slices import slices
from classify.progress import Silent
from classify.tagging.folder import load_model
from classify.verbs.answers import answers_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from classify.config import DataSettings
    from classify.judging.metrics import Scores
    from classify.judging.slices import Slice
    from classify.progress import Progress
    from classify.records import Example
    from classify.tagging.manifest import Manifest


@dataclass(frozen=True)
class Evaluated:
    """How a model did.

    Attributes:
        scores: on all texts.
        slices: on the texts of each value of a column; None where none was asked for.
        left_out: topics of the data that the model does not know, with the number of their texts.
    """

    scores: Scores
    slices: list[Slice] | None
    left_out: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        """Return plain lists, dicts and numbers."""
        record = {**self.scores.as_json(), "left_out": self.left_out}
        return record if self.slices is None else {**record, "slices": [asdict(part) for part in self.slices]}


def read_like_training(data: DataSettings, manifest: Manifest, keep: Collection[str] = ()) -> list[Example]:
    """Read labelled texts as a model's own training data were read, where the settings say nothing else.

    Args:
        data: where the texts are. A column that is not named is that of the training data where the texts have it,
            or else one of the usual names.
        manifest: of the model.
        keep: other columns to keep with the examples.

    Raises:
        InputError: no usable data there.
    """
    trained = manifest.settings["data"]
    settings = data.model_copy(update={"separator": data.separator or trained["separator"]})
    columns = {key: trained[key] for key in ("text", "labels", "group")}
    return load_examples(settings, keep=keep, door="options", remembered=columns)


def evaluate(
    folder: Path, data: DataSettings, progress: Progress | None = None, seed: int = 0, by: str | None = None
) -> Evaluated:
    """Judge a model on labelled texts.

    Topics of the data that the model does not know are left out of all figures; their texts stay.

    Args:
        folder: the model folder.
        data: where the labelled texts are; read as the training data were, where it says nothing else.
        progress: who is told how it goes.
        seed: seed of the bootstrap.
        by: a column of the data; the texts of each of its values are judged apart as well.

    Raises:
        InputError: no model or no usable data there, no such column, or none of the data's topics is known to
            the model.
    """
    progress = progress or Silent()
    model, manifest = load_model(folder)
    progress.stage("Reading the labelled texts")
    examples = read_like_training(data, manifest, keep=() if by is None else (by,))
    left_out = unknown_topics(examples, [topic.id for topic in model.topics], progress)
    _warn_of_one_class(examples, progress)
    _warn_of_training_texts(manifest, examples, progress)
    progress.stage(f"Tagging {counted(len(examples), 'text')}")
    answers = answers_of(model, examples)
    parts = None if by is None else slices(answers, [_value(example, by) for example in examples], seed)
    return Evaluated(judge(answers, seed), parts, left_out)


def unknown_topics(
    examples: Sequence[Example], known: Sequence[str], progress: Progress, whom: str = "the model"
) -> dict[str, int]:
    """Return the topics of the data that are not known, with the number of their texts, and warn of them.

    Args:
        examples: the data.
        known: the topics that can be judged.
        progress: who is warned.
        whom: who does not know them, in words.

    Raises:
        InputError: the data have topics, and none of them is known.
    """
    found = Counter(topic for example in examples for topic in example.topics)
    unknown = {topic: found[topic] for topic in sorted(found) if topic not in known}
    if unknown and len(unknown) == len(found):
        names = listed(f"{topic:.40}" for topic in unknown)  # they may be whole texts, of another column
        raise InputError(
            f"None of the data's topics ({names}) is known to {whom} ({listed(known)}).",
            f"Name data that go with {whom}, or the labels' column with --labels-column.",
        )
    if unknown:
        names = listed(f"{topic} (on {counted(texts, 'text')})" for topic, texts in unknown.items())
        progress.warn(f"{len(unknown)} topic(s) unknown to {whom} are left out of all figures: {names}")
    return unknown


def _warn_of_one_class(examples: Sequence[Example], progress: Progress) -> None:
    classes = {frozenset(example.topics) for example in examples}
    if len(classes) == 1:
        label = listed(sorted(classes.pop())) if examples[0].topics else "no topic"
        progress.warn(
            f"all {len(examples)} texts carry the same label ({label}): the figures say little of the other topics"
        )


def _value(example: Example, column: str) -> str:
    value = example.columns[column]
    return "(none)" if value is None or value == "" else str(value)


def _warn_of_training_texts(manifest: Manifest, examples: Sequence[Example], progress: Progress) -> None:
    rule = manifest.settings["data"]["held_out"]
    learnt = [example for example in examples if not is_held_out(example.article, rule["share"], rule["always"])]
    again = met_again(learnt, manifest.data.get("file_fingerprints", ()))
    if again:
        progress.warn(
            f"the model was trained on {again} of these {counted(len(examples), 'text')}: such scores say little"
            " of how it does on others"
        )
