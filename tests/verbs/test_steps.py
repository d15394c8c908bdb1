from classify.config import parse_config
from classify.verbs.steps import candidates, most_steps, staged
from classify.verbs.trials import Trial


def config_of(tmp_path, **settings):
    return parse_config({"name": "m", "data": {"path": "a.jsonl"}, **settings}, tmp_path / "c.yaml")


def steps_on(config, texts):
    """Return the settings tried on some texts where the last is always the best."""
    tried = []
    for settings in staged(config, texts, tried):
        tried.append(Trial(settings, len(tried), len(tried)))
    return [trial.settings for trial in tried]


def test_characters_are_tried_on_short_texts_and_at_the_end_on_few(tmp_path):
    short, few, many = (
        [settings.features.characters for settings in steps_on(config_of(tmp_path), texts)]
        for texts in (["short"], ["long " * 200], ["long " * 200] * 6000)
    )
    assert short[:3] == [None, None, (3, 5)]
    assert few.pop() == (3, 5)
    assert set(few) == set(many) == {None}


def test_what_was_met_once_is_counted_in_short_texts(tmp_path):
    config = config_of(tmp_path)
    assert {one.features.min_df for one in candidates(config, ["short"]) if one.features.characters} == {1}
    assert {one.features.min_df for one in candidates(config, ["long " * 200])} == {2}


def test_no_more_is_tried_than_was_announced(tmp_path):
    for config in (config_of(tmp_path), config_of(tmp_path, features={"words": [1, 1]}, classifier={"C": 3})):
        for texts in (["short"], ["long " * 200], ["long " * 200] * 6000):
            assert 1 <= len(steps_on(config, texts)) <= most_steps(config, texts)
