import joblib
import numpy as np
import pytest
from sklearn.base import clone

from classify.tagging import pickles
from classify.tagging.export import PipelineWriter, packed_pipeline
from classify.tagging.folder import load_model

TEXTS = ["Crude oil and gas.", "", "Rebels"]


@pytest.fixture
def model(model_folder):
    return load_model(model_folder)[0]


def written(writer, model, path):
    writer.write(model, path)
    return joblib.load(path)


def test_what_was_begun_early_is_the_same(model, tmp_path):
    with PipelineWriter() as writer:
        writer.announce(model.features, model.kind, len(model.topics))
        writer.prepare(model)
        early = written(writer, model, tmp_path / "early.joblib")
    late = written(PipelineWriter(), model, tmp_path / "late.joblib")
    assert (tmp_path / "early.joblib").read_bytes() == (tmp_path / "late.joblib").read_bytes()
    np.testing.assert_array_equal(early.predict_proba(TEXTS), late.predict_proba(TEXTS))
    np.testing.assert_allclose(late.predict_proba(TEXTS), model.scores(TEXTS), atol=1e-6)


def test_the_vocabulary_is_packed_before_the_model_is_asked_for(model, monkeypatch):
    order = []
    monkeypatch.setattr(pickles, "_write_numbered", lambda *_: order.append("vocabulary"))

    def due():
        order.append("model")
        return model

    packed_pipeline(model.features, model.kind, len(model.topics), due)
    assert order == ["vocabulary", "model"]


def test_without_a_model_it_ends(model):
    with PipelineWriter() as writer:
        writer.announce(model.features, model.kind, len(model.topics))
    assert writer._packed is not None
    assert writer._packed.exception(timeout=0) is not None or writer._packed.cancelled()


def test_what_goes_wrong_is_told(model, tmp_path):
    with PipelineWriter() as writer, pytest.raises(OSError, match=r"missing.*p\.joblib|No such file"):
        writer.write(model, tmp_path / "missing" / "p.joblib")


def attributes(value):
    """Return the class and the attributes of an object of scikit-learn, and of those in it."""
    if isinstance(value, list | tuple):
        return [attributes(each) for each in value]
    if not type(value).__module__.startswith("sklearn"):
        return type(value)
    return type(value), {name: attributes(each) for name, each in value.__getstate__().items()}


def test_it_has_the_attributes_that_fitting_leaves(model, tmp_path):
    """All but the types of numbers: what scikit-learn fits in float64 is float32 here."""
    pipeline = written(PipelineWriter(), model, tmp_path / "p.joblib")
    targets = np.eye(len(model.topics), dtype=int)
    fitted = clone(pipeline).fit([f"some text {number}" for number in range(len(targets))], targets)
    assert attributes(pipeline) == attributes(fitted)


def test_the_terms_are_not_kept_in_memory(model, tmp_path):
    PipelineWriter().write(model, tmp_path / "p.joblib")
    assert "terms" not in vars(model.features.blocks[0])
