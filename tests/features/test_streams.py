"""The numbered tokens of a corpus spell out its texts again."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import TEXTS

from classify.features.streams import cut_texts, find_tokens
from classify.features.tokens import ngrams


@pytest.mark.parametrize("analyzer", ["words", "characters"])
@given(texts=TEXTS, threads=st.integers(1, 3))
def test_the_stream_spells_out_the_texts(analyzer, texts, threads):
    tokens = find_tokens(texts, analyzer, threads)
    places, raw = tokens.places, tokens.pool.tobytes()
    assert raw.count(b" ") >= len(places) // 2 + 1
    spelt = [raw[a:b].decode("utf-8", "surrogatepass") for a, b in places.reshape(-1, 2)]
    held = [[spelt[token] for token in part] for part in np.split(tokens.stream, tokens.stops)[:-1]]
    expected = [list(ngrams(text, "words", 1, 1)) if analyzer == "words" else text.lower().split() for text in texts]
    assert held == expected
    assert len(set(tokens.keys.tolist())) == len(set(spelt)) == len(spelt)
    assert dict(zip(spelt, tokens.frequencies, strict=True)) == Counter(t for text in expected for t in set(text))


@given(st.lists(st.integers(0, 9), max_size=30), st.integers(1, 6))
def test_texts_are_cut_into_even_runs(sizes, count):
    runs = cut_texts(np.cumsum(sizes, dtype=np.int64), count)
    assert [text for first, last in runs for text in range(first, last)] == list(range(len(sizes)))
    assert len(runs) <= count
    assert all(first < last and sum(sizes[first:last]) <= sum(sizes) / count + 1 + 9 for first, last in runs)
