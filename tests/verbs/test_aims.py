"""Aims of the config on every way from a text to its topics."""

import csv
import io
import json
import re
from dataclasses import replace

import numpy as np
import pyarrow.parquet as pq
import pytest
from conftest import make_rows, run_cli, write_jsonl

import classify
from classify.config import DataSettings, FeatureSettings, parse_config
from classify.errors import InputError
from classify.learning.decisions import Rule
from classify.reading.batch import Batch
from classify.records import Sentence
from classify.tagging.folder import load_model
from classify.tagging.tagger import Tagger
from classify.verbs.aims import check_aims
from classify.verbs.crossval import crossval
from classify.verbs.evaluate import evaluate
from classify.verbs.task import read_task
from classify.verbs.train import train
from classify.verbs.trials import Settings, Trials

TEXTS = [row["text"] for row in make_rows(6, seed=3)] + ["Xyzzy qwrk.", "The report said plans."]
BATCH = Batch.of_sentences([(number, Sentence(text, 0, len(text), "text")) for number, text in enumerate(TEXTS)])
AIMS = {"top_k": {"top_k": 2}, "at_least_one": {"at_least_one": True}}


def config_of(folder, rows, **settings):
    write_jsonl(folder / "a.jsonl", rows)
    raw = {"name": "m", "data": {"path": "a.jsonl"}, "features": {"words": [1, 2]}, **settings}
    return parse_config(raw, folder / "c.yaml")


@pytest.fixture(scope="module", params=AIMS)
def trained(request, tmp_path_factory):
    """An aim, and the folder of a model trained with it."""
    folder = tmp_path_factory.mktemp(request.param)
    config = config_of(folder, make_rows(), thresholds=AIMS[request.param])
    return request.param, config, train(config, folder / "m")


def kept(aim, topics):
    """Whether every text is given as many topics as the aim wants."""
    return all(len(each) == 2 if aim == "top_k" else len(each) >= 1 for each in topics)


def test_scripts_get_what_the_aim_wants_and_other_texts_what_they_had(trained):
    aim, _, found = trained
    tagger = classify.load(found.folder)
    topics = tagger.predict(TEXTS)
    assert kept(aim, topics)
    assert tagger({"text": TEXTS})["topics"] == topics
    assert [list(one.topics) for one in tagger.tag_sentences([Sentence(text, 0, 9) for text in TEXTS])] == topics
    if aim == "top_k":
        ranked = np.argsort(-tagger.predict_proba(TEXTS), axis=1, kind="stable")[:, :2].tolist()
        assert topics == [[tagger.topics[column] for column in row] for row in ranked]
    usual = Tagger(replace(load_model(found.folder)[0], rule=Rule())).predict(TEXTS)
    assert [] in usual
    if aim == "at_least_one":
        assert all(one == other for one, other in zip(topics, usual, strict=True) if other)


def test_both_ways_of_scoring_agree(trained):
    pytest.importorskip("classify.features.bulk", exc_type=ImportError)
    model, _ = load_model(trained[2].folder)
    plain, compiled = (model.batch_answers(BATCH, compiled)[1] for compiled in (False, True))
    np.testing.assert_array_equal(plain, compiled)
    np.testing.assert_array_equal(plain, model.answers(TEXTS)[1])
    assert kept(trained[0], [np.flatnonzero(row) for row in plain])


def test_a_data_set_is_mapped_alike(trained):
    from datasets import Dataset

    tagger = classify.load(trained[2].folder)
    mapped = Dataset.from_dict({"text": TEXTS}).map(tagger, batched=True, batch_size=5)
    assert mapped["topics"] == tagger.predict(TEXTS)


