import subprocess
import sys

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
    np.testing.assert_array_equal(model.batch_scores(BATCH, compiled=False), model.scores(TEXTS))


def test_both_ways_agree(model):
    pytest.importorskip("classify.features.bulk", exc_type=ImportError)
    plain, compiled = (model.batch_scores(BATCH, compiled) for compiled in (False, True))
    np.testing.assert_allclose(compiled, plain, rtol=0, atol=1e-6)


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
