from pathlib import Path

import yaml
from huggingface_hub import ModelCard
from judged_samples import made_scores

from classify.config import parse_config
from classify.judging.card import model_card
from classify.judging.measures import HEADLINES
from classify.judging.metrics import TopicScores
from classify.records import Topic

CONFIG = parse_config({"name": "m", "data": {"path": "a.jsonl"}}, Path("c.yaml"))
SCORES = made_scores(per_topic={"oil": TopicScores(0.1, 0.2, None, 4, 0.5)})


def card(scores=SCORES, config=CONFIG):
    topics = [Topic("oil", "Oil", "Crude and its price.")]
    return model_card(config, topics, "multi", {"texts": 12, "articles": 5}, scores, "articles held out")


def test_the_head_is_hub_metadata():
    metadata = yaml.safe_load(card().split("---")[1])
    assert metadata["pipeline_tag"] == "text-classification"
    assert metadata["library_name"] == "classify"
    assert "multi-label" in metadata["tags"]
    assert not {"license", "language"} & set(metadata)


def test_the_hub_reads_the_scores():
    data = ModelCard(card()).data
    results = {result.metric_name: (result.metric_type, result.metric_value) for result in data.eval_results}
    assert results["micro F1"] == ("f1", 0.5)
    assert results["exact match"] == ("accuracy", 0.5)
    assert len(results) == len(HEADLINES)
    assert data.model_name == "m"


def test_language_and_licence_are_those_of_the_config():
    settings = {"language": "en", "license": "cc-by-4.0"}
    config = parse_config({"name": "m", "data": {"path": "a.jsonl"}, "card": settings}, Path("c.yaml"))
    data = ModelCard(card(config=config)).data
    assert (data.language, data.license) == ("en", "cc-by-4.0")


def test_the_card_says_scores_data_topics_and_limits():
    text = card()
    assert "12 labelled texts from 5 articles" in text
    assert "micro F1 0.500 (0.400 to 0.600)" in text
    assert "| `oil` | 0.100 | 0.200 | - | 4 |" in text
    assert "- `oil`: Oil. Crude and its price." in text
    assert "## Limits" in text


def test_a_model_that_was_not_measured_says_so():
    text = card(None)
    assert "Nothing was measured." in text
    assert "model-index" not in text
    assert "report.html" not in text