def test_the_command_line_gives_the_same_in_every_format(trained, tmp_path):
    aim, _, found = trained
    expected = classify.load(found.folder).predict(TEXTS)
    source = write_jsonl(tmp_path / "texts.jsonl", [{"text": text} for text in TEXTS])

    def tag(row_format):
        output = tmp_path / f"out.{row_format}"
        done = run_cli(
            "predict", source, "--model", found.folder, "--format", row_format, "--explain", "--output", output
        )
        assert done.returncode == 0, done.stderr.decode()
        return output

    rows = [json.loads(line) for line in tag("jsonl").read_text().splitlines()]
    assert [row["topics"] for row in rows] == expected
    lines = csv.DictReader(io.StringIO(tag("csv").read_text()))
    assert [line["topics"].split(";") for line in lines] == expected
    assert pq.read_table(tag("parquet"))["topics"].to_pylist() == expected
    table, page = tag("table").read_text(), tag("html").read_text()
    assert "no topic" not in table + page
    assert len(re.findall(r'<div class="text given', page)) == len(TEXTS)
    fallbacks = [row["why_fallback"] for row in rows if row["why_fallback"]]
    told = f"every text is given {'2 topics' if aim == 'top_k' else 'one topic at least'}"
    assert fallbacks
    assert told in " ".join(table.split())
    assert len(fallbacks) == page.count(told)


def test_the_measured_scores_are_those_of_the_aim(trained, tmp_path):
    aim, config, found = trained
    data = write_jsonl(tmp_path / "test.jsonl", make_rows(8, seed=4))
    judged = evaluate(found.folder, DataSettings(path=(str(data),))).scores
    across = crossval(config, folds=2).scores
    for scores in (found.scores, judged, across):
        assert all((row.threshold is None) == (aim == "top_k") for row in scores.per_topic.values())
    usual = config_of(tmp_path, make_rows())
    assert crossval(usual, folds=2).scores.headlines["micro_f1"] != across.headlines["micro_f1"]
    task = read_task(usual)
    tried = [
        Trials(task.examples, task.topics, task.kind, each).score(Settings(FeatureSettings(words=(1, 1)), 3.0)).score
        for each in (usual, config)
    ]
    assert tried[0] != tried[1]


def test_the_folder_says_how_topics_are_given(trained):
    aim, _, found = trained
    card, report = ((found.folder / name).read_text() for name in ("README.md", "report.html"))
    if aim == "top_k":
        assert "A text carries exactly 2 topics: the most probable." in card
        assert "3 topics, exactly 2 of them a text" in report
    else:
        assert "at least one topic" in card
        assert "3 topics, at least one of them a text" in report


@pytest.mark.parametrize(
    ("thresholds", "kind", "cause", "remedy"),
    [
        ({"top_k": 1}, "single", r"thresholds\.top_k does nothing here: every text has exactly one", "Leave out"),
        ({"at_least_one": True}, "single", r"thresholds\.at_least_one does nothing here", "classifier.kind: multi"),
        ({"beta": 2.0}, "single", r"thresholds\.beta does nothing here", "Leave out thresholds.beta"),
        ({"top_k": 1, "beta": 2.0}, "multi", r"thresholds\.beta does nothing beside thresholds\.top_k", "Leave out"),
        ({"top_k": 1, "at_least_one": True}, "multi", r"thresholds\.at_least_one does nothing beside", "Leave out"),
        (
            {"folds": None, "beta": 2.0},
            "multi",
            r"thresholds\.beta does nothing here: without folds",
            "thresholds.folds: 5",
        ),
        ({"folds": None, "precision": 0.9}, "multi", r"thresholds\.precision does nothing here", "Leave out"),
        ({"top_k": 4}, "multi", r"top_k is 4, but there are only 3 topics", "Set it to 3 at most"),
    ],
)
def test_what_would_do_nothing_is_refused(tmp_path, thresholds, kind, cause, remedy):
    rows = [{**row, "topics": row["topics"][:1]} for row in make_rows() if row["topics"] or kind == "multi"]
    with pytest.raises(InputError, match=cause) as caught:
        read_task(config_of(tmp_path, rows, thresholds=thresholds))
    assert remedy in caught.value.remedy


def test_what_goes_together_passes(tmp_path):
    for thresholds in (
        None,
        {"folds": None, "top_k": 3},
        {"folds": None, "at_least_one": True},
        {"at_least_one": True, "precision": 0.8, "beta": 0.5},
    ):
        settings = config_of(tmp_path, make_rows(), thresholds=thresholds).thresholds
        check_aims(settings, "multi", 3)
    check_aims(config_of(tmp_path, make_rows(), thresholds={"folds": 3}).thresholds, "single", 3)
