"""Rows hold the weighted counts of their texts, in order and of length 1."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.features.filling import fill_listed_rows, fill_rows

NODES = st.integers(-1, 9)
PARENTS = np.array([-1, -1, -1, 0, 1, 2, 3, 3, 7, 4], np.int32)
FEATURES = np.array([-1, 0, 63, 64, 4095, 4096, 9999, 1, -1, 5000], np.int32)  # in other words of 64 bits, and of 4096
IDF = np.linspace(1, 3, 10_000)


def check(texts, held, sublinear, kernel, size):
    """Check a kernel on two halves of the texts against `held`, the features that each text holds."""
    for first, last in ((0, len(texts) // 2), (len(texts) // 2, len(texts))):
        indices, values, lengths = np.empty(size, np.int32), np.empty(size, np.float32), np.empty(last - first, int)
        assert kernel(first, last, IDF, sublinear, indices, values, lengths) == lengths.sum()
        begin = 0
        for row, length in zip(held[first:last], lengths, strict=True):
            counts = Counter(feature for feature in row if feature >= 0)
            expected = [(1 + np.log(n) if sublinear else n) * IDF[f] for f, n in sorted(counts.items())]
            assert indices[begin : begin + length].tolist() == sorted(counts)
            assert values[begin : begin + length] == pytest.approx(expected / np.linalg.norm(expected), rel=1e-6)
            begin += length


def with_ancestors(node):
    return [] if node < 0 else [node, *with_ancestors(PARENTS[node])]


@given(st.lists(st.lists(NODES, max_size=12), max_size=5), st.booleans())
def test_a_row_counts_nodes_and_their_ancestors(texts, sublinear):
    stream = np.array([node for text in texts for node in text], np.int32)
    stops = np.cumsum([len(text) for text in texts], dtype=np.int64)
    held = [[FEATURES[each] for node in text for each in with_ancestors(node)] for text in texts]

    def kernel(first, last, *rest):
        return fill_rows(stream, stops, first, last, PARENTS, FEATURES, *rest)

    check(texts, held, sublinear, kernel, 4 * stream.size)


@given(st.lists(st.lists(st.integers(0, 2), max_size=12), max_size=5), st.booleans())
def test_a_row_counts_what_is_listed_for_its_tokens(texts, sublinear):
    starts, lists = np.array([0, 3, 3, 14]), np.concatenate([FEATURES[:3], FEATURES, FEATURES[5:6]])
    stream = np.array([token for text in texts for token in text], np.int32)
    stops = np.cumsum([len(text) for text in texts], dtype=np.int64)
    held = [[feature for t in text for feature in lists[starts[t] : starts[t + 1]]] for text in texts]

    def kernel(first, last, *rest):
        return fill_listed_rows(stream, stops, first, last, starts, lists, *rest)

    check(texts, held, sublinear, kernel, 14 * len(stream))
