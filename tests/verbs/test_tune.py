from dataclasses import replace

import pytest
from conftest import make_rows, write_jsonl

from classify.config import FeatureSettings, load_config, parse_config
from classify.errors import InputError
from classify.progress import Silent
from classify.verbs import tune as module
from classify.verbs.choose import settled
from classify.verbs.concrete import USUAL_SCALING, concrete_settings
from classify.verbs.task import read_task
from classify.verbs.train import train
from classify.verbs.trials import Settings, Trial
from classify.verbs.tune import neighbours, tune

RAW = {
    "name": "m",
    "data": {"path": "a.jsonl"},
    "features": {"words": [1, 1]},
    "classifier": {"C": 10, "naive_bayes": 0.25, "smoothing": 2},
}


@pytest.fixture
def config(tmp_path):
    write_jsonl(tmp_path / "a.jsonl", make_rows(12))
    return parse_config(RAW, tmp_path / "c.yaml")


class Stopper(Silent):
    """Ends the search after some trials, as Ctrl-C would."""

    def __init__(self, after):
        self._left = after
        self.warnings, self.stages = [], []

    def advance(self, done, total):
        self._left -= 1
        if not self._left:
            raise KeyboardInterrupt

    def stage(self, text):
        self.stages.append(text)

    def warn(self, text):
        self.warnings.append(text)


def test_the_config_is_scored_first_and_the_best_is_kept(config, tmp_path):
    stopper = Stopper(6)
    tuned = tune(config, 600, tmp_path / "t.yaml", stopper)
    assert len(tuned.trials) == 7
    assert tuned.trials[0].settings == Settings(FeatureSettings(words=(1, 1)), 10.0, USUAL_SCALING)
    assert tuned.best.score == max(trial.score for trial in tuned.trials)
    assert len({trial.settings for trial in tuned.trials}) == 7
    assert stopper.warnings == ["stopped: the best so far is kept"]
    assert any(stage.startswith("Best of 1 so far: micro F1") for stage in stopper.stages)


class Graded:
    """Stands in for trials: the stronger the C, and the larger min_df, the better."""

    texts, possible = ("a",), True

    def __init__(self, *_):
        pass

    def score(self, settings, before_step):
        before_step()
        return Trial(settings, *[1 - 1 / (settings.C + settings.features.min_df)] * 2)


def test_each_step_starts_from_the_best_so_far(config, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "Trials", Graded)
    trials = tune(config, 600, tmp_path / "t.yaml", Stopper(12)).trials
    for count in range(1, len(trials)):
        best = max(trials[:count], key=lambda trial: trial.score)
        assert trials[count].settings in neighbours(best.settings)
    assert max(trials, key=lambda trial: trial.score) is not trials[0]


def test_the_same_seed_takes_the_same_steps_and_a_longer_budget_more_of_them(config, tmp_path):
    short, long = (tune(config, 600, tmp_path / "t.yaml", Stopper(after)) for after in (3, 6))
    assert long.trials[:4] == short.trials
    other = tune(config.model_copy(update={"seed": 5}), 600, tmp_path / "t.yaml", Stopper(6))
    assert [trial.settings for trial in other.trials] != [trial.settings for trial in long.trials]


def test_a_budget_too_short_gives_the_configs_own_scores(config, tmp_path):
    tuned = tune(config, 1e-6, tmp_path / "t.yaml")
    assert [trial.settings for trial in tuned.trials] == [tuned.best.settings]
    assert tuned.best.score > 0
    assert load_config(tmp_path / "t.yaml").features == config.features


def test_what_was_left_to_choose_stays_so_where_nothing_else_was_tried(tmp_path):
    write_jsonl(tmp_path / "a.jsonl", make_rows(12))
    config = parse_config({"name": "m", "data": {"path": "a.jsonl"}}, tmp_path / "c.yaml")
    tune(config, 1e-6, tmp_path / "t.yaml")
    assert load_config(tmp_path / "t.yaml").features == "auto"
    tuned = tune(config, 600, tmp_path / "t.yaml", Stopper(1))
    written = load_config(tmp_path / "t.yaml")
    assert concrete_settings(written) == tuned.best.settings


