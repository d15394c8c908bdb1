"""A remedy speaks of what the user wrote: keys of a config, options, or a path."""

import pytest

from classify.corpus.remedies import (
    column_remedy,
    hub_remedy,
    path_remedy,
    separator_remedy,
    split_remedy,
    told_of_keys,
)
from classify.errors import InputError


@pytest.mark.parametrize("key", ["text", "labels", "group"])
def test_a_column_is_named_by_the_door_that_the_data_came_in_by(key):
    assert f"data.{key}" in column_remedy("config", key)
    assert f"--{key}-column" in column_remedy("options", key)
    bare = column_remedy("path", key)
    assert "data." not in bare
    assert "--" not in bare


def test_a_separator_is_set_in_a_config_or_given_as_an_option():
    assert separator_remedy("config", ";") == "if they are several, set data.separator: ';'"
    assert separator_remedy("options", ";") == "if they are several, give --separator ';'"


@pytest.mark.parametrize("remedy", [path_remedy, hub_remedy, split_remedy])
def test_keys_of_a_config_are_named_to_those_alone_who_wrote_one(remedy):
    assert "data." in remedy("config")
    assert "data." not in remedy("path")
    assert "data." not in remedy("options")


def test_whoever_has_no_config_is_told_where_keys_go():
    error = InputError("no n-gram", "Set features.min_df: 1.")
    assert told_of_keys(error, "config") is error
    assert told_of_keys(error, "path").remedy.startswith("Set features.min_df: 1. Keys go into a config")
    plain = InputError("too few", "Give more articles.")
    assert told_of_keys(plain, "path") is plain
