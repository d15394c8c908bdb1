import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from conftest import make_rows

from classify.reading.batch import Batch
from classify.records import Sentence
from classify.tagging import bulk

TEXTS = [row["text"] for row in make_rows(6, seed=3)] + ["", "ΣΊΣΥΦΟΣ İstanbul crude oil", "\U0001f6e2 oil\u0300"]
BATCH = Batch.of_sentences([(number, Sentence(text, 0, len(text), "text")) for number, text in enumerate(TEXTS)])


@pytest.fixture
def model(model_folder):
    from classify.tagging.folder import load_model

    return load_model(model_folder)[0]


def test_a_batch_scores_as_its_texts(model):
    (scores, given), expected = model.batch_answers(BATCH, compiled=False), model.answers(TEXTS)
    np.testing.assert_array_equal(scores, model.scores(TEXTS))
    np.testing.assert_array_equal(scores, expected[0])
    np.testing.assert_array_equal(given, expected[1])


def test_both_ways_agree(model):
    pytest.importorskip("classify.features.bulk", exc_type=ImportError)
    model = replace(model, thresholds=np.zeros(3))  # whatever is known is given
    plain, compiled = (model.batch_answers(BATCH, compiled) for compiled in (False, True))
    np.testing.assert_allclose(compiled[0], plain[0], rtol=0, atol=1e-6)
    np.testing.assert_array_equal(compiled[1], plain[1])
    assert plain[1].any(axis=1).tolist() == [text != "" for text in TEXTS]


def test_the_compiled_way_is_taken_once_there_is_enough_to_do(model, monkeypatch):
    class Scorer:
        def logits(self, texts):
            return np.full((len(texts), 3), 7.0)

    monkeypatch.setattr(bulk, "BULK_BYTES", 10)
    monkeypatch.setitem(vars(model.bulk), "scorer", Scorer())
    assert model.logits(["oil"])[0, 0] != 7.0
    assert model.logits(["oil", "gas"])[0, 0] != 7.0
    assert model.logits(["o"])[0, 0] == 7.0
    assert model.logits([""])[0, 0] == 7.0


def test_without_numba_the_plain_way_is_taken(model, monkeypatch):
    monkeypatch.setitem(sys.modules, "classify.features.compiled", None)
    monkeypatch.setattr(bulk, "BULK_BYTES", 1)
    assert model.bulk.scorer is None
    assert model.logits(["oil", "gas"]).shape == (2, 3)


def test_an_article_is_tagged_without_numba(model_folder):
    script = (
        "import sys, classify\n"
        "tagger = classify.load(sys.argv[1])\n"
        "tagger.predict(['Crude oil rose.'] * 100)\n"
        "tagger.tag_article('Crude oil rose. Rebels fled.')\n"
        "print(*{'numba', 'sklearn', 'datasets', 'pyarrow'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script, str(model_folder)], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"
