"""The shipped corpus keeps what its data card promises."""

import datasets
import pytest
from conftest import ROOT

from classify.config import DataSettings, load_config
from classify.corpus.duplicates import near_duplicates
from classify.corpus.loading import load_examples
from classify.corpus.splits import hold_out
from classify.corpus.variety import count_topics, summary
from classify.progress import Silent
from classify.reading.article import parse_article
from classify.verbs.corpus import check, compare_labels

DATA = ROOT / "data" / "monitor"
ARTICLE_ID = "monitor-1996-12-17"


@pytest.fixture(scope="module")
def config():
    return load_config(ROOT / "configs" / "monitor.yaml")


@pytest.fixture(scope="module")
def examples(config):
    return load_examples(config.data, config.resolve)


def test_the_check_finds_no_error(config):
    checked = check(config, Silent())
    assert [finding for finding in checked.findings if finding.severity == "error"] == []


def test_it_is_large_and_varied(examples):
    figures = summary(examples)
    assert figures["articles"] >= 700
    assert figures["texts"] >= 6000
    assert figures["distinct_words"] >= 13_000
    assert figures["without_topic"] >= 0.12
    assert figures["share_with_repeated_opening"] < 0.01
    assert figures["shortest"] >= 4
    assert figures["longest"] <= 70


def test_every_topic_has_enough_to_learn_from(examples):
    topics = sorted({topic for example in examples for topic in example.topics})
    assert len(topics) == 15
    for count in count_topics(examples, topics):
        assert count.texts >= 350, count.topic
        assert count.articles >= 90, count.topic


def test_no_two_briefs_share_a_sentence(examples):
    pairs = near_duplicates([example.text for example in examples])
    assert [(a, b) for a, b, _ in pairs if examples[a].article != examples[b].article] == []


def test_the_users_article_is_held_out_and_stands_there_as_it_is_read(config, examples):
    _, testing = hold_out(examples, config.data.held_out.share, config.data.held_out.always)
    labelled = [example.text for example in testing if example.article == ARTICLE_ID]
    text = (ROOT / "data" / "articles" / f"{ARTICLE_ID}.txt").read_text(encoding="utf-8")
    assert labelled == [sentence.text for sentence in parse_article(text, "a").sentences]


def test_the_rows_load_as_the_card_says():
    files = [str(DATA / "briefs-*.jsonl"), str(DATA / "article.jsonl")]
    rows = datasets.load_dataset("json", data_files=files, split="train")
    assert set(rows.column_names) == {"article", "position", "text", "topics", "region", "date"}
    regions = rows.to_pandas()["region"].value_counts(normalize=True)
    assert 0.5 < regions["eurasia"] < 0.65
    assert 0.25 < regions["world"] < 0.42
    assert 0.06 < regions["off"] < 0.14


def test_the_agreement_can_be_recomputed():
    compared = compare_labels(
        *(DataSettings(path=(str(DATA / name),)) for name in ("first_pass.jsonl.gz", "second_pass.jsonl"))
    )
    assert compared.texts >= 2000
    assert compared.overall.kappa > 0.75
