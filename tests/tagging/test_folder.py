import pickle
import re
import shutil
from dataclasses import replace
from hashlib import sha256

import numpy as np
import pytest

import classify
from classify.errors import InputError
from classify.tagging.folder import load_model, refuse_other_folder, save_model
from classify.tagging.manifest import digest, write_manifest

FILES = ["README.md", "manifest.json", "pipeline.joblib", "report.html", "vocabulary.txt", "weights.npz"]


def test_the_folder_holds_what_the_contract_says(model_folder):
    assert sorted(path.name for path in model_folder.iterdir()) == FILES


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("place", [0, -1, 0.5])
def test_one_changed_byte_in_any_file_is_refused_by_name_and_nothing_is_unpickled(
    model_folder, tmp_path, monkeypatch, name, place
):
    def forbidden(*_, **__):
        raise AssertionError("something was unpickled")

    copy = shutil.copytree(model_folder, tmp_path / "m")
    data = bytearray((copy / name).read_bytes())
    data[int(place * len(data)) if isinstance(place, float) else place] ^= 1
    (copy / name).write_bytes(data)
    for function in ("load", "loads", "Unpickler"):
        monkeypatch.setattr(pickle, function, forbidden)
    with pytest.raises(InputError) as caught:
        classify.load(copy)
    assert name in caught.value.cause


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_refused_by_name(model_folder, tmp_path, name):
    copy = shutil.copytree(model_folder, tmp_path / "m")
    (copy / name).unlink()
    with pytest.raises(InputError, match=name.replace(".", r"\.")):
        classify.load(copy)


def test_what_is_saved_is_loaded(model_folder, tmp_path):
    model, manifest = load_model(model_folder)
    facts = {key: getattr(manifest, key) for key in ("name", "settings", "data", "scores")}
    save_model(model, tmp_path / "m", "card", **facts)
    again, second = load_model(tmp_path / "m")
    np.testing.assert_array_equal(model.coefficients, again.coefficients)
    assert [block.terms for block in model.features.blocks] == [block.terms for block in again.features.blocks]
    assert second.topics == manifest.topics


def test_a_folder_that_is_no_model_is_never_replaced(tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("x")
    with pytest.raises(InputError, match="not a model folder"):
        refuse_other_folder(tmp_path / "letters")
    with pytest.raises(InputError, match="not a model folder"):
        refuse_other_folder(tmp_path / "letters" / "dear.txt")
    (tmp_path / "empty").mkdir()
    assert refuse_other_folder(tmp_path / "empty") is None
    assert refuse_other_folder(tmp_path / "new") is None


def test_a_folder_of_format_1_is_still_read(model_folder, tmp_path):
    model, manifest = load_model(model_folder)
    copy = shutil.copytree(model_folder, tmp_path / "m")
    idf = np.concatenate([block.idf for block in model.features.blocks])
    exact = model.coefficients + np.float32(1e-4)  # as it was before coefficients were rounded
    np.savez(copy / "weights.npz", idf=idf, coefficients=exact, intercepts=model.intercepts)
    files = {**manifest.files, "weights.npz": digest(copy / "weights.npz")}
    write_manifest(replace(manifest, files=files), copy)
    text = (copy / "manifest.json").read_bytes().replace(b'"format": 4', b'"format": 1')
    zeroed = re.sub(rb'(_zeros_here": ")[0-9a-f]{64}', rb"\g<1>" + b"0" * 64, text)
    (copy / "manifest.json").write_bytes(zeroed.replace(b"0" * 64, sha256(zeroed).hexdigest().encode(), 1))
    old, _ = load_model(copy)
    np.testing.assert_array_equal(old.coefficients, exact)
