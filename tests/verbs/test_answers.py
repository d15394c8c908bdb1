from dataclasses import replace

import numpy as np
from conftest import make_rows, write_jsonl

from classify.config import parse_config
from classify.progress import Silent
from classify.verbs.answers import answers_of, cross_validated_answers
from classify.verbs.learn import learn
from classify.verbs.task import read_task


def learnt_from(tmp_path, rows):
    write_jsonl(tmp_path / "a.jsonl", rows)
    config = parse_config({"name": "m", "data": {"path": "a.jsonl"}}, tmp_path / "c.yaml")
    task = read_task(config)
    return task, learn(config, task.examples, task.topics, task.kind, Silent())


def single(rows):
    return [{**row, "topics": row["topics"][:1]} for row in rows if row["topics"]]


def test_answers_are_those_of_the_model(tmp_path):
    task, learnt = learnt_from(tmp_path, make_rows())
    answers = answers_of(learnt.model, task.examples)
    np.testing.assert_array_equal(answers.given, answers.scores >= learnt.model.thresholds)
    assert answers.articles == tuple(example.article for example in task.examples)
    assert answers.topics == ("armed-conflict", "economy", "energy")
    assert answers.thresholds == tuple(learnt.model.thresholds)


def test_training_texts_are_answered_without_their_own_help(tmp_path):
    rows = make_rows()
    for row in rows[::6]:  # labels that no other article bears out
        row["topics"] = ["energy"] if row["topics"] == [] else []
    task, learnt = learnt_from(tmp_path, rows)
    unseen = cross_validated_answers(learnt.model, learnt.folds, task.examples)
    seen = answers_of(learnt.model, task.examples)
    assert (unseen.targets == seen.targets).all()
    assert (unseen.given == unseen.targets).mean() < (seen.given == seen.targets).mean()


def test_where_a_text_has_one_topic_the_best_is_given(tmp_path):
    task, learnt = learnt_from(tmp_path, single(make_rows()))
    answers = cross_validated_answers(learnt.model, learnt.folds, task.examples)
    assert (answers.given.sum(axis=1) == 1).all()
    assert answers.thresholds == (None, None, None)
    np.testing.assert_allclose(answers.scores.sum(axis=1), 1)


def test_a_text_without_known_ngrams_is_decided_in_the_folds_as_it_is_later(tmp_path):
    rows = [*make_rows(), {"article": "z", "text": "Unheard.", "topics": ["energy"]}]
    task, learnt = learnt_from(tmp_path, rows)
    assert learnt.folds.known.tolist() == [True] * 120 + [False]
    sure = replace(learnt.folds, logits=np.full_like(learnt.folds.logits, 9.0))
    given = cross_validated_answers(learnt.model, sure, task.examples).given
    assert given.any(axis=1).tolist() == learnt.folds.known.tolist()
