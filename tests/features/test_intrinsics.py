"""Each machine operation does what one line of Python says."""

import re

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from classify.features.compiled import inlined
from classify.features.intrinsics import load_eight, lowest_bit, prefetch, token_bits

TOKEN = {True: re.compile(rb"[A-Za-z0-9_\x80-\xff]"), False: re.compile(rb"[^\t-\r\x1c- ]")}


@inlined
def lowest(word):
    return lowest_bit(word)


@inlined
def eight(data, index):
    return load_eight(data, index)


@inlined
def bits_of(data, index, words):
    return token_bits(data, index, words)


@inlined
def ask(data, index):
    prefetch(data, index)


@given(st.integers(0, 2**64 - 1))
@example(0)
@example(1 << 63)
def test_the_lowest_bit(word):
    assert lowest(np.uint64(word)) == ((word & -word).bit_length() - 1 if word else 64)


@given(st.binary(min_size=8, max_size=30), st.data())
def test_eight_bytes_at_any_place(raw, data):
    index = data.draw(st.integers(0, len(raw) - 8))
    assert eight(np.frombuffer(raw, np.uint8), index) == int.from_bytes(raw[index : index + 8], "little")


@pytest.mark.parametrize("words", [True, False])
def test_a_bit_for_every_byte_that_may_belong_to_a_token(words):
    every = bytes(range(256))
    for index in range(193):
        expected = [bool(TOKEN[words].match(every, place)) for place in range(index, index + 64)]
        found = int(bits_of(np.frombuffer(every, np.uint8), index, words))
        assert [bool(found >> bit & 1) for bit in range(64)] == expected
    assert all(bool(TOKEN[False].match(bytes([b]))) != chr(b).isspace() for b in range(128))


def test_a_prefetch_changes_nothing_and_may_point_anywhere():
    data = np.arange(4)
    for index in (0, 3, 1 << 40, -(1 << 40)):
        ask(data, index)
    assert data.tolist() == [0, 1, 2, 3]
