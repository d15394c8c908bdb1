import numpy as np
import pytest
from conftest import make_rows, write_jsonl

from classify.config import parse_config
from classify.errors import InputError
from classify.progress import Silent
from classify.verbs.learn import learn
from classify.verbs.task import read_task
from classify.verbs.unseen import unseen


def found(tmp_path, rows, **settings):
    write_jsonl(tmp_path / "a.jsonl", rows)
    raw = {"name": "m", "data": {"path": "a.jsonl"}, "classifier": {"C": 10, "naive_bayes": 0.5}, "features": {}}
    config = parse_config({**raw, **settings}, tmp_path / "c.yaml")
    task = read_task(config)
    return config, task, unseen(config, task.examples, task.topics, Silent())


def test_scores_are_those_of_training(tmp_path):
    config, task, result = found(tmp_path, make_rows(40))
    folds = learn(config, task.examples, task.topics, task.kind, Silent()).folds
    np.testing.assert_allclose(result.scores, 1 / (1 + np.exp(-folds.logits)))


def test_reasons_are_the_contributions_of_the_model_of_the_fold(tmp_path):
    _, task, result = found(tmp_path, make_rows(40))
    row = next(row for row, example in enumerate(task.examples) if example.topics == ("energy",))
    lacking, carried = result.reasons(row, 1, top=2), result.reasons(row, 2, top=99)
    assert len(lacking) <= 2
    assert all(value > 0 for _, value in lacking)
    assert all(value < 0 for _, value in carried)
    values = [value for _, value in carried]
    assert values == sorted(values)
    coefficients = result.coefficients[int(result.numbers[row])][2]
    parts = result.matrix.csr[row].toarray().ravel() * coefficients
    assert values == pytest.approx(sorted(parts[parts < 0]))


def test_contributions_add_up_to_differences_of_the_scores(tmp_path):
    _, _, result = found(tmp_path, make_rows(40))
    rows = np.flatnonzero(result.numbers == 2)
    parts = (result.matrix.csr[rows] @ result.coefficients[2].T.astype(float)).astype(float)
    logits = np.log(result.scores[rows] / (1 - result.scores[rows]))
    np.testing.assert_allclose(parts - parts[0], logits - logits[0], atol=1e-4)


def test_thresholds_without_folds_still_have_folds_here(tmp_path):
    _, _, result = found(tmp_path, make_rows(), thresholds=None)
    assert set(result.coefficients) == {0, 1, 2, 3, 4}


def test_fewer_articles_than_folds_are_refused(tmp_path):
    with pytest.raises(InputError, match="cannot make 5 folds") as caught:
        found(tmp_path, make_rows(3))
    assert caught.value.remedy == "Give more articles."
