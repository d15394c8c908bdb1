from pathlib import Path

import yaml
from judged_samples import made_scores

from classify.config import parse_config
from classify.judging.card import model_card
from classify.judging.metrics import TopicScores
from classify.records import Topic

CONFIG = parse_config({"name": "m", "data": {"path": "a.jsonl"}}, Path("c.yaml"))
SCORES = made_scores(per_topic={"oil": TopicScores(0.1, 0.2, None, 4, 0.5)})


def card(scores=SCORES):
    topics = [Topic("oil", "Oil", "Crude and its price.")]
    return model_card(CONFIG, topics, "multi", {"texts": 12, "articles": 5}, scores, "articles held out")


def test_the_head_is_hub_metadata():
    metadata = yaml.safe_load(card().split("---")[1])
    assert metadata["pipeline_tag"] == "text-classification"


def test_the_card_says_scores_data_topics_and_limits():
    text = card()
    assert "12 labelled texts from 5 articles" in text
    assert "micro F1 0.500 (0.400 to 0.600)" in text
    assert "| `oil` | 0.100 | 0.200 | - | 4 |" in text
    assert "- `oil`: Oil. Crude and its price." in text
    assert "## Limits" in text


def test_a_model_that_was_not_measured_says_so():
    assert "Nothing was measured." in card(None)
