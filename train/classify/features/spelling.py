"""N-grams of characters, compiled. They lie inside words, so each distinct word is spelt out once.

What a text holds is then the sum of its words' lists of n-grams, and a corpus of a hundred million n-grams is
read as a few million words.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from classify.features.compiled import bare, inlined, jit
from classify.features.hashing import find, grown, insert
from classify.features.kernel import lowered

_SPACE = 32
_SEED = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)


@inlined
def seed_key() -> Any:
    """Return the key of no characters at all."""
    return _SEED


@inlined
def extended_key(key: Any, point: Any) -> Any:
    """Return the key of an n-gram of characters with one more code point at its end.

    A 64-bit hash: among ten million distinct n-grams the chance that any two share a key is 3e-6.
    """
    key = (key ^ np.uint64(point)) * _STEP
    return key ^ (key >> _HALF)


@bare
def spell(buffer: Any, start: Any, stop: Any, lower: Any, points: Any, edges: Any) -> Any:
    """Write a token's code points in lower case, a space before and after.

    Args:
        buffer: UTF-8 bytes.
        start: where the token starts in them.
        stop: where it stops.
        lower: the code point table of ``characters``.
        points: int64, filled with code points.
        edges: int64, filled with where each begins in the buffer; the spaces stand at ``start - 1`` and at
            `stop`.

    Returns:
        How many code points there are.
    """
    points[0], edges[0] = _SPACE, start - 1
    size = 1
    while start < stop:
        points[size], width = lowered(buffer, start, stop, lower, 1)
        edges[size] = start
        start += width
        size += 1
    points[size], edges[size], edges[size + 1] = _SPACE, stop, stop + 1
    return size + 1


@inlined
def gram_count(size: Any, shortest: Any, longest: Any) -> Any:
    """Return how many n-grams a token of `size` code points has, spaces included."""
    least, most = min(shortest, size), min(longest, size)
    return (most - least + 1) * (2 * size - least - most + 2) // 2


@jit
def list_grams(pool: Any, places: Any, lower: Any, shortest: Any, longest: Any) -> Any:
    """Number the n-grams of distinct tokens.

    Args:
        pool: UTF-8 bytes of the tokens, in lower case, each with a space before and after.
        places: int64 of shape (2 * n_tokens,): where each token starts and stops in `pool`, without the
            spaces.
        lower: the code point table of the analyzer.
        shortest: the least length of an n-gram, in characters.
        longest: the greatest.

    Returns:
        Where the list of each token starts (int64 of shape (n_tokens + 1,)), the n-grams of all lists
        (int32), and where each distinct n-gram starts and stops in `pool` (int64, two each).
    """
    tokens = places.size // 2
    starts, widest = np.zeros(tokens + 1, np.int64), 0
    for token in range(tokens):
        size = 2
        for place in range(places[2 * token], places[2 * token + 1]):
            size += int(pool[place] & 0xC0 != 0x80)
        starts[token + 1] = starts[token] + gram_count(size, shortest, longest)
        widest = max(widest, size)
    grams, points, edges = (
        np.empty(starts[tokens], np.int32),
        np.empty(widest, np.int64),
        np.empty(widest + 1, np.int64),
    )
    table, spans, used = np.zeros(1 << 16, np.uint64), np.empty(1 << 15, np.int64), 0
    for token in range(tokens):
        size = spell(pool, places[2 * token], places[2 * token + 1], lower, points, edges)
        begin, filled = 0, starts[token]
        while begin < size:
            begin, filled, used = _list_some(
                points, edges, size, begin, shortest, longest, table, spans, used, grams, filled
            )
            if begin < size:
                table, larger = grown(table), np.empty(2 * spans.size, np.int64)
                larger[: 2 * used] = spans[: 2 * used]
                spans = larger
    return starts, grams, spans[: 2 * used].copy()


@bare
def _list_some(
    points: Any,
    edges: Any,
    size: Any,
    begin: Any,
    shortest: Any,
    longest: Any,
    table: Any,
    spans: Any,
    used: Any,
    grams: Any,
    filled: Any,
) -> Any:
    """List n-grams of a token from character `begin` on, until the table is half full."""
    least = min(shortest, size)
    while begin + least <= size:
        if 4 * (used + longest) > table.size:
            return begin, filled, used
        key = seed_key()
        for place in range(begin, min(begin + longest, size)):
            key = extended_key(key, points[place])
            if place - begin + 1 >= least:
                gram = find(table, key)
                if gram < 0:
                    gram = np.int64(used)
                    insert(table, key, gram)
                    spans[2 * used], spans[2 * used + 1] = edges[begin], edges[place + 1]
                    used += 1
                grams[filled] = gram
                filled += 1
        begin += 1
    return size, filled, used


@jit
def count_listed(stream: Any, stops: Any, first: Any, last: Any, starts: Any, grams: Any, count: Any) -> Any:
    """Count, over the texts first..last-1, in how many each n-gram occurs.

    Args:
        stream: int32 of shape (n_tokens,): the number of each token.
        stops: int64 of shape (n_texts,): where each text ends in the stream.
        first: the first text.
        last: the one after the last text.
        starts: where the list of each token starts in `grams`.
        grams: the n-grams of all lists.
        count: how many n-grams there are.

    Returns:
        Document frequencies (int32 of shape (count,)), and how many distinct n-grams those texts hold, in
        sum.
    """
    frequencies, seen = np.zeros(count, np.int32), np.full(count, -1, np.int32)
    told = np.full(starts.size - 1, -1, np.int32)
    begin, total = stops[first - 1] if first else np.int64(0), 0
    for text in range(first, last):
        for token in stream[begin : stops[text]]:
            if told[token] != text:
                told[token] = text
                for place in range(starts[token], starts[token + 1]):
                    gram = grams[place]
                    new = int(seen[gram] != text)
                    seen[gram] = text
                    frequencies[gram] += new
                    total += new
        begin = stops[text]
    return frequencies, total


@jit
def write_grams(pool: Any, spans: Any, chosen: Any) -> Any:
    """Write n-grams one after the other, as UTF-8 with a newline after each.

    Args:
        pool: UTF-8 bytes.
        spans: where each n-gram starts and stops in them.
        chosen: the n-grams to write, in the order wanted.
    """
    room = 0
    for gram in chosen:
        room += spans[2 * gram + 1] - spans[2 * gram] + 1
    out, filled = np.empty(room, np.uint8), 0
    for gram in chosen:
        for place in range(spans[2 * gram], spans[2 * gram + 1]):
            out[filled] = pool[place]
            filled += 1
        out[filled] = 10
        filled += 1
    return out
