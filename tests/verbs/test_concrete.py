import pytest

from classify.config import parse_config
from classify.verbs.concrete import concrete_features, concrete_settings, concrete_strength, with_settings


def config_of(tmp_path, **settings):
    return parse_config({"name": "m", "data": {"path": "a.jsonl"}, **settings}, tmp_path / "c.yaml")


@pytest.mark.parametrize("wanted", ["auto", {"words": [2, 2]}])
def test_concrete_settings_fill_in_the_usual_ones(tmp_path, wanted):
    config = config_of(tmp_path, features=wanted)
    assert concrete_features(config).words == ((1, 2) if wanted == "auto" else (2, 2))
    assert concrete_strength(config) == 10.0


def test_settings_put_into_a_config_are_read_from_it_again(tmp_path):
    settings = concrete_settings(config_of(tmp_path, classifier={"C": 3, "smoothing": 5}))
    assert concrete_settings(with_settings(config_of(tmp_path), settings)) == settings
    assert (settings.C, settings.scaling.smoothing) == (3, 5)
