"""From corrections to a new model beside the old one, and to what sets the two apart."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.config import DataSettings
from classify.corpus.loading import load_examples
from classify.errors import InputError
from classify.judging.counts import bootstrap_weights, count, macro_f1, micro_f1
from classify.tagging.folder import load_model
from classify.tagging.swap import replacing
from classify.verbs.learn import judge_model
from classify.verbs.task import indicator
from classify.verbs.train import train

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from classify.config import Config
    from classify.judging.counts import Counts
    from classify.progress import Progress
    from classify.records import Example
    from classify.tagging.model import Model

_DRAWS = 1000
_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Figure:
    """A score before and after, and the 95 % interval of the difference (paired bootstrap over articles)."""

    before: float
    after: float
    interval: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Moved:
    """A corrected text, what it should have, and what each model gives it."""

    text: str
    wanted: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Retrained:
    """What a new model changes.

    Attributes:
        texts: number of texts held out, on which both models were judged; 0 where none are, and nothing was judged.
        articles: number of articles they come from.
        micro_f1: F1 over all decisions.
        macro_f1: mean F1 of the topics.
        per_topic: F1 of every topic, before and after.
        changed: how many decisions on the texts held out are others now.
        corrections: how many texts were corrected.
        right_before: how many of them the old model has all right.
        right_after: how many of them the new model has all right, having learnt from them.
        moved: corrected texts that the models answer differently, at most a hundred.
    """

    texts: int
    articles: int
    micro_f1: Figure | None
    macro_f1: Figure | None
    per_topic: dict[str, tuple[float, float]]
    changed: int
    corrections: int
    right_before: int
    right_after: int
    moved: tuple[Moved, ...]

    def as_json(self) -> dict[str, Any]:
        """Return plain lists, dicts and numbers."""
        return asdict(self)


def retrain(config: Config, corrections: Path, live: Path, candidate: Path, progress: Progress) -> Retrained:
    """Learn from the data of a config and corrections, into a folder of its own, and compare with the model in use.

    Args:
        config: the settings that the model in use was trained with.
        corrections: labelled texts, as JSONL.
        live: the folder of the model in use; it is only read.
        candidate: the folder of the new model.
        progress: who is told how it goes.

    Raises:
        InputError: the config, the data, or a folder cannot be used, or the config has other topics than the model.
        JobError: the new folder cannot be written.
    """
    old, _ = load_model(live)
    known = [topic.id for topic in old.topics]
    examples = load_examples(DataSettings(path=(str(corrections),)), known=known)
    held_out = train(config, candidate, force=True, progress=progress, corrections=examples).held_out
    new, _ = load_model(candidate)
    if [topic.id for topic in new.topics] != known:
        raise InputError(
            f"{config.name}: the config leads to other topics than the model in use has.",
            "Name with --config the config that the model was trained with.",
        )
    progress.stage("Comparing the new model with the one in use")
    return compare(old, new, held_out, examples, config.seed)


def compare(
    old: Model, new: Model, held_out: Sequence[Example], corrections: Sequence[Example], seed: int
) -> Retrained:
    """Judge two models of the same topics on the same texts, and look at what was corrected."""
    before, after = (_given(model, corrections) for model in (old, new))
    wanted = indicator(corrections, old.topics)
    moved = [
        Moved(corrections[row].text, *(_names(old, each[row]) for each in (wanted, before, after)))
        for row in np.flatnonzero((before != after).any(axis=1))[:_SHOWN].tolist()
    ]
    micro, macro, per_topic, changed = _judged(old, new, held_out, seed) if held_out else (None, None, {}, 0)
    return Retrained(
        texts=len(held_out),
        articles=len({example.article for example in held_out}),
        micro_f1=micro,
        macro_f1=macro,
        per_topic=per_topic,
        changed=changed,
        corrections=len(corrections),
        right_before=int((before == wanted).all(axis=1).sum()),
        right_after=int((after == wanted).all(axis=1).sum()),
        moved=tuple(moved),
    )


def accept(candidate: Path, live: Path, previous: Path) -> None:
    """Put a new model in the place of the one in use, and keep that one as the previous.

    Each of the two steps is done whole or not at all.

    Raises:
        JobError: a folder cannot be written; the model in use is the old one or the new one.
    """
    with replacing(previous) as new:
        shutil.copytree(live, new, dirs_exist_ok=True)
    with replacing(live) as new:
        shutil.copytree(candidate, new, dirs_exist_ok=True)
    shutil.rmtree(candidate)


def bring_back(live: Path, previous: Path) -> None:
    """Let the model in use and the previous one change places.

    Raises:
        JobError: a folder cannot be written; the model in use is one of the two.
    """
    with tempfile.TemporaryDirectory(dir=previous.parent) as scratch:
        kept = shutil.copytree(live, Path(scratch) / "model")
        with replacing(live) as new:
            shutil.copytree(previous, new, dirs_exist_ok=True)
        with replacing(previous) as new:
            shutil.copytree(kept, new, dirs_exist_ok=True)


def _judged(
    old: Model, new: Model, examples: Sequence[Example], seed: int
) -> tuple[Figure, Figure, dict[str, tuple[float, float]], int]:
    targets, articles = indicator(examples, old.topics), [example.article for example in examples]
    decisions = [_given(model, examples) for model in (old, new)]
    counts = [count(targets, given, articles) for given in decisions]
    weights = bootstrap_weights(len(counts[0].hits), _DRAWS, seed)

    def figure(measure: Callable[[Counts], NDArray[np.float64]]) -> Figure:
        before, after = (float(measure(each.drawn(np.ones((1, len(each.hits)))))[0]) for each in counts)
        first, second = (measure(each.drawn(weights)) for each in counts)
        low, high = np.percentile(second - first, [2.5, 97.5])
        return Figure(before, after, (float(low), float(high)))

    scores = [judge_model(model, examples, seed).per_topic for model in (old, new)]
    per_topic = {topic: (row.f1, scores[1][topic].f1) for topic, row in scores[0].items()}
    return figure(micro_f1), figure(macro_f1), per_topic, int((decisions[0] != decisions[1]).sum())


def _given(model: Model, examples: Sequence[Example]) -> NDArray[np.bool_]:
    return model.given(model.scores([example.text for example in examples]))


def _names(model: Model, given: NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(topic.id for topic, yes in zip(model.topics, given.tolist(), strict=True) if yes)
