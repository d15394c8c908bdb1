import numpy as np
from conftest import make_rows, write_jsonl

from classify.config import parse_config
from classify.judging.metrics import judge
from classify.learning.probabilities import sigmoid
from classify.learning.thresholds import best_thresholds
from classify.progress import Silent
from classify.verbs.answers import answers_of, cross_validated_answers
from classify.verbs.learn import learn
from classify.verbs.task import indicator, read_task


def learnt_from(tmp_path, rows, **settings):
    write_jsonl(tmp_path / "a.jsonl", rows)
    config = parse_config({"name": "m", "data": {"path": "a.jsonl"}, **settings}, tmp_path / "c.yaml")
    task = read_task(config)
    return task, learn(config, task.examples, task.topics, task.kind, Silent())


def blurred(rows, share, seed=0):
    """Return rows in which a share of the labels is drawn anew, so that nothing can be certain."""
    generator = np.random.default_rng(seed)
    names = ["armed-conflict", "economy", "energy"]
    return [{**row, "topics": [str(generator.choice(names))]} if generator.random() < share else row for row in rows]


def test_out_of_fold_probabilities_are_calibrated(tmp_path):
    task, learnt = learnt_from(tmp_path, blurred(make_rows(150), 0.7), features={}, classifier={"C": 1000})
    scores, targets = sigmoid(learnt.folds.logits), indicator(task.examples, task.topics)
    bins = np.minimum((scores * 10).astype(int), 9)
    gaps = [abs(scores[bins == b].mean() - targets[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins)]
    assert sum(gaps) < 0.06


def test_thresholds_come_from_the_folds(tmp_path):
    _, learnt = learnt_from(tmp_path, blurred(make_rows(120), 0.4))
    assert len(set(learnt.model.thresholds.tolist())) == 3
    assert ((learnt.model.thresholds > 0) & (learnt.model.thresholds < 1)).all()


def test_no_folds_leave_the_weights_as_fitted(tmp_path):
    _, learnt = learnt_from(tmp_path, make_rows(), thresholds=None)
    assert learnt.folds is None
    assert learnt.model.thresholds.tolist() == [0.5, 0.5, 0.5]


def test_cross_validated_scores_are_near_those_on_new_texts(tmp_path):
    task, learnt = learnt_from(tmp_path, blurred(make_rows(300), 0.4))
    inside = judge(cross_validated_answers(learnt.model, learnt.folds, task.examples))
    (tmp_path / "new").mkdir()
    new, _ = learnt_from(tmp_path / "new", blurred(make_rows(300, seed=5), 0.4, seed=5), thresholds=None)
    assert abs(inside.micro_f1 - judge(answers_of(learnt.model, new.examples)).micro_f1) < 0.05


def test_the_aim_of_the_config_reaches_the_thresholds(tmp_path):
    rows = blurred(make_rows(120), 0.4)
    _, usual = learnt_from(tmp_path, rows)
    _, precise = learnt_from(tmp_path, rows, thresholds={"precision": 0.95})
    assert (precise.model.thresholds > usual.model.thresholds).any()
    assert (precise.model.thresholds >= usual.model.thresholds).all()


def test_the_examples_may_go_when_the_features_are_known(tmp_path):
    task, learnt = learnt_from(tmp_path, make_rows())
    examples, known = list(task.examples), []

    def on_features(features):
        known.append(features.size)
        examples.clear()

    config = learnt.config
    again = learn(config, examples, task.topics, task.kind, Silent(), on_features)
    assert known == [learnt.model.features.size]
    np.testing.assert_array_equal(again.model.coefficients, learnt.model.coefficients)
    np.testing.assert_array_equal(again.model.thresholds, learnt.model.thresholds)


def test_thresholds_of_expectation_are_those_that_the_probabilities_make_best(tmp_path):
    _, learnt = learnt_from(tmp_path, blurred(make_rows(120), 0.4), thresholds={"expected": True})
    scores = sigmoid(learnt.folds.logits)
    assert learnt.model.thresholds.tolist() == best_thresholds(scores, scores).tolist()
