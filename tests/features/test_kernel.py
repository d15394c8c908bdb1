"""The compiled features give what scikit-learn gives, on any text."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer
from strategies import LENIENT, ODD, SPANS, TEXTS

from classify.features.blocks import fit_block
from classify.features.buffer import TextBuffer
from classify.features.characters import COVERED, lower_table
from classify.features.hashing import mix, pair_key, unmix
from classify.features.kernel import next_token, scan, write_tokens
from classify.features.tokens import ngrams

NAMES = {"words": "word", "characters": "char_wb"}


def sklearn_fit(texts, analyzer, span, min_df, sublinear):
    vectorizer = TfidfVectorizer(analyzer=NAMES[analyzer], ngram_range=span, min_df=min_df, sublinear_tf=sublinear)
    return vectorizer, vectorizer.fit_transform(texts)


def agree(texts, analyzer, span, min_df, sublinear, threads=2):
    try:
        vectorizer, expected = sklearn_fit(texts, analyzer, span, min_df, sublinear)
    except ValueError:
        with pytest.raises(ValueError, match="no n-gram is left"):
            fit_block(texts, analyzer, span, min_df, sublinear, threads)
        return
    block, matrix = fit_block(texts, analyzer, span, min_df, sublinear, threads)
    assert list(block.terms) == vectorizer.get_feature_names_out().tolist()
    np.testing.assert_allclose(block.idf, vectorizer.idf_, rtol=1e-6)
    assert matrix.shape == expected.shape
    expected.sort_indices()
    np.testing.assert_array_equal(matrix.indptr, expected.indptr)
    np.testing.assert_array_equal(matrix.indices, expected.indices)
    np.testing.assert_allclose(matrix.data, expected.data, atol=1e-6)


@LENIENT
@given(TEXTS, SPANS, st.integers(1, 3), st.booleans())
def test_words_agree_with_scikit_learn(texts, span, min_df, sublinear):
    agree(texts, "words", span, min_df, sublinear)


@LENIENT
@given(TEXTS, SPANS, st.integers(1, 3), st.booleans())
def test_characters_agree_with_scikit_learn(texts, span, min_df, sublinear):
    agree(texts, "characters", span, min_df, sublinear)


@pytest.mark.parametrize("analyzer", ["words", "characters"])
@pytest.mark.parametrize(
    "texts",
    [
        ["a"],
        ["", "", ""],
        ["ab"],
        ["\x00\x00 \x00a a\x00 a", "ab\x00 \x00"],
        ["ΣΑΣ ὈΔΥΣΣΕΎΣ σασ", "İstanbul ISTANBUL ıi", "ΑΣ. ΑΣ' ΑΣΑ"],
        ["\ud800 a\udfffb ab", "ab \ud800"],
        ["שלום עולם مرحبا بالعالم", "שלום مرحبا"],
        ["e\u0301te\u0301 été ete", "🙂🙂 🙂a👩‍👧", "𝔸𝔹𝔸 𐐀𐐨 ab"],
        ["x" * 63 + " " + "y" * 64 + " " + "z" * 65 + "é" * 70 + " ab" * 30, "x" * 63, "ab " + "y" * 64],
        ["ȺȾ " * 50, "ⱥⱦ Ⱥ"],
    ],
)
def test_chosen_texts_agree(analyzer, texts):
    for span in ((1, 1), (1, 3), (2, 2), (3, 5)):
        agree(texts, analyzer, span, 1, True)


@pytest.mark.parametrize("line", ["word " * 200_000, "x" * 1_000_000, "é" * 500_000, "né à " * 150_000])
def test_a_megabyte_in_one_line(line):
    agree([line, "word né x"], "words", (1, 2), 1, True)


def test_a_megabyte_word_of_characters():
    agree(["x" * 400_000 + "y", "xy " * 100_000], "characters", (3, 4), 1, True)


@LENIENT
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


@settings(max_examples=300, deadline=None)
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


def test_no_letter_or_space_lies_above_the_table():
    above = [chr(point) for point in range(COVERED, 0x110000)]
    assert not any(c.isalnum() or c.isspace() or c.lower() != c for c in above)


@pytest.mark.parametrize("analyzer", ["words", "characters"])
def test_the_number_of_threads_changes_nothing(analyzer):
    generator = np.random.default_rng(0)
    texts = [" ".join(f"w{n}" for n in generator.zipf(1.3, 50) % 500) for _ in range(300)]
    results = [fit_block(texts, analyzer, (1, 3), 2, True, threads) for threads in (1, 2, 5)]
    for block, matrix in results[1:]:
        assert block.terms == results[0][0].terms
        for name in ("data", "indices", "indptr"):
            np.testing.assert_array_equal(getattr(matrix, name), getattr(results[0][1], name))


@given(st.integers(0, 2**31 - 1), st.integers(0, 2**31 - 1))
def test_keys_of_pairs_are_one_to_one(parent, word):
    assert int(unmix(np.uint64(pair_key(parent, word)))) == (parent + 1) << 32 | word
    assert int(unmix(np.uint64(mix(np.uint64(parent * 7919 + word))))) == parent * 7919 + word


@given(st.lists(st.text(ODD, max_size=20), max_size=6))
def test_arrow_bytes_are_read_like_strings(texts):
    texts = [text.encode("utf-8", "ignore").decode() for text in texts]
    parts = [text.encode() for text in texts]
    offsets = np.cumsum([3, *map(len, parts)])
    data = np.frombuffer(b"xyz" + b"".join(parts) + b"tail", np.uint8)
    ours, theirs = TextBuffer.from_bytes(data, offsets), TextBuffer.from_texts(texts)
    assert ours.data[ours.offsets[0] : ours.offsets[-1]].tobytes() == theirs.data.tobytes()
    np.testing.assert_array_equal(np.diff(ours.offsets), np.diff(theirs.offsets))


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
