import subprocess
import sys

import joblib
import numpy as np
import pytest
from conftest import make_rows, write_jsonl
from hypothesis import given, settings
from hypothesis import strategies as st

import classify
from classify.config import parse_config
from classify.verbs.train import train

TEXTS = ["Crude oil and gas.", "", "unknown words", "Rebels, banks, oil; oil.", "naïve café Ωmega 😀", "a\x00b"]


@pytest.fixture(scope="module", params=["multi", "single", "two classes", "lead"])
def trained(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("pipeline")
    rows = make_rows()
    if request.param in {"single", "two classes"}:
        rows = [{**row, "topics": row["topics"][:1]} for row in rows if row["topics"]]
    if request.param == "two classes":
        rows = [row for row in rows if row["topics"] != ["economy"]]
    write_jsonl(folder / "a.jsonl", rows)
    raw = {"name": "m", "data": {"path": "a.jsonl"}, "features": {"characters": [3, 4]}}
    if request.param == "lead":
        raw["features"]["lead"] = 9
    train(parse_config(raw, folder / "c.yaml"), folder / "m")
    return classify.load(folder / "m"), joblib.load(folder / "m" / "pipeline.joblib")


def test_pipeline_and_folder_agree(trained):
    tagger, pipeline = trained
    np.testing.assert_allclose(pipeline.predict_proba(TEXTS), tagger.predict_proba(TEXTS), atol=1e-6)


@settings(max_examples=40)
@given(text=st.text(max_size=60))
def test_pipeline_and_folder_agree_on_any_text(trained, text):
    tagger, pipeline = trained
    np.testing.assert_allclose(pipeline.predict_proba([text]), tagger.predict_proba([text]), atol=1e-6)


def test_the_pipeline_knows_the_topics(trained):
    tagger, pipeline = trained
    assert pipeline.classes_.tolist() == tagger.topics
    assert len(pipeline.predict(["Crude oil"]).shape) == (2 if tagger.kind == "multi" else 1)


def test_one_topic_is_given_or_not(tmp_path):
    rows = [{**row, "topics": ["energy"] if "energy" in row["topics"] else []} for row in make_rows()]
    write_jsonl(tmp_path / "a.jsonl", rows)
    train(parse_config({"name": "m", "data": {"path": "a.jsonl"}}, tmp_path / "c.yaml"), tmp_path / "m")
    tagger, pipeline = classify.load(tmp_path / "m"), joblib.load(tmp_path / "m" / "pipeline.joblib")
    np.testing.assert_allclose(pipeline.predict_proba(TEXTS)[:, 1:], tagger.predict_proba(TEXTS), atol=1e-6)
    assert pipeline.predict(["Crude oil and gas.", "unknown"]).tolist() == [[1], [0]]


def test_the_pipeline_loads_without_classify(model_folder):
    script = f"""
import sys
sys.modules["classify"] = None
import joblib
pipeline = joblib.load({str(model_folder / "pipeline.joblib")!r})
print(pipeline.predict_proba(["Crude oil"]).shape)
print(*sorted({{type(step).__module__.split(".")[0] for _, step in pipeline.steps}}))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd="/")
    assert done.stdout.split("\n")[:2] == ["(1, 3)", "sklearn"]
