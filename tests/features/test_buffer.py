"""A buffer holds the texts that it was given, whatever they came as, and cuts them into even pieces."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from strategies import ODD

from classify.features.buffer import TextBuffer

TEXTS = st.lists(st.text(ODD, max_size=20), max_size=6)


@given(TEXTS)
def test_texts_are_kept_or_lowered(texts):
    buffer = TextBuffer.from_texts(texts)
    held = [buffer.data[a:b].tobytes().decode("utf-8", "surrogatepass") for a, b in pairwise(buffer.offsets)]
    assert buffer.count == len(texts)
    assert held == [text.lower() if {"İ", "Σ"} & set(text) else text for text in texts]


@given(TEXTS)
def test_arrow_bytes_are_read_like_strings(texts):
    texts = [text.encode("utf-8", "ignore").decode() for text in texts]
    parts = [text.encode() for text in texts]
    offsets = np.cumsum([3, *map(len, parts)])
    data = np.frombuffer(b"xyz" + b"".join(parts) + b"tail", np.uint8)
    ours, theirs = TextBuffer.from_bytes(data, offsets), TextBuffer.from_texts(texts)
    assert ours.data[ours.offsets[0] : ours.offsets[-1]].tobytes() == theirs.data.tobytes()
    np.testing.assert_array_equal(np.diff(ours.offsets), np.diff(theirs.offsets))


def test_bytes_are_copied_only_if_they_must_be_lowered():
    data = np.frombuffer("İ né".encode(), np.uint8).copy()
    whole = TextBuffer.from_bytes(data, np.array([0, len(data)]))
    tail = TextBuffer.from_bytes(data, np.array([3, len(data)]))
    assert [np.shares_memory(data, buffer.data) for buffer in (whole, tail)] == [False, True]
    assert not tail.data.flags.writeable


@given(st.lists(st.integers(0, 50), max_size=30), st.integers(1, 8))
def test_pieces_follow_each_other_and_are_about_even(sizes, count):
    pieces = TextBuffer.from_texts(["a" * size for size in sizes]).pieces(count)
    assert [text for first, last in pieces for text in range(first, last)] == list(range(len(sizes)))
    assert len(pieces) <= count
    even = sum(sizes) / count + 1
    assert all(first < last and sum(sizes[first:last]) <= even + max(sizes) for first, last in pieces)
