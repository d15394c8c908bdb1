"""The kernel finds the tokens that Python finds, whatever the bytes and the room, and gives each one key."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import ODD

from classify.features.buffer import TextBuffer
from classify.features.characters import lower_table
from classify.features.kernel import next_token, scan, write_tokens
from classify.features.tokens import ngrams


@given(st.text(ODD, max_size=200), st.sampled_from(["words", "characters"]), st.integers(64, 80))
def test_scan_finds_the_tokens_in_batches_of_any_size(text, analyzer, room):
    buffer = TextBuffer.from_texts([text, "tail without end"])
    lower, fewest = lower_table(analyzer), 2 if analyzer == "words" else 1
    end, position, tokens = int(buffer.offsets[1]), 0, []
    keys, spans = np.empty(room, np.uint64), np.empty(2 * room, np.int64)
    while position < end:
        found, position = scan(buffer.data, position, end, lower, fewest, keys, spans)
        pool, places = write_tokens(buffer.data, spans[: 2 * found], lower, fewest)
        raw = pool.tobytes()
        tokens += [raw[a:b].decode("utf-8", "surrogatepass") for a, b in zip(places[::2], places[1::2], strict=True)]
    expected = list(ngrams(text, "words", 1, 1)) if analyzer == "words" else text.lower().split()
    assert tokens == expected


@given(st.binary(max_size=200))
@example(b"\xce\xa3\x80\xff")
def test_bytes_that_are_no_utf8_do_no_harm(raw):
    data = np.frombuffer(raw, np.uint8)
    buffer = TextBuffer.from_bytes(data, np.array([0, len(raw)], np.int64))
    keys, spans = np.empty(512, np.uint64), np.empty(1024, np.int64)
    for analyzer, fewest in (("words", 2), ("characters", 1)):
        found, position = scan(buffer.data, 0, len(buffer.data), lower_table(analyzer), fewest, keys, spans)
        assert position == buffer.offsets[-1]
        assert np.all(spans[: 2 * found] <= position)


@pytest.mark.parametrize("analyzer", ["words", "characters"])
def test_every_code_point_is_read_as_python_reads_it(analyzer):
    points = [point for point in range(0x110000) if not 0xD800 <= point < 0xE000]
    texts = [f"a{chr(point)}b{chr(point)}" for point in points]
    buffer = TextBuffer.from_texts(texts)
    lower, fewest = lower_table(analyzer), 2 if analyzer == "words" else 1
    keys, spans = np.empty(4096, np.uint64), np.empty(8192, np.int64)
    for index in range(0, len(points), 1 if analyzer == "words" else 7):
        if index > 0x3000 and index % 97:
            continue
        found, _ = scan(buffer.data, buffer.offsets[index], buffer.offsets[index + 1], lower, fewest, keys, spans)
        pool, places = write_tokens(buffer.data, spans[: 2 * found], lower, fewest)
        raw = pool.tobytes()
        tokens = [raw[a:b].decode() for a, b in zip(places[::2], places[1::2], strict=True)]
        wanted = list(ngrams(texts[index], "words", 1, 1)) if analyzer == "words" else texts[index].lower().split()
        assert tokens == wanted, hex(points[index])


def keys_of(text, analyzer, fast):
    buffer = TextBuffer.from_texts([text])
    lower, fewest, size = lower_table(analyzer), 2 if analyzer == "words" else 1, len(buffer.data)
    if fast:
        keys, spans = np.empty(size + 64, np.uint64), np.empty(2 * size + 128, np.int64)
        found, _ = scan(buffer.data, 0, size, lower, fewest, keys, spans)
        return keys[:found].tolist()
    keys, position = [], 0
    while True:
        key, start, position = next_token(buffer.data, position, size, lower, fewest)
        if start < 0:
            return keys
        keys.append(int(key))


@pytest.mark.parametrize("analyzer", ["words", "characters"])
def test_ascii_and_other_bytes_give_the_same_keys(analyzer):
    every = "".join(f"{chr(a)}a {chr(a)}abcdefgh{chr(a)}\n" for a in range(128))
    assert keys_of(every, analyzer, True) == keys_of(every, analyzer, False)
    assert keys_of(every, analyzer, True) == keys_of(every.lower(), analyzer, False)
    assert len(set(keys_of(every, analyzer, True))) == len(set(every.lower().split())) or analyzer == "words"
