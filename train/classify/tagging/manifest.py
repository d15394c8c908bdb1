"""The manifest of a model folder: what the model is, and the hash of every file beside it."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from classify.errors import InputError
from classify.learning.decisions import Rule, rule_of
from classify.records import Topic

if TYPE_CHECKING:
    from pathlib import Path

    from classify.features.tokens import Analyzer
    from classify.learning.probabilities import TaskKind

FORMAT = 4
"""1 had coefficients as float32; 2 has whole steps of one byte (see `classify.learning.rounding`); 3 has the rule;
4 may have a block of the texts' leads."""
NAME = "manifest.json"
_OWN_HASH = re.compile(rb'"sha256_of_this_file_with_zeros_here": "([0-9a-f]{64})"')
_ZEROS = "0" * 64


@dataclass(frozen=True)
class BlockSettings:
    """What a feature block is, apart from its terms and their idf."""

    analyzer: Analyzer
    shortest: int
    longest: int
    sublinear_tf: bool
    terms: int
    lead: int | None = None


@dataclass(frozen=True)
class Manifest:
    """What ``manifest.json`` says.

    Attributes:
        name: the model's name.
        kind: ``multi`` or ``single``.
        topics: the topics, in the order of all arrays.
        thresholds: the probability from which each topic is given.
        rule: how probabilities become topics.
        blocks: the feature blocks, in order.
        settings: the config that the model was trained with, as resolved.
        data: the fingerprint and the size of the training data, the corrections of the desk among them, and how many
            texts without labels were learnt from besides.
        scores: how the model did on texts it had not learnt from.
        libraries: versions of what it was trained with.
        files: the SHA-256 of every other file of the folder.
    """

    name: str
    kind: TaskKind
    topics: tuple[Topic, ...]
    thresholds: tuple[float, ...]
    rule: Rule
    blocks: tuple[BlockSettings, ...]
    settings: dict[str, Any]
    data: dict[str, Any]
    scores: dict[str, Any]
    libraries: dict[str, str]
    files: dict[str, str]


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        hasher = sha256()
        while chunk := file.read(1 << 20):
            hasher.update(chunk)
    return hasher.hexdigest()


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Write ``manifest.json``, with its own hash inside."""
    record = {"format": FORMAT, "sha256_of_this_file_with_zeros_here": _ZEROS, **asdict(manifest)}
    data = json.dumps(record, indent=1, ensure_ascii=False).encode()
    (folder / NAME).write_bytes(data.replace(_ZEROS.encode(), sha256(data).hexdigest().encode(), 1))


def read_manifest(folder: Path) -> Manifest:
    """Read and check ``manifest.json``.

    Raises:
        InputError: no such folder or manifest, a changed or damaged one, or one of a newer format.
    """
    path = folder / NAME
    if not path.is_file():
        raise InputError(
            f"{folder}: no model there ({NAME} is missing).",
            "Train one with `classify train`, or name one with --model.",
        )
    data = path.read_bytes()
    record = _parsed(data, path)
    if record.get("format", 0) > FORMAT:
        raise InputError(
            f"{path}: the model has format {record['format']}, this version reads up to {FORMAT}.",
            "Upgrade classify, or train the model again.",
        )
    _check_own_hash(data, path)
    return _manifest(record, path)


def fingerprint(folder: Path) -> str:
    """Return what tells a model from every other: the SHA-256 of its manifest, which holds those of its files."""
    return digest(folder / NAME)


def damaged(path: Path) -> InputError:
    """Return the error for a file that is not as it was written."""
    return InputError(
        f"{path}: the file was changed or damaged after the model was saved.",
        "Do not use this model; train it again, or copy the whole folder again.",
    )


def _parsed(data: bytes, path: Path) -> dict[str, Any]:
    try:
        record = json.loads(data)
    except ValueError:
        raise damaged(path) from None
    if not isinstance(record, dict) or not isinstance(record.get("format", 0), int):
        raise damaged(path)
    return record


def _check_own_hash(data: bytes, path: Path) -> None:
    written = _OWN_HASH.search(data)
    if written is None:
        raise damaged(path)
    blanked = data[: written.start(1)] + _ZEROS.encode() + data[written.end(1) :]
    if sha256(blanked).hexdigest().encode() != written.group(1):
        raise damaged(path)


def _manifest(record: dict[str, Any], path: Path) -> Manifest:
    """Build the record; its hash has been checked, so its form is the one that was written."""
    fields = {key: record[key] for key in Manifest.__dataclass_fields__ if key != "rule"}
    fields["rule"] = _rule(record, path)
    fields["topics"] = tuple(Topic(**topic) for topic in record["topics"])
    fields["thresholds"] = tuple(record["thresholds"])
    fields["blocks"] = tuple(BlockSettings(**block) for block in record["blocks"])
    return Manifest(**fields)


def _rule(record: dict[str, Any], path: Path) -> Rule:
    """Return the rule, checked: one that cannot be followed would give wrong topics without a word."""
    usual = rule_of(None, record["kind"])
    if record.get("format", 0) < 3:
        return usual
    found = record.get("rule")
    if not isinstance(found, dict) or set(found) != {"top_k", "at_least_one"}:
        raise damaged(path)
    rule = Rule(**found)
    in_range = rule.top_k is None or (type(rule.top_k) is int and 1 <= rule.top_k <= len(record["topics"]))
    if not in_range or type(rule.at_least_one) is not bool or (record["kind"] == "single" and rule != usual):
        raise damaged(path)
    return rule
