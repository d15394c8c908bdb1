from conftest import make_rows, write_jsonl

from classify.config import parse_config
from classify.corpus.splits import hold_out
from classify.progress import Silent
from classify.verbs.curve import learning_curve
from classify.verbs.task import read_task


def curve(tmp_path, articles, share=0.0):
    write_jsonl(tmp_path / "a.jsonl", make_rows(articles))
    raw = {"name": "m", "data": {"path": "a.jsonl"}, "features": {"words": [1, 1]}, "classifier": {"C": 10}}
    config = parse_config(raw, tmp_path / "c.yaml")
    task = read_task(config)
    training, testing = hold_out(task.examples, share)
    return training, testing, list(learning_curve(config, task, training, testing, Silent()))


def test_larger_shares_are_judged_on_the_same_texts_and_do_better(tmp_path):
    training, testing, points = curve(tmp_path, 100, share=0.2)
    assert [point.share for point in points] == [0.125, 0.25, 0.5, 1.0]
    assert [point.texts for point in points] == sorted(point.texts for point in points)
    assert points[-1].texts == len(training)
    assert {point.scores.texts for point in points} == {len(testing)}
    assert points[-1].scores.micro_f1 >= points[0].scores.micro_f1


def test_where_nothing_is_held_out_a_fifth_is_split_off(tmp_path):
    training, _, points = curve(tmp_path, 30)
    assert points[-1].texts + points[-1].scores.texts == len(training)
    assert points[-1].scores.articles == 6


def test_shares_with_too_few_articles_are_left_out(tmp_path):
    assert [point.share for point in curve(tmp_path, 12)[2]][-1] == 1.0
    assert len(curve(tmp_path, 12)[2]) < 4
