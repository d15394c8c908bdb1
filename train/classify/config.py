"""The settings of a training run: YAML to validated, frozen records.

Unknown keys are refused with the nearest known one, because a typo that passes is a setting that never was.
"""

from __future__ import annotations

import os
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from classify.errors import InputError, JobError, listed, nearest

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_NAME_RULE = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
_DATA = {".jsonl", ".csv", ".tsv", ".parquet", ".txt", ".gz", ".zst"}
_EXAMPLE = "A config needs at least:  name: NAME  and  data: {path: FILE.jsonl}"


def _range(value: Any) -> Any:
    whole = isinstance(value, list | tuple) and len(value) == 2 and all(type(end) is int for end in value)
    if not whole or not 1 <= value[0] <= value[1] <= 10:
        raise ValueError("a range [shortest, longest] within 1 to 10 is needed, such as [1, 2]")
    return value


def _one_or_many(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


NgramRange = Annotated[tuple[int, int], BeforeValidator(_range)]
Strings = Annotated[tuple[str, ...], BeforeValidator(_one_or_many)]


class _Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class HeldOutSettings(_Settings):
    """Articles kept out of training to measure on: a share of them by hash of their id, and some by name."""

    share: float = Field(0.0, ge=0.0, lt=1.0)
    always: Strings = ()


class DataSettings(_Settings):
    """Where the labelled texts are, and what their columns are called."""

    path: Strings = Field(min_length=1)
    text: str = "text"
    labels: str | None = None
    group: str | None = None
    separator: str | None = Field(None, min_length=1)
    split: str = "train"
    held_out: HeldOutSettings = HeldOutSettings()


class FeatureSettings(_Settings):
    """Which n-grams are counted, and how: the terms of scikit-learn's `TfidfVectorizer`.

    Attributes:
        words: the least and the greatest number of words in an n-gram; None for no words.
        characters: the same for characters inside words.
        min_df: the least number of texts that an n-gram must occur in.
        sublinear_tf: whether a count n weighs ``1 + log(n)``.
        lead: in how many characters at the beginning of a text its words are counted once more, as features of their
            own; None for no such features.
    """

    words: NgramRange | None = (1, 2)
    characters: NgramRange | None = None
    min_df: int = Field(2, ge=1)
    sublinear_tf: bool = True
    lead: Annotated[int, Field(ge=1, le=100_000, strict=True)] | None = None


class ClassifierSettings(_Settings):
    """The logistic regression.

    Attributes:
        C: the inverse of the regularization's strength.
        naive_bayes: how far features are scaled by what they say of each topic (`classify.learning.naive_bayes`).
        smoothing: how far counts behind that are shrunk; none: as in the paper, or chosen where `naive_bayes` is.
        kind: whether a text has one label or any number.
    """

    C: Annotated[float, Field(gt=0.0)] | Literal["auto"] = "auto"
    naive_bayes: Annotated[float, Field(ge=0.0, le=1.0)] | Literal["auto"] = "auto"
    smoothing: Annotated[float, Field(gt=0.0)] | None = None
    kind: Literal["auto", "multi", "single"] = "auto"


class ThresholdSettings(_Settings):
    """How thresholds are chosen: cross-fitted over so many folds of articles, or not at all, and for what aim.

    Attributes:
        folds: how many folds; None for a flat threshold.
        beta: how many times as much recall counts as precision.
        precision: the least precision that is allowed.
        top_k: how many topics every text is given, the most probable, whatever the thresholds.
        at_least_one: whether a text under all thresholds is given the most probable topic.
        expected: whether probabilities stand in for labels.
    """

    folds: Annotated[int, Field(ge=2, le=50)] | None = 5
    beta: float = Field(1.0, gt=0.0, le=100.0)
    precision: Annotated[float, Field(gt=0.0, le=1.0)] | None = None
    top_k: Annotated[int, Field(ge=1, strict=True)] | None = None
    at_least_one: Annotated[bool, Field(strict=True)] = False
    expected: Annotated[bool, Field(strict=True)] = False


class CardSettings(_Settings):
    """What the model card says that no data tell: the language of the texts, and the licence of the model."""

    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] | None = None
    license: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")] | None = None


class Config(_Settings):
    """Everything a training run needs; see ``docs/config.md`` for each key."""

    name: str = Field(pattern=_NAME_RULE)
    data: DataSettings
    topics: str | tuple[Any, ...] | None = None
    features: FeatureSettings | Literal["auto"] = "auto"
    classifier: ClassifierSettings = ClassifierSettings()
    thresholds: ThresholdSettings | None = ThresholdSettings()
    card: CardSettings = CardSettings()
    seed: int = Field(13, ge=0, le=2**32 - 1)
    folder: Path = Field(Path("."), exclude=True)

    @property
    def folds(self) -> int | None:
        """Number of folds for thresholds, or None for a flat threshold."""
        return self.thresholds.folds if self.thresholds else None

    def resolve(self, path: str) -> str:
        """Return a path of the config as seen from here: in the user's own words where they can be kept."""
        found = self.folder / Path(path).expanduser()
        if ".." not in found.parts:
            return str(found)
        return str(found.resolve()) if found.is_absolute() else os.path.relpath(found.resolve())


_SECTIONS: dict[tuple[int | str, ...], type[BaseModel]] = {
    ("data",): DataSettings,
    ("data", "held_out"): HeldOutSettings,
    ("features",): FeatureSettings,
    ("classifier",): ClassifierSettings,
    ("thresholds",): ThresholdSettings,
    ("card",): CardSettings,
}


