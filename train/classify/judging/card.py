"""The model card: the ``README.md`` of a model folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from classify.errors import counted
from classify.judging.measures import HEADLINES
from classify.judging.metrics import shown
from classify.learning.decisions import rule_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from classify.config import Config
    from classify.judging.metrics import Figure, Scores
    from classify.learning.probabilities import TaskKind
    from classify.records import Topic

_BODY = """
# {name}

A TF-IDF + logistic-regression tagger trained with `classify` on {texts} labelled texts from {articles} articles.
{rule}

    import classify
    tagger = classify.load("{name}")                # this folder, or what snapshot_download of huggingface_hub returns
    tagger.predict(["..."])

    import joblib                                   # with scikit-learn alone; only for folders you trust
    joblib.load("{name}/pipeline.joblib").predict_proba(["..."])
"""
_HUB_METRICS = {"micro_f1": "f1", "macro_f1": "f1", "example_f1": "f1", "exact_match": "accuracy"}
"""What the hub calls a measure, where it has another name for it."""
_LIMITS = """
## Limits

The tagger knows words and their company, not meaning: irony, negation and events that its training texts do not
speak of escape it. Scores on texts of another kind, place or time than the training texts will be lower than the
ones above. Look at the reasons (`classify predict --explain`) before acting on a tag.
"""


def model_card(
    config: Config,
    topics: Sequence[Topic],
    kind: TaskKind,
    data: Mapping[str, object],
    scores: Scores | None,
    how: str,
) -> str:
    """Write the card.

    Args:
        config: the settings of the run.
        topics: the topics of the model.
        kind: whether a text has any number of topics or exactly one.
        data: ``texts`` and ``articles`` trained on.
        scores: how the model did, or None where nothing was measured.
        how: on what it was measured, in words.
    """
    metadata = yaml.safe_dump(_metadata(config, kind, scores, how), sort_keys=False, allow_unicode=True)
    parts = [f"---\n{metadata}---\n"]
    rule = _rule(config, kind)
    parts.append(_BODY.format(name=config.name, texts=data["texts"], articles=data["articles"], rule=rule))
    parts.append("\n## Scores\n\n" + (_scores(scores, how) if scores else "Nothing was measured.\n"))
    parts.append("\n## Topics\n\n" + "".join(_topic(topic) for topic in topics))
    parts.append(_LIMITS)
    return "".join(parts)


def _rule(config: Config, kind: TaskKind) -> str:
    rule = rule_of(config.thresholds, kind)
    if rule.top_k is not None:
        best = "topic: the most probable" if rule.top_k == 1 else "topics: the most probable"
        return f"A text carries exactly {'one' if rule.top_k == 1 else rule.top_k} {best}."
    over = "those whose probability reaches the topic's threshold"
    if rule.at_least_one:
        return f"A text carries at least one topic: {over}, or where none does, the most probable."
    return f"A text carries any number of topics, or none: {over}."


def _metadata(config: Config, kind: str, scores: Scores | None, how: str) -> dict[str, Any]:
    """Return the head of the card, in the keys of the Hugging Face hub; what is not known is left out."""
    metadata: dict[str, Any] = {"language": config.card.language, "license": config.card.license}
    metadata = {key: value for key, value in metadata.items() if value is not None}
    metadata |= {
        "library_name": "classify",
        "pipeline_tag": "text-classification",
        "tags": ["text-classification", "tf-idf", "logistic-regression", f"{kind}-label"],
    }
    return {**metadata, "metrics": ["f1"], **_model_index(config.name, scores, how)} if scores else metadata


def _model_index(name: str, scores: Scores, how: str) -> dict[str, Any]:
    metrics = [
        {
            "type": _HUB_METRICS.get(measure.name, measure.name),
            "name": measure.title,
            "value": round(scores.headlines[measure.name].value, 4),
        }
        for measure in HEADLINES
    ]
    result = {
        "task": {"type": "text-classification", "name": "Text classification"},
        "dataset": {"type": name, "name": f"{name}: {how}"},
        "metrics": metrics,
    }
    return {"model-index": [{"name": name, "results": [result]}]}


def _scores(scores: Scores, how: str) -> str:
    rows = "".join(
        f"| `{topic}` | {shown(row.precision, 3)} | {shown(row.recall, 3)} | {shown(row.f1, 3)} | {row.support} |\n"
        for topic, row in scores.per_topic.items()
    )
    headlines = "".join(_headline(measure.title, scores.headlines[measure.name]) for measure in HEADLINES)
    size = f"{counted(scores.texts, 'text')} from {counted(scores.articles, 'article')}"
    return (
        f"Measured on {size} ({how}); 95 % intervals by bootstrap over articles. `report.html` beside this "
        f"file has the curves, the reasons and the mistakes.\n\n"
        f"{headlines}\n"
        f"| topic | precision | recall | F1 | texts |\n|---|---|---|---|---|\n{rows}"
    )


def _headline(title: str, figure: Figure) -> str:
    interval = f" ({figure.interval[0]:.3f} to {figure.interval[1]:.3f})" if figure.interval else ""
    return f"- {title} {figure.value:.3f}{interval}\n"


def _topic(topic: Topic) -> str:
    title = f": {topic.title}" if topic.title != topic.id else ""
    definition = f". {topic.definition}" if topic.definition else ""
    return f"- `{topic.id}`{title}{definition}\n"