def test_train_takes_what_was_written(config, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    output = tmp_path / "elsewhere" / "t.yaml"
    tuned = tune(config, 600, output, Stopper(4))
    written = load_config(output)
    assert output.read_text().startswith("# Found by `classify tune`: micro F1 ")
    assert (written.name, written.features, written.classifier.C) == (
        "m",
        tuned.best.settings.features,
        tuned.best.settings.C,
    )
    assert train(written, tmp_path / "m").scores.micro_f1 > 0.5


def test_articles_held_out_are_not_looked_at(tmp_path, monkeypatch):
    write_jsonl(tmp_path / "a.jsonl", make_rows(12))
    config = parse_config({**RAW, "data": {"path": "a.jsonl", "held_out": {"always": ["a03"]}}}, tmp_path / "c.yaml")
    seen = []
    original = module.Trials
    monkeypatch.setattr(module, "Trials", lambda examples, *rest: seen.extend(examples) or original(examples, *rest))
    tune(config, 1e-6, tmp_path / "t.yaml")
    assert len(seen) == 55
    assert "a03" not in {example.article for example in seen}


def test_all_that_can_be_tried_is_tried_once(config, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_CHOICES", {"words": ((1, 1), (1, 2))})
    monkeypatch.setattr(module, "_SHARES", ())
    monkeypatch.setattr(module, "_SMOOTHINGS", ())
    monkeypatch.setattr(module, "_LEAST_C", 5.0)
    monkeypatch.setattr(module, "_GREATEST_C", 20.0)
    tuned = tune(config, 600, tmp_path / "t.yaml")
    assert tuned.exhausted
    assert {(trial.settings.features.words, trial.settings.C) for trial in tuned.trials} == {
        (words, C) for words in ((1, 1), (1, 2)) for C in (5.0, 10.0, 20.0)
    }
    assert len(tuned.trials) == 6
    assert tuned.as_json()["exhausted"]


def flat(settings):
    values = settings.as_json()
    return {**values.pop("features"), **values}


def test_neighbours_differ_in_one_respect_and_count_something():
    settings = Settings(FeatureSettings(words=(1, 1)), 10.0, USUAL_SCALING)
    before = flat(settings)
    for other in neighbours(settings):
        assert sum(before[key] != value for key, value in flat(other).items()) == 1
        assert other.features.words or other.features.characters
    leads = [{one.features.lead for one in neighbours(settings, short)} for short in (True, False)]
    assert leads == [{None}, {None, 200, 500, 1000}]
    with_lead = replace(settings, features=FeatureSettings(words=(1, 1), characters=(3, 5), lead=200))
    assert all(one.features.words for one in neighbours(with_lead))


def test_features_that_leave_nothing_score_nothing(config, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_CHOICES", {"min_df": (2, 5000)})
    monkeypatch.setattr(module, "_FACTORS", ())
    monkeypatch.setattr(module, "_SHARES", ())
    monkeypatch.setattr(module, "_SMOOTHINGS", ())
    assert [trial.score for trial in tune(config, 600, tmp_path / "t.yaml").trials][1:] == [0.0]


@pytest.mark.parametrize("place", ["a.jsonl", "none/t.yaml", "."])
def test_nothing_but_a_tuned_config_is_replaced(config, tmp_path, place):
    before = (tmp_path / "a.jsonl").read_bytes()
    with pytest.raises(InputError, match="--output"):
        tune(config, 1e-6, tmp_path / place)
    assert (tmp_path / "a.jsonl").read_bytes() == before


def test_two_articles_are_too_few(tmp_path):
    write_jsonl(tmp_path / "a.jsonl", make_rows(2))
    with pytest.raises(InputError, match="3 articles at least"):
        tune(parse_config(RAW, tmp_path / "c.yaml"), 1.0, tmp_path / "t.yaml")


def test_the_search_begins_with_what_train_would_choose(tmp_path):
    write_jsonl(tmp_path / "a.jsonl", [{**row, "text": row["text"] * 10} for row in make_rows()])
    config = parse_config({"name": "m", "data": {"path": "a.jsonl"}}, tmp_path / "c.yaml")
    task = read_task(config)
    chosen = settled(config, task.examples, task.topics, task.kind, Silent())
    trials = tune(config, 600, tmp_path / "t.yaml", Stopper(20)).trials
    assert len({trial.settings for trial in trials}) == len(trials)
    assert concrete_settings(chosen) in {trial.settings for trial in trials}
    assert 800 in {trial.settings.features.lead for trial in trials}
