import numpy as np
import pytest
from conftest import make_rows, write_jsonl

from classify.config import FeatureSettings, parse_config
from classify.corpus.splits import fold_numbers
from classify.errors import InputError
from classify.learning.naive_bayes import Scaling
from classify.verbs.task import read_task
from classify.verbs.trials import Settings, Trials, described

WORDS = FeatureSettings(words=(1, 1))


def trials(tmp_path, rows, **settings):
    write_jsonl(tmp_path / "a.jsonl", rows)
    config = parse_config({"name": "m", "data": {"path": "a.jsonl"}, **settings}, tmp_path / "c.yaml")
    task = read_task(config)
    return Trials(task.examples, task.topics, task.kind, config)


def test_words_that_mark_topics_score_high_and_noise_does_not(tmp_path):
    rows = make_rows()
    assert trials(tmp_path, rows).score(Settings(WORDS, 10.0)).score > 0.9
    labels = [row["topics"] for row in rows]
    np.random.default_rng(0).shuffle(labels)
    noise = [{**row, "topics": topics} for row, topics in zip(rows, labels, strict=True)]
    assert trials(tmp_path, noise).score(Settings(WORDS, 10.0)).score < 0.6


def test_a_trial_does_not_depend_on_those_before_it(tmp_path):
    alone = trials(tmp_path, make_rows()).score(Settings(WORDS, 3.0)).score
    after = trials(tmp_path, make_rows())
    for settings in (Settings(FeatureSettings(), 1.0), Settings(WORDS, 100.0), Settings(WORDS, 10.0)):
        after.score(settings)
    assert after.score(Settings(WORDS, 3.0)).score == pytest.approx(alone, abs=0.01)


def test_the_best_of_several_topics_is_told_by_calibrated_scores(tmp_path, monkeypatch):
    rows = [{**row, "topics": row["topics"][:1] or ["economy"]} for row in make_rows()]
    assert trials(tmp_path, rows).score(Settings(WORDS, 10.0)).score > 0.6

    def first_always(logits, *_):
        return np.zeros(logits.shape[1]), np.array([9.0, *np.zeros(logits.shape[1] - 1)])

    monkeypatch.setattr("classify.verbs.trials.fit_platt_each", first_always)
    first = np.mean([row["topics"] == [min(row["topics"][0] for row in rows)] for row in rows])
    assert trials(tmp_path, rows).score(Settings(WORDS, 10.0)).micro_f1 == pytest.approx(first)


def test_what_is_called_before_a_step_can_end_the_trial(tmp_path):
    calls = []

    def stop_at_third():
        calls.append(1)
        if len(calls) == 3:
            raise TimeoutError

    with pytest.raises(TimeoutError):
        trials(tmp_path, make_rows()).score(Settings(WORDS, 3.0), stop_at_third)


def test_features_that_leave_nothing_are_refused(tmp_path):
    with pytest.raises(InputError, match="no n-gram"):
        trials(tmp_path, make_rows()).score(Settings(FeatureSettings(min_df=500), 1.0))


def test_settings_and_trials_read_well(tmp_path):
    settings = Settings(FeatureSettings(words=(1, 2), characters=(3, 5), min_df=3, sublinear_tf=False), 4.0)
    assert str(settings) == "words 1-2 and characters 3-5, min_df 3, plain tf, C 4"
    assert str(Settings(FeatureSettings(words=None, characters=(3, 5)), 0.5)) == "characters 3-5, min_df 2, C 0.5"
    assert str(Settings(WORDS, 3.0, Scaling(0.5, 30))) == (
        "single words, min_df 2, C 3, naive Bayes 0.5 smoothed by 30"
    )
    assert str(Settings(WORDS, 3.0, Scaling(0.5))) == "single words, min_df 2, C 3, naive Bayes 0.5"
    assert trials(tmp_path, make_rows()).score(settings).as_json()["C"] == 4.0


def test_two_articles_are_too_few(tmp_path):
    assert not trials(tmp_path, make_rows(2)).possible
    assert trials(tmp_path, make_rows(3)).possible


@pytest.mark.parametrize(
    ("features", "words"),
    [
        (FeatureSettings(words=(1, 1)), "single words"),
        (FeatureSettings(), "words 1-2"),
        (FeatureSettings(words=(2, 2), characters=(3, 5)), "words 2 and characters 3-5"),
        (FeatureSettings(words=None, characters=(3, 5)), "characters 3-5"),
        (FeatureSettings(words=(1, 1), lead=400), "single words, words of the first 400 characters apart"),
    ],
)
def test_features_are_told_in_plain_words(features, words):
    assert described(features) == words


@pytest.mark.parametrize(("sample", "rounds"), [(8000, 5), (300, 2), (120, 1)])
def test_few_texts_are_dealt_into_folds_several_times(tmp_path, monkeypatch, sample, rounds):
    dealt = []

    def deal(articles, folds, seed):
        dealt.append(tuple(fold_numbers(articles, folds, seed)))
        return dealt[-1]

    monkeypatch.setattr("classify.verbs.trials.SAMPLE", sample)
    monkeypatch.setattr("classify.verbs.trials.fold_numbers", deal)
    trials(tmp_path, make_rows()).score(Settings(WORDS, 10.0))
    assert len(dealt) == len(set(dealt)) == rounds
