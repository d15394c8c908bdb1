"""Compiled scoring: bytes to log-odds without a matrix in between.

Each text is read in batches. A batch is scanned, then looked up, then counted: loops over independent items,
whose waits for memory overlap. A text's sum is taken over its distinct nodes at the end.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from classify.features.compiled import bare, inlined, jit
from classify.features.hashing import ask_for, find, pair_key
from classify.features.intrinsics import prefetch
from classify.features.kernel import next_token, scan
from classify.features.spelling import extended_key, seed_key, spell

_BATCH = 1024
_AHEAD = 16
_LINE = 16
_COUNTS = 256


@jit
def score_words(
    buffer: Any,
    offsets: Any,
    ends: Any,
    first: Any,
    last: Any,
    lower: Any,
    tokens: Any,
    pairs: Any,
    span: Any,
    rows: Any,
    sublinear: Any,
    logits: Any,
) -> None:
    """Add a block of ``words`` to the log-odds of the texts first..last-1.

    Args:
        buffer: UTF-8 bytes.
        offsets: int64 of shape (n_texts + 1,): where each text begins in the buffer.
        ends: int64 of shape (n_texts,): where the words to count end in each.
        first: the first text.
        last: the one after the last text.
        lower: the code point table of the analyzer.
        tokens: nodes by token key.
        pairs: nodes by `pair_key`.
        span: the least and the greatest number of words in an n-gram.
        rows: float32 of shape (n_features, 1 + n_outputs): by node, its idf and its coefficients.
        sublinear: whether a count n weighs 1 + log(n).
        logits: float64 of shape (n_texts, n_outputs), added to.
    """
    shortest, longest = span
    keys, places = np.empty(_BATCH, np.uint64), np.empty(2 * _BATCH, np.int64)
    hits, turns = np.empty(_BATCH, np.int32), np.empty(_BATCH, np.int32)
    nodes = np.empty((longest, _BATCH + 1), np.int32)  # by the last word of the n-gram; 0 is the batch before's
    counts, distinct = np.zeros(rows.shape[0], np.int32), np.empty(rows.shape[0] + 1, np.int32)
    weights, sums = count_weights(sublinear), np.empty(rows.shape[1] - 1)
    for text in range(first, last):
        position, end, known = offsets[text], ends[text], 0
        nodes[:, 0] = -1
        while position < end:
            found, position = scan(buffer, position, end, lower, 2, keys, places)
            met = _find_words(tokens, keys, found, nodes[0], hits, counts, rows)
            if shortest == 1:
                known = _tally(hits, met, counts, distinct, known)
            for level in range(1, longest):
                asked = _ask_for_pairs(pairs, nodes[level - 1], nodes[0], found, keys, turns)
                met = _find_pairs(pairs, keys, asked, turns, nodes[level], found, hits, counts, rows)
                if level + 1 >= shortest:
                    known = _tally(hits, met, counts, distinct, known)
            for level in range(longest):
                nodes[level, 0] = nodes[level, found]
        _weigh(distinct, known, counts, rows, weights, sums, logits[text])


@jit
def count_weights(sublinear: Any) -> Any:
    """Return the weight of every count under 256, and after them whether counts are sublinear."""
    weights = np.arange(_COUNTS + 1).astype(np.float64)
    if sublinear:
        weights[1:] = np.log(weights[1:]) + 1.0
    weights[_COUNTS] = np.float64(sublinear)
    return weights


@inlined
def _meet(node: Any, hits: Any, met: Any, counts: Any, rows: Any) -> Any:
    """Add a node to the hits if it is a feature, and ask for what will be read of it; no branch to guess."""
    hits[met] = node
    real = (node >= 0) & (node < counts.size)
    safe = node if real else np.int64(0)
    prefetch(counts, safe)
    prefetch(rows[safe], 0)
    return met + int(real)


@bare
def _find_words(tokens: Any, keys: Any, found: Any, nodes: Any, hits: Any, counts: Any, rows: Any) -> Any:
    met = 0
    for each in range(min(_AHEAD, found)):
        ask_for(tokens, keys[each])
    for each in range(found):
        if each + _AHEAD < found:
            ask_for(tokens, keys[each + _AHEAD])
        node = find(tokens, keys[each])
        nodes[each + 1] = node
        met = _meet(node, hits, met, counts, rows)
    return met


@bare
def _ask_for_pairs(pairs: Any, parents: Any, words: Any, found: Any, keys: Any, turns: Any) -> Any:
    """Write the keys of the n-grams that end at each word and may be known; return how many there are."""
    asked = 0
    for each in range(found):
        key = pair_key(parents[each], words[each + 1])
        keys[asked], turns[asked] = key, each + 1
        ask_for(pairs, key)
        asked += int((parents[each] >= 0) & (words[each + 1] >= 0))
    return asked


@bare
def _find_pairs(
    pairs: Any, keys: Any, asked: Any, turns: Any, nodes: Any, found: Any, hits: Any, counts: Any, rows: Any
) -> Any:
    met = 0
    nodes[1 : found + 1] = -1
    for each in range(asked):
        node = find(pairs, keys[each])
        nodes[turns[each]] = node
        met = _meet(node, hits, met, counts, rows)
    return met


@bare
def _tally(hits: Any, met: Any, counts: Any, distinct: Any, known: Any) -> Any:
    """Count the nodes met; return how many distinct ones the text has so far."""
    for each in range(met):
        node = hits[each]
        distinct[known] = node
        known += int(counts[node] == 0)
        counts[node] += 1
    return known


@bare
def _weigh(distinct: Any, known: Any, counts: Any, rows: Any, weights: Any, sums: Any, logits: Any) -> None:
    """Add a text's products to its log-odds, and clear its counts."""
    squares, sums[:] = 0.0, 0.0
    outputs = sums.size
    for each in range(known):
        if each + _AHEAD < known:
            ahead = np.int64(distinct[each + _AHEAD])
            for place in range(0, outputs + 1, _LINE):
                prefetch(rows[ahead], place)
        node = distinct[each]
        count = counts[node]
        value = weights[min(count, _COUNTS - 1)]
        if count >= _COUNTS:
            value = np.log(np.float64(count)) + 1.0 if weights[_COUNTS] else np.float64(count)
        value *= np.float64(rows[node, 0])
        counts[node] = 0
        squares += value * value
        if outputs == 1:
            sums[0] += value * np.float64(rows[node, 1])
        else:
            for output in range(outputs):
                sums[output] += value * np.float64(rows[node, output + 1])
    if squares > 0:
        scale = 1.0 / np.sqrt(squares)
        for output in range(outputs):
            logits[output] += sums[output] * scale


