"""From a model and labelled texts to scores."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from classify.corpus.fingerprints import met_again
from classify.corpus.loading import load_examples
from classify.corpus.splits import is_held_out
from classify.errors import counted, listed
from classify.judging.metrics import judge
from classify.judging.slices import slices
from classify.progress import Silent
from classify.tagging.folder import load_model
from classify.verbs.answers import answers_of
from classify.verbs.unknown import unknown_topics, with_known_topics

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

    Topics of the data that the model does not know are left out of all figures, and so are texts that have no others.

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
    known = [topic.id for topic in model.topics]
    left_out = unknown_topics(examples, known, progress)
    warn_of_training_texts(manifest, examples, progress)
    examples = with_known_topics(examples, set(known), progress)
    _warn_of_one_class(examples, progress)
    progress.stage(f"Tagging {counted(len(examples), 'text')}")
    answers = answers_of(model, examples)
    parts = None if by is None else slices(answers, [_value(example, by) for example in examples], seed)
    return Evaluated(judge(answers, seed), parts, left_out)


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


def warn_of_training_texts(
    manifest: Manifest, examples: Sequence[Example], progress: Progress, whom: str = "the model"
) -> None:
    """Warn where a model was trained on texts that it shall be judged on."""
    rule = manifest.settings["data"]["held_out"]
    learnt = [example for example in examples if not is_held_out(example.article, rule["share"], rule["always"])]
    again = met_again(learnt, manifest.data.get("file_fingerprints", ()))
    if again:
        progress.warn(
            f"{whom} was trained on {again} of these {counted(len(examples), 'text')}: such scores say little"
            " of how it does on others"
        )
