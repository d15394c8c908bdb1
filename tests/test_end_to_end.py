"""The whole way through the real command line, and what a killed run leaves."""

import json
import shutil
import signal
import subprocess
import sys
import time

import joblib
import numpy as np
import pytest
from conftest import make_rows, run_cli, write_jsonl

import classify


def test_from_labelled_sentences_to_a_tagged_article(tmp_path):
    write_jsonl(tmp_path / "labelled.jsonl", make_rows(30))
    write_jsonl(tmp_path / "test.jsonl", make_rows(10, seed=9))
    (tmp_path / "news.yaml").write_text("name: news\ndata: {path: labelled.jsonl, held_out: {share: 0.2}}\n")
    (tmp_path / "article.txt").write_text(
        "Publication: Monitor Volume: 2 Issue: 235\n\n"
        "Crude oil flowed to the refinery. (Interfax, December 16) Rebels met the offensive with an ambush.\n\n"
        "Moscow Counts on Foreign Oil Sales.\n"
    )
    trained = run_cli("train", "--config", "news.yaml", cwd=tmp_path)
    assert trained.returncode == 0, trained.stderr.decode()
    tagged = run_cli("predict", "article.txt", "--model", "models/news", "--explain", cwd=tmp_path)
    rows = [json.loads(line) for line in tagged.stdout.decode().splitlines()]
    assert [row["topics"] for row in rows[:2]] == [["energy"], ["armed-conflict"]]
    assert [row["kind"] for row in rows] == ["sentence", "sentence", "next_headline"]
    assert rows[0]["text"].endswith("(Interfax, December 16)")
    judged = run_cli("evaluate", "--model", "models/news", "--data", "test.jsonl", "--format", "json", cwd=tmp_path)
    assert json.loads(judged.stdout)["micro_f1"] > 0.9
    texts = [row["text"] for row in rows]
    expected = [list(row["scores"].values()) for row in rows]
    pipeline = joblib.load(tmp_path / "models" / "news" / "pipeline.joblib")
    np.testing.assert_allclose(pipeline.predict_proba(texts), expected, atol=1e-6)
    np.testing.assert_allclose(classify.load(tmp_path / "models" / "news").predict_proba(texts), expected, atol=1e-6)


def train_into(folder, corpus):
    return [sys.executable, "-m", "classify", "train", "--config", str(corpus / "small.yaml"), "--output", str(folder)]


@pytest.fixture(scope="module")
def seconds(corpus, tmp_path_factory):
    """How long a run takes that is not killed."""
    begun = time.monotonic()
    subprocess.run(train_into(tmp_path_factory.mktemp("whole") / "m", corpus), check=True, capture_output=True)
    return time.monotonic() - begun


@pytest.mark.parametrize("share", [0.3, 0.6, 0.8, 0.9, 0.97])
def test_a_killed_run_leaves_the_old_model_whole(corpus, model_folder, tmp_path, seconds, share):
    folder = shutil.copytree(model_folder, tmp_path / "m")
    command = train_into(folder, corpus)
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds * share)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert classify.load(folder).predict(["crude oil refinery"]) == [["energy"]]
    subprocess.run(command, check=True, capture_output=True)
    assert [entry.name for entry in tmp_path.iterdir()] == ["m"], "what the killed run left is swept away"
