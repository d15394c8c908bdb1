import pickle

import numpy as np
import pytest

from classify.features.tfidf import Block, Features


def block(**changes):
    settings = {"analyzer": "words", "shortest": 1, "longest": 1, "sublinear_tf": False, "lines": "coal\noil"}
    return Block(**{**settings, "idf": np.array([2.0, 1.0], np.float32), **changes})


def test_a_vector_is_tf_times_idf_scaled_to_length_one():
    found, values = block().vector("oil oil coal gas")
    weights = dict(zip(found, values, strict=True))
    assert weights[0] == pytest.approx(2 / np.sqrt(8))
    assert weights[1] == pytest.approx(2 / np.sqrt(8))


def test_sublinear_counts_weigh_one_plus_log():
    found, values = block(sublinear_tf=True).vector("oil oil coal")
    weights = dict(zip(found, values, strict=True))
    assert weights[1] / weights[0] == pytest.approx((1 + np.log(2)) / 2)


@pytest.mark.parametrize("text", ["", "nothing known here"])
def test_a_text_without_known_words_is_the_zero_vector(text):
    found, values = block().vector(text)
    assert len(found) == len(values) == 0


def test_blocks_stand_one_after_the_other():
    features = Features((block(), block(lines="gas", idf=np.ones(1, np.float32))))
    indices, values = features.vector("gas oil")
    assert sorted(indices.tolist()) == [1, 2]
    assert values.tolist() == [1.0, 1.0]
    assert [features.term(index) for index in range(features.size)] == ["coal", "oil", "gas"]


def test_a_feature_out_of_range_has_no_term():
    with pytest.raises(IndexError):
        Features((block(),)).term(2)


def test_features_can_be_sent_to_another_process_after_use():
    block = Block("characters", 3, 4, True, "cru\noil", np.ones(2, np.float32))
    before = block.vector("crude oil")
    again = pickle.loads(pickle.dumps(block)).vector("crude oil")
    assert before[0].tolist() == again[0].tolist() == [0, 1]


def test_rows_are_the_vectors_of_their_texts():
    features = Features((block(), block(lines="gas\noil")))
    texts = ["oil oil gas", "", "coal"]
    dense = features.rows(texts).csr.toarray()
    assert dense.shape == (3, 4)
    for text, row in zip(texts, dense, strict=True):
        indices, values = features.vector(text)
        assert row[indices] == pytest.approx(values)
        assert np.count_nonzero(row) == len(indices)
    assert features.rows([]).csr.shape == (0, 4)
