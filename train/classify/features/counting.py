"""Compiled passes over a corpus: its distinct tokens, its frequent n-grams, and which of them stand where.

Tokens are numbered in the order of first sight. A corpus is one stream of token numbers; `stops` says where
the tokens of each text end in it. A number of -1 in a stream stands for what min_df has dropped.

Document frequencies are kept as one uint64 a token: the last text that held it (plus 1) in the high half, how
many texts did in the low half.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from classify.features.compiled import bare, inlined, jit
from classify.features.hashing import ask_for, find, grown, insert, pair_key
from classify.features.kernel import scan

_ONE = np.uint64(1)
_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
BATCH = 2048
_AHEAD = 12
"""How many lookups ahead the table is prefetched: about the time that memory takes to answer."""


@jit
def _doubled(array: Any) -> Any:
    larger = np.empty(2 * array.size, array.dtype)
    larger[: array.size] = array
    return larger


@jit
def number_tokens(
    buffer: Any, offsets: Any, first: Any, last: Any, lower: Any, fewest: Any, stream: Any, stops: Any
) -> Any:
    """Number the tokens of the texts first..last-1.

    Args:
        buffer: UTF-8 bytes of all texts.
        offsets: int64 of shape (n_texts + 1,): where each text begins in the buffer.
        first: the first text.
        last: the one after the last text.
        lower: the code point table of the analyzer.
        fewest: the least number of code points in a token.
        stream: int32, filled with token numbers.
        stops: int64 of shape (last - first,), filled with where each text's tokens end in `stream`.

    Returns:
        Of the distinct tokens: keys (uint64), document frequencies (int32), and where the first occurrence of
        each starts and stops in the buffer (int64, two a token).
    """
    table = np.zeros(1 << 16, np.uint64)
    counts, spans = np.empty(1 << 14, np.uint64), np.empty(1 << 15, np.int64)
    keys, places = np.empty(BATCH, np.uint64), np.empty(2 * BATCH, np.int64)
    used = filled = 0
    for text in range(first, last):
        position, end = offsets[text], offsets[text + 1]
        while position < end:
            found, position = scan(buffer, position, end, lower, fewest, keys, places)
            if used + found > counts.size:
                counts, spans = _doubled(counts), _doubled(spans)
            if 4 * (used + found) > table.size:
                table = grown(table)
            used = _number_batch(table, keys, places, found, text, counts, spans, used, stream, filled)
            filled += found
        stops[text - first] = filled
    distinct = np.empty(used, np.uint64)
    for place in range(0, table.size, 2):
        if table[place] != 0:
            distinct[table[place + 1]] = table[place]
    return distinct, (counts[:used] & _LOW).astype(np.int32), spans[: 2 * used].copy()


@bare
def _number_batch(
    table: Any,
    keys: Any,
    places: Any,
    found: Any,
    text: Any,
    counts: Any,
    spans: Any,
    used: Any,
    stream: Any,
    filled: Any,
) -> Any:
    """Number the `found` tokens of one batch; return how many tokens are known now."""
    mark = (np.uint64(text) + _ONE) << _HALF
    for each in range(found):
        if each + _AHEAD < found:
            ask_for(table, keys[each + _AHEAD])
        key = keys[each]
        number = find(table, key)
        if number < 0:
            number = used
            insert(table, key, number)
            counts[number] = 0
            spans[2 * number], spans[2 * number + 1] = places[2 * each], places[2 * each + 1]
            used += 1
        if counts[number] < mark:
            counts[number] = mark | ((counts[number] & _LOW) + _ONE)
        stream[filled + each] = number
    return used


@bare
def merge_tokens(table: Any, keys: Any, frequencies: Any, spans: Any, used: Any, more: Any, joint: Any) -> Any:
    """Join the tokens of one piece of the corpus to those of the pieces before it.

    Args:
        table: token numbers by key, with room for all.
        keys: uint64, the keys so far, with room for all; likewise `frequencies` and `spans`.
        frequencies: document frequencies so far.
        spans: where each token starts and stops in the buffer.
        used: how many tokens there are so far.
        more: the piece's keys, document frequencies and spans.
        joint: int32, filled with the joint number of every token of the piece.

    Returns:
        How many tokens there are now.
    """
    more_keys, more_frequencies, more_spans = more
    for each in range(more_keys.size):
        number = find(table, more_keys[each])
        if number < 0:
            number = used
            insert(table, more_keys[each], number)
            keys[used], frequencies[used] = more_keys[each], 0
            spans[2 * used], spans[2 * used + 1] = more_spans[2 * each], more_spans[2 * each + 1]
            used += 1
        joint[each] = number
        frequencies[number] += more_frequencies[each]
    return used


@bare
def renumber(stream: Any, numbers: Any, out: Any) -> None:
    """Write what `numbers` holds for every number of a stream."""
    for place in range(stream.size):
        out[place] = numbers[stream[place]]


@bare
def count_ngrams(
    nodes: Any,
    firsts: Any,
    stops: Any,
    base: Any,
    length: Any,
    share: Any,
    shares: Any,
    counts: Any,
    used: Any,
    text: Any,
    keys: Any,
) -> Any:
    """Count the texts that hold each n-gram of `length` words, for one share of the n-grams.

    Args:
        nodes: int32 of shape (n_tokens,): the longest n-gram known that begins at each token, or -1.
        firsts: int32 of shape (n_nodes + 1,): the first word of each n-gram known; the last is -1, for none.
        stops: int64 of shape (n_texts,): where each text ends in `nodes`.
        base: the first n-gram of ``length - 1`` words; those before it have fewer, and none has more.
        length: number of words in the n-gram.
        share: which share of the keys to count; shares are told apart by the keys' low bits.
        shares: how many shares there are, a power of two.
        counts: the table to fill: a key, then its texts as the module's first lines say.
        used: how many keys the table holds.
        text: the text to go on with. One that was begun may be counted again: it counts once.
        keys: uint64, scratch.

    Returns:
        How many keys the table holds now, and the text to go on with, once the table is larger, or n_texts.
    """
    while text < stops.size:
        begin = stops[text - 1] if text else np.int64(0)
        stop = stops[text] - (length - 1)
        while begin < stop:
            limit = min(stop, begin + keys.size)
            if 4 * (used + limit - begin) > counts.size:
                return used, text
            found = _collect(nodes, firsts, begin, limit, base, length, share, shares, keys)
            used += _count_batch(counts, keys, found, text)
            begin = limit
        text += 1
    return used, text


@bare
def _collect(
    nodes: Any,
    firsts: Any,
    begin: Any,
    limit: Any,
    base: Any,
    length: Any,
    share: Any,
    shares: Any,
    keys: Any,
) -> Any:
    """Write the keys of the n-grams of a share that begin at begin..limit-1; return how many there are."""
    found = 0
    low, mine = np.uint64(shares - 1), np.uint64(share)
    for place in range(begin, limit):
        parent, word = nodes[place], firsts[nodes[place + length - 1]]
        key = pair_key(parent, word)
        keys[found] = key  # written over unless it counts: no branch to guess
        found += int((key & low == mine) & (parent >= base) & (word >= 0))
    return found


@bare
def _count_batch(counts: Any, keys: Any, found: Any, text: Any) -> Any:
    """Count `found` keys for a text, each once; return how many are new."""
    new = 0
    mark = (np.uint64(text) + _ONE) << _HALF
    mask = (counts.size >> 1) - 1
    for each in range(found):
        if each + _AHEAD < found:
            ask_for(counts, keys[each + _AHEAD])
        key = keys[each]
        place = np.int64(key >> _HALF) & mask
        while counts[2 * place] != key and counts[2 * place] != 0:
            place = (place + 1) & mask
        if counts[2 * place] == 0:
            counts[2 * place] = key
            counts[2 * place + 1] = mark | _ONE
            new += 1
        elif counts[2 * place + 1] < mark:
            counts[2 * place + 1] = mark | ((counts[2 * place + 1] & _LOW) + _ONE)
    return new


@inlined
def _kept(counts: Any, place: Any, least: Any) -> Any:
    return (counts[place] != 0) & (counts[place + 1] & _LOW >= least)


@jit
def frequent(counts: Any, min_df: Any) -> Any:
    """Return the keys (uint64) of a table that occur in `min_df` texts or more, and in how many (int32)."""
    kept, least = 0, np.uint64(min_df)
    for place in range(0, counts.size, 2):
        kept += int(_kept(counts, place, least))
    keys, frequencies = np.empty(kept, np.uint64), np.empty(kept, np.int32)
    kept = 0
    for place in range(0, counts.size, 2):
        if _kept(counts, place, least):
            keys[kept], frequencies[kept] = counts[place], np.int32(counts[place + 1] & _LOW)
            kept += 1
    return keys, frequencies


@bare
def fill_table(table: Any, keys: Any, first: Any) -> None:
    """Keep the numbers first, first + 1, … under `keys` (uint64) in an empty table."""
    for each in range(keys.size):
        if each + _AHEAD < keys.size:
            ask_for(table, keys[each + _AHEAD])
        insert(table, keys[each], first + each)


@bare
def number_ngrams(
    table: Any, nodes: Any, firsts: Any, stops: Any, base: Any, length: Any, first: Any, last: Any
) -> None:
    """Replace the n-gram at each token of some texts by that of `length` words, where the table has it.

    Args:
        table: numbers by `pair_key`.
        nodes: as for `count_ngrams`, and changed; likewise `firsts`, `stops`, `base` and `length`.
        firsts: the first word of each n-gram.
        stops: where each text ends in `nodes`.
        base: the first n-gram of ``length - 1`` words.
        length: number of words in the n-gram.
        first: the first text.
        last: the one after the last text.
    """
    begin = stops[first - 1] if first else np.int64(0)
    for text in range(first, last):
        stop = stops[text] - (length - 1)
        for place in range(begin, stop):  # what follows a token is looked at before it is changed
            ahead = place + _AHEAD
            if ahead < stop and nodes[ahead] >= base and nodes[ahead + length - 1] >= 0:
                ask_for(table, pair_key(nodes[ahead], firsts[nodes[ahead + length - 1]]))
            if nodes[place] >= base and nodes[place + length - 1] >= 0:
                number = find(table, pair_key(nodes[place], firsts[nodes[place + length - 1]]))
                if number >= 0:
                    nodes[place] = number
        begin = stops[text]
