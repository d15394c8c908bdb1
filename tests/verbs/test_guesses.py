from dataclasses import replace

import numpy as np
import pytest
from conftest import make_rows, write_jsonl

from classify.config import parse_config
from classify.learning.probabilities import sigmoid
from classify.learning.thresholds import best_thresholds
from classify.progress import Silent
from classify.verbs.aims import aim_of
from classify.verbs.guesses import learn_with_guesses, sure_guesses
from classify.verbs.learn import learn
from classify.verbs.task import indicator, read_task


@pytest.fixture
def settled(tmp_path):
    write_jsonl(tmp_path / "a.jsonl", make_rows(60))
    config = parse_config(
        {"name": "m", "data": {"path": "a.jsonl"}, "features": {}, "classifier": {"C": 30}}, tmp_path / "c.yaml"
    )
    return config, read_task(config)


def texts_with(word, seed):
    return [f"{row['text']} {word}" for row in make_rows(60, seed=seed)]


def test_guesses_are_sure_and_have_the_topics_that_the_model_is_sure_of(settled):
    config, task = settled
    model = learn(config, task.examples, task.topics, task.kind, Silent()).model
    texts = [*texts_with("quokka", 3), "Zzyzx.", "oil rebels budget"]
    guesses = sure_guesses(model, texts, 1000)
    assert len(guesses) > 0
    for guess in guesses:
        scores = model.scores([guess.text])[0]
        assert ((scores > 0.8) | (scores < 0.2)).all()
        assert guess.topics == tuple(topic.id for topic, score in zip(model.topics, scores, strict=True) if score > 0.8)
        assert guess.topics
    assert "Zzyzx." not in {guess.text for guess in guesses}


def test_the_surest_are_taken_first_and_no_more_than_asked_for(settled):
    config, task = settled
    model = learn(config, task.examples, task.topics, task.kind, Silent()).model
    texts = texts_with("quokka", 3)
    everything, few = sure_guesses(model, texts, 1000), sure_guesses(model, texts, 5)
    assert few == everything[:5]
    sureness = np.abs(model.scores([guess.text for guess in everything]) - 0.5).min(axis=1)
    assert (np.diff(sureness) <= 1e-6).all()
    assert sure_guesses(model, [], 5) == []


def test_what_is_only_in_guessed_texts_is_learnt_and_they_set_no_threshold(settled):
    config, task = settled
    plain = learn(config, task.examples, task.topics, task.kind, Silent())
    taught = learn_with_guesses(config, task.examples, texts_with("quokka", 3), task.topics, task.kind, Silent())
    assert "quokka" not in plain.model.features.blocks[0].terms
    assert "quokka" in taught.model.features.blocks[0].terms
    assert taught.guessed > 0
    assert taught.folds.logits.shape == plain.folds.logits.shape == (len(task.examples), len(task.topics))
    assert np.isfinite(taught.folds.logits).all()
    assert len(taught.folds.numbers) == len(taught.folds.known) == len(task.examples)
    scores, targets = sigmoid(taught.folds.logits), indicator(task.examples, task.topics)
    np.testing.assert_array_equal(taught.model.thresholds, best_thresholds(scores, targets, aim_of(config)))


def test_no_more_than_two_texts_are_guessed_for_each_labelled_one(settled):
    config, task = settled
    few, many = task.examples[:30], [text for seed in range(3, 12) for text in texts_with("quokka", seed)]
    assert learn_with_guesses(config, few, many, task.topics, task.kind, Silent()).guessed == 60


def test_without_texts_it_is_learning_as_ever(settled):
    config, task = settled
    plain = learn(config, task.examples, task.topics, task.kind, Silent())
    same = learn_with_guesses(config, task.examples, [], task.topics, task.kind, Silent())
    assert same.guessed == 0
    assert np.array_equal(same.model.coefficients, plain.model.coefficients)
    assert np.array_equal(same.model.thresholds, plain.model.thresholds)


def test_long_texts_teach_enough_by_themselves(settled):
    config, task = settled
    long = [replace(example, text=f"{example.text} " * 12) for example in task.examples]
    learnt = learn_with_guesses(config, long, texts_with("quokka", 3), task.topics, task.kind, Silent())
    assert learnt.guessed == 0
