"""Keys are made one to one, and the table finds what a dict would."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from classify.features.hashing import empty_table, find, grown, insert, mix, move, pair_key, pair_of, unmix

NUMBERS = st.integers(0, 2**31 - 1)
CROWDED = st.integers(1, 30).map(lambda low: 2047 << 32 | low)  # all begin at the last place, and wrap round
KEYS = st.lists(st.one_of(CROWDED, st.integers(1, 2**64 - 1)), max_size=40, unique=True)


@given(st.integers(0, 2**64 - 1))
@example(2**64 - 1)
def test_mixing_can_be_undone(word):
    assert int(unmix(np.uint64(mix(np.uint64(word))))) == word


@given(NUMBERS, NUMBERS)
@example(2**31 - 1, 2**31 - 1)
@example(0, 0)
def test_a_pair_can_be_read_off_its_key(parent, word):
    key = pair_key(parent, word)
    assert pair_of(np.uint64(key)) == (parent, word)
    assert key != 0


@given(KEYS, KEYS)
def test_a_table_finds_what_a_dict_finds(keys, others):
    table = empty_table(len(keys))
    for number, key in enumerate(keys):
        insert(table, np.uint64(key), number)
    larger = empty_table(10_000)
    move(table, larger)
    numbers = {key: number for number, key in enumerate(keys)}
    for each in (table, grown(table), larger):
        assert [find(each, np.uint64(key)) for key in keys + others] == [numbers.get(k, -1) for k in keys + others]


@given(st.integers(0, 10**6))
def test_a_new_table_is_never_more_than_half_full(keys):
    places = len(empty_table(keys)) // 2
    assert places & (places - 1) == 0
    assert keys <= places / 2
    assert keys >= places / 4 or places == 2048
