"""64-bit keys, and the open-addressing table that finds numbers by them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from classify.features.compiled import bare, inlined, jit
from classify.features.intrinsics import prefetch

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FIRST, _SECOND = 0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53
_MULTIPLY = np.uint64(_FIRST), np.uint64(_SECOND)
_UNDO = np.uint64(pow(_FIRST, -1, 1 << 64)), np.uint64(pow(_SECOND, -1, 1 << 64))
_LOW = np.uint64(0xFFFFFFFF)
_ONE = np.uint64(1)
_HALF = np.uint64(32)
_THIRD = np.uint64(29)


def empty_table(keys: int) -> NDArray[np.uint64]:
    """Return a table that so many keys fill to a half at most; from a thousand on, to a quarter at least.

    It is made by numpy and not inside a kernel, because numpy asks the system for huge pages.
    """
    return np.zeros(2 << max(11, (2 * keys).bit_length()), np.uint64)


@inlined
def mix(x: Any) -> Any:
    """Scramble 64 bits, one to one (the finaliser of MurmurHash3)."""
    x ^= x >> _HALF
    x *= _MULTIPLY[0]
    x ^= x >> _THIRD
    x *= _MULTIPLY[1]
    return x ^ (x >> _HALF)


@inlined
def unmix(x: Any) -> Any:
    """Undo `mix`."""
    x ^= x >> _HALF
    x *= _UNDO[1]
    x ^= (x >> _THIRD) ^ (x >> (_THIRD + _THIRD))
    x *= _UNDO[0]
    return x ^ (x >> _HALF)


@inlined
def pair_key(parent: Any, word: Any) -> Any:
    """Return the key of an n-gram: two numbers from 0 to 2**31 - 1, scrambled one to one; never 0."""
    return mix(((np.uint64(parent) + _ONE) << _HALF) | np.uint64(word))


@inlined
def pair_of(key: Any) -> Any:
    """Return the two numbers that `pair_key` was given."""
    pair = unmix(key)
    return np.int32((pair >> _HALF) - _ONE), np.int32(pair & _LOW)


@inlined
def find(table: Any, key: Any) -> Any:
    """Return the number kept under a key, or -1.

    Args:
        table: uint64 of shape (2 * capacity,), capacity a power of two: key and number side by side, so that
            a search touches one cache line; key 0 is an empty place.
        key: what to look for.
    """
    mask = (table.size >> 1) - 1
    place = np.int64(key >> _HALF) & mask
    while True:
        there = table[2 * place]
        if there == key:
            return np.int64(table[2 * place + 1])
        if there == 0:
            return np.int64(-1)
        place = (place + 1) & mask


@inlined
def ask_for(table: Any, key: Any) -> None:
    """Prefetch the place where `find` will begin."""
    prefetch(table, 2 * (np.int64(key >> _HALF) & ((table.size >> 1) - 1)))


@inlined
def insert(table: Any, key: Any, number: Any) -> None:
    """Keep a number under a key that is not there yet."""
    mask = (table.size >> 1) - 1
    place = np.int64(key >> _HALF) & mask
    while table[2 * place] != 0:
        place = (place + 1) & mask
    table[2 * place] = key
    table[2 * place + 1] = np.uint64(number)


@bare
def move(table: Any, larger: Any) -> None:
    """Copy a table into a larger one that is empty."""
    for place in range(0, table.size, 2):
        if table[place] != 0:
            insert(larger, table[place], table[place + 1])


@jit
def grown(table: Any) -> Any:
    """Return the table with twice the room."""
    larger = np.zeros(2 * table.size, np.uint64)
    move(table, larger)
    return larger


@jit
def pairs_of(keys: Any) -> Any:
    """Return the parents and the last words (int32) that n-grams' keys are made of."""
    parents, words = np.empty(keys.size, np.int32), np.empty(keys.size, np.int32)
    for each in range(keys.size):
        parents[each], words[each] = pair_of(keys[each])
    return parents, words
