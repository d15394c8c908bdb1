"""Strings and the n-grams of a tree stand in the order in which Python sorts them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from classify.features.ordering import feature_order, sorted_strings, write_terms

LIKE = st.tuples(st.sampled_from([b"", b"abcdefg", b"abcdefgh", b"abcdefgi"]), st.binary(max_size=10)).map(b"".join)
WORDS = [b"b", b"aa", b"abcdefghi", b"a", b"abcdefgh", "é".encode()]
GRAMS = st.sets(st.lists(st.integers(0, 5), min_size=1, max_size=4).map(tuple), max_size=30)


def pooled(strings):
    stops = np.cumsum([len(string) for string in strings], dtype=np.int64)
    starts = stops - [len(string) for string in strings]
    return np.frombuffer(b"".join(strings), np.uint8), starts.astype(np.int64), stops


@given(st.lists(st.one_of(LIKE, st.binary(max_size=4)), max_size=30))
def test_strings_are_sorted_as_python_sorts_them(strings):
    assert [strings[each] for each in sorted_strings(*pooled(strings))] == sorted(strings)


@given(GRAMS, st.integers(1, 4), st.randoms())
def test_ngrams_are_sorted_as_their_strings_are(grams, shortest, random):
    whole = {gram[:size] for gram in grams for size in range(1, 5)} | {(word,) for word in range(6)}
    levels = [[gram for gram in whole if len(gram) == size] for size in range(1, 5)]
    for level in levels[1:]:
        random.shuffle(level)
    nodes = sorted(levels[0]) + [gram for level in levels[1:] for gram in level]
    parents = np.array([nodes.index(gram[:-1]) if gram[:-1] else -1 for gram in nodes], np.int32)
    words = np.array([gram[-1] for gram in nodes], np.int32)
    bases = np.cumsum([0, *map(len, levels)])
    pool, starts, stops = pooled(WORDS)

    features = feature_order(parents, words, bases, sorted_strings(pool, starts, stops), shortest)
    terms = [b" ".join(WORDS[word] for word in gram) for gram in nodes]
    expected = sorted(term for term, gram in zip(terms, nodes, strict=True) if len(gram) >= shortest)
    assert [expected.index(t) if len(g) >= shortest else -1 for t, g in zip(terms, nodes, strict=True)] == list(
        features
    )

    chosen = np.argsort(features)[int((features < 0).sum()) :]
    written = write_terms(parents, words, chosen, pool, np.stack([starts, stops], axis=1).ravel())
    assert written.tobytes() == b"".join(term + b"\n" for term in expected)
