"""What to do next about labelled data, in the terms in which the user named them."""

from __future__ import annotations

import re
from typing import Literal

from classify.errors import InputError

Door = Literal["config", "options", "path"]
"""How labelled data were named: in a config, by a path with options for its columns, or by a path and nothing else."""

_USUAL = {"text": "text", "labels": "topics", "group": "article"}
_KEY = re.compile(r"\b(data|features|classifier|thresholds)\.[a-z]")
_KINDS = "a .jsonl, .csv or .parquet file (wild cards too), a saved dataset folder or a hub name"


def column_remedy(door: Door, key: str) -> str:
    """Say how to name the column of ``text``, ``labels`` or ``group``."""
    if door == "config":
        return f"Set data.{key} in the config to the column that holds the {key}."
    if door == "options":
        return f"Name the column that holds the {key} with --{key}-column."
    return f"Call the column that holds the {key} '{_USUAL[key]}'."


def separator_remedy(door: Door, mark: str) -> str:
    """Say how to have a mark part the topics of a cell."""
    how = "set data.separator:" if door == "config" else "give --separator"
    return f"if they are several, {how} '{mark}'"


def path_remedy(door: Door) -> str:
    """Say what a path may be."""
    return f"Set data.path to {_KINDS}." if door == "config" else f"Check the path; give {_KINDS}."


def hub_remedy(door: Door) -> str:
    """Say what to do where a name is neither a file nor a data set that can be had."""
    return f"Check {'data.path' if door == 'config' else 'the name'} and the connection."


def split_remedy(door: Door) -> str:
    """Say how to choose a split of a data set."""
    return "Set data.split to one of them." if door == "config" else "Save one of them as a file, and give that."


def told_of_keys(error: InputError, door: Door) -> InputError:
    """Return an error whose remedy may name keys of a config, with where keys go for whom there is none."""
    if door == "config" or not _KEY.search(error.remedy):
        return error
    return InputError(error.cause, f"{error.remedy} Keys go into a config, named with --config FILE for the path.")
