"""The compiled core: UTF-8 bytes to tokens, a token to a 64-bit key.

A token of up to 7 bytes in lower case is packed into its key, and the key scrambled one to one, so no two
such tokens share one. A longer token gets a 64-bit hash: among a million distinct tokens the chance that any
two share a key is 3e-8.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from classify.features.compiled import bare, inlined, jit
from classify.features.hashing import mix
from classify.features.intrinsics import load_eight, lowest_bit, token_bits

_ZERO, _ONE = np.uint64(0), np.uint64(1)
_PACKED = 7
_SEVEN = np.uint64(0x00FFFFFFFFFFFFFF)
_SEVEN_HIGH = np.uint64(0x0080808080808080)
_HIGH = np.uint64(0x8080808080808080)
_FROM_A = np.uint64(0x3F3F3F3F3F3F3F3F)
_AFTER_Z = np.uint64(0x2525252525252525)
_TWO = np.uint64(2)
_BLOCK = 64
_SPACE = 32
ROOM = 64
"""How many places `scan` needs free in the arrays that it is given; more make for fewer calls."""


@inlined
def lowered(buffer: Any, position: Any, end: Any, lower: Any, fewest: Any) -> Any:
    """Return the lower case of the code point at `position`, or -1 for a separator, and its width."""
    first = np.int64(buffer[position])
    if first < 0x80:
        return np.int64(lower[first]), 1
    width = 4 if first >= 0xF0 else 3 if first >= 0xE0 else 2
    if first < 0xC0 or position + width > end:
        return np.int64(lower[0xFFFD]), 1  # a stray byte
    point = first & (0x7F >> width)
    for step in range(1, width):
        point = (point << 6) | (np.int64(buffer[position + step]) & 0x3F)
    if point < lower.size:
        return np.int64(lower[point]), width
    return (point if fewest == 1 else np.int64(-1)), width  # above the table: no letter, no space


@inlined
def _push(chain: Any, packed: Any, count: Any, byte: Any) -> Any:
    if count == _PACKED:
        return mix(chain ^ (packed | (_ONE << np.uint64(8 * _PACKED)))), np.uint64(byte), 1
    return chain, packed | (np.uint64(byte) << np.uint64(8 * count)), count + 1


@inlined
def _push_point(chain: Any, packed: Any, count: Any, point: Any) -> Any:
    """Push a code point in pieces of seven bits, all but the last marked by the high bit."""
    while point >= 0x80:
        chain, packed, count = _push(chain, packed, count, 0x80 | (point & 0x7F))
        point >>= 7
    return _push(chain, packed, count, point)


@bare
def next_token(buffer: Any, position: Any, end: Any, lower: Any, fewest: Any) -> Any:
    """Find the next token at or after `position`, a code point at a time.

    Args:
        buffer: UTF-8 bytes.
        position: where to look from, in bytes.
        end: where the text ends.
        lower: the table of `classify.features.characters`.
        fewest: the least number of code points in a token.

    Returns:
        The token's key, and where it starts and stops in the buffer; a start of -1 when there is none left.
    """
    chain, packed, count = _ZERO, _ZERO, 0
    points, start = 0, position
    while position < end:
        point, width = lowered(buffer, position, end, lower, fewest)
        if point >= 0:
            if points == 0:
                start = position
            points += 1
            chain, packed, count = _push_point(chain, packed, count, point)
        elif points >= fewest:
            break
        elif points:
            chain, packed, count, points = _ZERO, _ZERO, 0, 0
        position += width
    if points < fewest:
        return _ZERO, np.int64(-1), position
    return mix(chain ^ (packed | (_ONE << np.uint64(8 * count)))), start, position


@inlined
def _eight(buffer: Any, position: Any) -> Any:
    if position + 8 <= buffer.size:
        return load_eight(buffer, position)
    word = _ZERO
    for step in range(buffer.size - position):
        word |= np.uint64(buffer[position + step]) << np.uint64(8 * step)
    return word


@inlined
def _small(word: Any) -> Any:
    """Return eight ASCII bytes with A-Z made a-z."""
    return word | (((word + _FROM_A) & ~(word + _AFTER_Z) & _HIGH) >> _TWO)


@inlined
def _plain_key(buffer: Any, start: Any, stop: Any) -> Any:
    """Return the key of an ASCII token; 0 if it is not ASCII after all."""
    chain = _ZERO
    while stop - start > _PACKED:
        word = _eight(buffer, start) & _SEVEN
        if word & _SEVEN_HIGH:
            return _ZERO
        chain = mix(chain ^ (_small(word) | (_ONE << np.uint64(8 * _PACKED))))
        start += _PACKED
    end = _ONE << np.uint64(8 * (stop - start))
    word = _eight(buffer, start) & (end - _ONE)
    if word & _HIGH:
        return _ZERO
    return mix(chain ^ (_small(word) | end))


@inlined
def _bits(buffer: Any, position: Any, end: Any, lower: Any, fewest: Any) -> Any:
    """Return which of the next 64 bytes of the text may belong to a token."""
    if position + _BLOCK <= buffer.size:
        bits = token_bits(buffer, position, fewest == 2)
        if position + _BLOCK <= end:
            return bits
        return bits & ((_ONE << np.uint64(end - position)) - _ONE)
    bits = _ZERO
    for step in range(min(end - position, _BLOCK)):
        byte = buffer[position + step]
        if byte >= 0x80 or lower[byte] >= 0:
            bits |= _ONE << np.uint64(step)
    return bits


@bare
def _run_end(buffer: Any, position: Any, end: Any, lower: Any, fewest: Any) -> Any:
    """Return where a run of bytes that may belong to a token ends, given that it goes on at `position`."""
    while position < end:
        length = lowest_bit(~_bits(buffer, position, end, lower, fewest))
        position += length
        if length < _BLOCK:
            break
    return min(position, end)


@inlined
def _scan_run(buffer: Any, start: Any, stop: Any, lower: Any, fewest: Any, keys: Any, spans: Any, count: Any) -> Any:
    """Add the tokens of one run of bytes between ASCII separators; return their count and where they end."""
    key = _plain_key(buffer, start, stop)
    if key:
        keys[count], spans[2 * count], spans[2 * count + 1] = key, start, stop
        return count + 1, stop
    position = start
    while count < keys.size:
        key, start, position = next_token(buffer, position, stop, lower, fewest)
        if start < 0:
            return count, stop
        keys[count], spans[2 * count], spans[2 * count + 1] = key, start, position
        count += 1
    return count, position


@bare
def holds_either(data: Any, one: Any, other: Any) -> Any:
    """Say whether bytes hold one of two pairs of bytes, in one pass without an exit: so it is vectorised."""
    found = False
    for place in range(data.size - 1):
        first, second = data[place], data[place + 1]
        found |= ((first == one[0]) & (second == one[1])) | ((first == other[0]) & (second == other[1]))
    return found


@bare
def scan(buffer: Any, position: Any, end: Any, lower: Any, fewest: Any, keys: Any, spans: Any) -> Any:
    """Find the next tokens of a text, as many as there is room for.

    Blocks of 64 bytes are told apart into runs by one vector comparison; only a run that holds a byte over
    0x7F is read code point by code point.

    Args:
        buffer: UTF-8 bytes.
        position: where to go on, in bytes.
        end: where the text ends.
        lower: the table of `classify.features.characters`.
        fewest: the least number of code points in a token.
        keys: uint64 of shape (room,), filled with the tokens' keys; `room` is at least `ROOM`.
        spans: int64 of shape (2 * room,), filled with where each starts and stops in the buffer.

    Returns:
        The number of tokens found, and where to go on: `end` when there are no more.
    """
    count = 0
    while position < end and count <= keys.size - ROOM:
        bits = _bits(buffer, position, end, lower, fewest)
        following = min(position + _BLOCK, end)
        while bits:
            first = lowest_bit(bits)
            length = lowest_bit(~(bits >> np.uint64(first)))
            start, stop = position + first, position + first + length
            if stop >= position + _BLOCK and stop < end:
                if first:
                    following = start  # look again, from where the run begins
                    break
                stop = _run_end(buffer, stop, end, lower, fewest)
                following = stop
                bits = _ZERO
            else:
                bits &= ~(((_ONE << np.uint64(length)) - _ONE) << np.uint64(first)) if length < _BLOCK else _ZERO
            if length >= fewest:
                count, reached = _scan_run(buffer, start, stop, lower, fewest, keys, spans, count)
                if reached < stop:
                    return count, reached
        position = following
    return count, position


@jit
def write_tokens(buffer: Any, spans: Any, lower: Any, fewest: Any) -> Any:
    """Write tokens in lower case one after the other, a space before and after each.

    Args:
        buffer: UTF-8 bytes.
        spans: int64 of shape (2 * n_tokens,): where each token starts and stops in the buffer.
        lower: the code point table of the analyzer.
        fewest: the least number of code points in a token.

    Returns:
        The bytes, and where each token starts and stops in them, as `spans`.
    """
    total = 0
    for token in range(0, spans.size, 2):
        total += spans[token + 1] - spans[token] + 1
    pool, places = (
        np.empty(total + total // 2 + 1, np.uint8),
        np.empty(spans.size, np.int64),
    )  # a few grow from 2 to 3
    pool[0] = _SPACE
    filled = 1
    for token in range(0, spans.size, 2):
        places[token] = filled
        position = spans[token]
        while position < spans[token + 1]:
            point, width = lowered(buffer, position, spans[token + 1], lower, fewest)
            position += width
            filled = _write_point(point, pool, filled)
        places[token + 1] = filled
        pool[filled] = _SPACE
        filled += 1
    return pool[:filled].copy(), places


@jit
def _write_point(point: Any, out: Any, place: Any) -> Any:
    if point < 0x80:
        out[place] = point
        return place + 1
    size = 2 if point < 0x800 else 3 if point < 0x10000 else 4
    for step in range(size - 1, 0, -1):
        out[place + step] = 0x80 | (point & 0x3F)
        point >>= 6
    out[place] = ((0xF00 >> size) & 0xFF) | point
    return place + size
