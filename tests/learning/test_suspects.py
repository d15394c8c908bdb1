import numpy as np

from classify.learning.suspects import suspicion


def test_a_label_against_confident_probabilities_is_suspect():
    scores = np.array([[0.9], [0.8], [0.1], [0.1], [0.95], [0.02]])
    targets = np.array([[True], [True], [False], [False], [False], [True]])
    suspect = suspicion(scores, targets).ravel()
    assert np.flatnonzero(suspect).tolist() == [4, 5]
    assert suspect[4] == 0.95
    assert suspect[5] == 0.98


def test_good_labels_are_not_suspect():
    scores = np.array([[0.9], [0.8], [0.1], [0.2]])
    assert not suspicion(scores, scores > 0.5).any()


def test_a_topic_of_all_texts_or_none_cannot_be_judged():
    scores = np.array([[0.9, 0.1], [0.2, 0.9]])
    assert not suspicion(scores, np.array([[True, False], [True, False]])).any()
