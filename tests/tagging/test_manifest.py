import json
from dataclasses import asdict, replace

import pytest

from classify.errors import InputError
from classify.learning.decisions import Rule
from classify.records import Topic
from classify.tagging import manifest
from classify.tagging.manifest import BlockSettings, Manifest, digest, read_manifest, write_manifest


def make() -> Manifest:
    return Manifest(
        name="m",
        kind="multi",
        topics=(Topic("a", "Ä", "d"),),
        thresholds=(0.25,),
        rule=Rule(at_least_one=True),
        blocks=(BlockSettings("words", 1, 2, True, 7),),
        settings={"seed": 13},
        data={"texts": 3},
        scores={},
        libraries={"numpy": "2"},
        files={"x": "0" * 64},
    )


def test_what_is_written_is_read(tmp_path):
    write_manifest(make(), tmp_path)
    assert read_manifest(tmp_path) == make()


def test_one_changed_byte_anywhere_is_refused(tmp_path):
    write_manifest(make(), tmp_path)
    path = tmp_path / "manifest.json"
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(InputError, match=r"manifest\.json"):
            read_manifest(tmp_path)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"format": "x"}', b"\xff"])
def test_what_is_no_manifest_is_refused(tmp_path, content):
    (tmp_path / "manifest.json").write_bytes(content)
    with pytest.raises(InputError, match="changed or damaged"):
        read_manifest(tmp_path)


def test_a_newer_format_is_refused_with_the_remedy(tmp_path):
    (tmp_path / "manifest.json").write_text(json.dumps({"format": 99}))
    with pytest.raises(InputError, match="format 99") as caught:
        read_manifest(tmp_path)
    assert "Upgrade" in caught.value.remedy


def test_a_missing_model_is_said(tmp_path):
    with pytest.raises(InputError, match="no model there") as caught:
        read_manifest(tmp_path)
    assert "classify train" in caught.value.remedy


def test_digests_are_sha256(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    assert digest(tmp_path / "a").startswith("ba7816bf8f01cfea")


def test_a_rule_that_cannot_be_followed_is_refused(tmp_path):
    for rule in (Rule(top_k=0), Rule(top_k=2), Rule(top_k=True), Rule(at_least_one=None)):
        write_manifest(replace(make(), rule=rule), tmp_path)
        with pytest.raises(InputError, match="changed or damaged"):
            read_manifest(tmp_path)
    write_manifest(replace(make(), kind="single", rule=Rule()), tmp_path)
    with pytest.raises(InputError, match="changed or damaged"):
        read_manifest(tmp_path)
    write_manifest(replace(make(), rule=Rule(top_k=1)), tmp_path)
    assert read_manifest(tmp_path).rule == Rule(top_k=1)


@pytest.mark.parametrize(("kind", "rule"), [("multi", Rule()), ("single", Rule(top_k=1))])
def test_a_model_from_before_rules_has_the_usual_one(tmp_path, monkeypatch, kind, rule):
    monkeypatch.setattr(manifest, "FORMAT", 2)
    monkeypatch.setattr(manifest, "asdict", lambda record: {**asdict(record), "rule": None})
    write_manifest(replace(make(), kind=kind), tmp_path)
    assert read_manifest(tmp_path).rule == rule