def load_config(path: Path) -> Config:
    """Read and validate a config file.

    Raises:
        InputError: no such file, not YAML, an unknown key, a wrong type or a value out of range.
    """
    if not path.is_file():
        missing = "it is a folder, not a config" if path.is_dir() else "there is no such config file"
        raise InputError(f"{path}: {missing}.", f"Name one with --config FILE. {_EXAMPLE}")
    if path.suffix.lower() in _DATA:
        raise InputError(f"{path}: it holds texts by its name, not a config.", f"Name it in a config. {_EXAMPLE}")
    return parse_config(read_yaml(path), path)


def read_yaml(path: Path) -> Any:
    """Read a YAML file; a key that stands twice in one place is refused, since one of the two would be lost.

    Raises:
        InputError: not UTF-8, or not YAML; the message names the line.
    """
    data = path.read_bytes()
    try:
        return yaml.load(data.decode("utf-8-sig"), Loader=_UniqueKeys)  # noqa: S506  # a SafeLoader
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{path}:{line}: not UTF-8: byte 0x{data[error.start]:02x} belongs to no character.",
            "Save it as UTF-8 and run again.",
        ) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = path if mark is None else f"{path}:{mark.line + 1}"
        reason = getattr(error, "problem", None) or " ".join(str(error).split())
        raise InputError(f"{place}: not readable as YAML: {reason}.", "Mend that place and run again.") from None


class _UniqueKeys(yaml.SafeLoader):
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"the key '{key.value}' is there twice", problem_mark=key.start_mark)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


def save_config(config: Config, path: Path, heading: str) -> None:
    """Write a config that `load_config` reads back, with the keys that were set.

    Args:
        config: the settings.
        path: where it goes; relative paths in it are turned to count from there.
        heading: comments that stand before it.

    Raises:
        JobError: it cannot be written.
    """
    raw = config.model_dump(mode="json", exclude_unset=True)
    if not isinstance(config.features, str):
        raw["features"] = config.features.model_dump(mode="json")
    raw["data"]["path"] = [_moved(config, name, path.parent) for name in config.data.path]
    if isinstance(config.topics, str):
        raw["topics"] = _moved(config, config.topics, path.parent)
    text = heading + yaml.safe_dump(raw, sort_keys=False, default_flow_style=None, allow_unicode=True, width=120)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise JobError(f"{path}: could not be written: {error.strerror}.", "Name another file.") from None


def _moved(config: Config, name: str, folder: Path) -> str:
    """Return a path of the config as seen from another folder; a name that is no file (of a hub) stays."""
    resolved = config.resolve(name)
    if folder.resolve() == config.folder.resolve() or Path(name).is_absolute() or not glob(resolved, recursive=True):
        return name
    return os.path.relpath(resolved, folder.resolve())


def parse_config(raw: Any, path: Path) -> Config:
    """Validate what a config file holds; relative paths in it count from the file's own folder.

    Raises:
        InputError: as `load_config`.
    """
    if not isinstance(raw, dict):
        raise InputError(f"{path}: expected keys and values, found {_kind(raw)}.", _EXAMPLE)
    if "folder" in raw:
        raise InputError(f"{path}: unknown key 'folder'.", f"Known here: {listed(_keys(Config))}.")
    try:
        return Config.model_validate({**raw, "folder": path.parent})
    except ValidationError as error:
        raise _explained(error, path) from None


def _explained(error: ValidationError, path: Path) -> InputError:
    everything = error.errors()
    first = next((each for each in everything if each["type"] == "extra_forbidden"), everything[0])
    location = _location(first)
    where = ".".join(str(part) for part in location)
    if first["type"] == "extra_forbidden":
        known = _keys(_section(location[:-1]))
        guess = nearest(str(location[-1]), known)
        return InputError(f"{path}: unknown key '{where}'{guess}.", f"Known here: {listed(known)}.")
    if first["type"] == "missing":
        return InputError(f"{path}: the key '{where}' is missing.", _EXAMPLE)
    if first["type"] == "string_type":
        found = _kind(first["input"])
        return InputError(f"{path}: '{where}' is {first['input']!r}, {found}: text is needed.", "Put it in quotes.")
    if first["type"] == "model_type":
        keys = f"Put keys under it: {listed(_keys(_section(location)))}."
        return InputError(f"{path}: '{where}' is {first['input']!r}: keys and values are needed.", keys)
    message = first["msg"].removeprefix("Value error, ")
    return InputError(
        f"{path}: '{where}' is {first['input']!r}: {message[0].lower()}{message[1:]}.",
        "Correct that value; docs/config.md lists what each key takes.",
    )


def _location(error: ErrorDetails) -> tuple[int | str, ...]:
    """Return where an error is, in the keys of the file: without pydantic's names for the branches of a choice."""
    models: list[type[BaseModel]] = [Config, *_SECTIONS.values()]
    known = {key for model in models for key in model.model_fields}
    *above, last = error["loc"]
    path = tuple(part for part in above if isinstance(part, int) or part in known)
    return (*path, last) if error["type"] in {"extra_forbidden", "missing"} or last in known else path


def _keys(model: type[BaseModel]) -> list[str]:
    return [key for key in model.model_fields if key != "folder"]


def _section(location: tuple[int | str, ...]) -> type[BaseModel]:
    return _SECTIONS.get(location, Config)


def _kind(value: Any) -> str:
    names = {dict: "a mapping of keys", list: "a list", int: "a number", float: "a number", bool: "a yes or no"}
    return "nothing" if value is None else names.get(type(value), f"a {type(value).__name__}")