@jit
def score_characters(
    buffer: Any,
    offsets: Any,
    first: Any,
    last: Any,
    lower: Any,
    tokens: Any,
    span: Any,
    rows: Any,
    sublinear: Any,
    logits: Any,
) -> None:
    """Add a block of ``characters`` to the log-odds of some texts; other arguments as for `score_words`."""
    shortest, longest = span
    points, edges, keys = np.empty(256, np.int64), np.empty(257, np.int64), np.empty(_BATCH, np.uint64)
    nodes, hits = np.empty(_BATCH + 1, np.int32), np.empty(_BATCH, np.int32)
    counts, distinct = np.zeros(rows.shape[0], np.int32), np.empty(rows.shape[0] + 1, np.int32)
    weights, sums = count_weights(sublinear), np.empty(rows.shape[1] - 1)
    for text in range(first, last):
        position, end, known, found = offsets[text], offsets[text + 1], 0, 0
        while position < end:
            _, start, position = next_token(buffer, position, end, lower, 1)
            if start < 0:
                break
            if position - start + 2 > points.size:
                points = np.empty(2 * (position - start + 2), np.int64)
                edges = np.empty(points.size + 1, np.int64)
            size = spell(buffer, start, position, lower, points, edges)
            begin = 0
            while begin < size:
                found, begin = character_keys(points, size, begin, shortest, longest, keys, found)
                if found > keys.size - longest:
                    met = _find_words(tokens, keys, found, nodes, hits, counts, rows)
                    known, found = _tally(hits, met, counts, distinct, known), 0
        met = _find_words(tokens, keys, found, nodes, hits, counts, rows)
        known = _tally(hits, met, counts, distinct, known)
        _weigh(distinct, known, counts, rows, weights, sums, logits[text])


@bare
def character_keys(points: Any, size: Any, begin: Any, shortest: Any, longest: Any, keys: Any, found: Any) -> Any:
    """Add the keys of a token's n-grams, as many as there is room for.

    A token shorter than the shortest n-gram counts once, whole: so scikit-learn has it.

    Args:
        points: the token's code points, with a space before and after.
        size: how many there are.
        begin: where the first n-gram begins.
        shortest: the least length of an n-gram.
        longest: the greatest.
        keys: uint64, added to.
        found: how many keys there are.

    Returns:
        How many keys there are now, and where to go on: `size` when there are no more.
    """
    least = min(shortest, size)
    while begin + least <= size:
        if found > keys.size - longest:
            return found, begin
        key = seed_key()
        for place in range(begin, min(begin + longest, size)):
            key = extended_key(key, points[place])
            if place - begin + 1 >= least:
                keys[found] = key
                found += 1
        begin += 1
    return found, size
