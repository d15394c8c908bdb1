from collections import Counter
from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer
from strategies import ODD

from classify.features.tokens import lead_of, ngrams, placed_ngrams, token_pattern


def sklearn_ngrams(text, analyzer, span):
    name = {"words": "word", "characters": "char_wb"}[analyzer]
    return Counter(TfidfVectorizer(analyzer=name, ngram_range=span).build_analyzer()(text))


@pytest.mark.parametrize(
    ("analyzer", "span"), [("words", (1, 2)), ("words", (2, 3)), ("characters", (3, 5)), ("characters", (1, 4))]
)
@given(text=st.text(max_size=60))
@example(text="")
@example(text="İstanbul ΣΑΣ ὈΔΥΣΣΕΎΣ ß ﬁ")
@example(text="e\u0301t\u00e9 \u202eright\u202c שלום مرحبا 😀👍🏽 a\x00b \ud800")
@example(text="a  b\tc\nd\u2028e\u00a0f\x1cg\x85h")
@example(text="U.S. 3.5 don't x_y __ 12")
def test_ngrams_are_scikit_learns(analyzer, span, text):
    assert Counter(ngrams(text, analyzer, *span)) == sklearn_ngrams(text, analyzer, span)
    placed = list(placed_ngrams(text, analyzer, *span))
    assert Counter(ngram for ngram, _ in placed) == sklearn_ngrams(text, analyzer, span)
    stretches = text.lower().split()
    for ngram, places in placed:
        assert all(part in " ".join(stretches[place] for place in places) for part in ngram.split())


@given(text=st.one_of(st.text(max_size=60), st.text(ODD, max_size=60)), lead=st.integers(1, 70))
@example(text="İİİİ ab", lead=5)
@example(text="ab ΑΣΑ ΑΣ", lead=6)
@example(text="one-two three", lead=5)
@example(text="one  two", lead=4)
@example(text="a\nbb cc", lead=3)
def test_the_lead_holds_the_words_that_begin_in_it(text, lead):
    vectorizer = TfidfVectorizer(token_pattern=token_pattern(lead), ngram_range=(1, 2))
    expected = Counter(vectorizer.build_analyzer()(text))
    assert Counter(ngrams(lead_of(text, lead), "words", 1, 2)) == expected
    assert text.lower().startswith(lead_of(text, lead))


def test_a_word_begun_in_the_lead_is_whole():
    assert lead_of("Oil and gas", 1) == "oil"
    assert lead_of("Oil and gas", 3) == "oil"
    assert lead_of("Oil and gas", 4) == "oil "
    assert lead_of("Oil and gas", 5) == "oil and"
    assert lead_of("Oil", 9) == "oil"
    assert lead_of("", 9) == ""


def test_the_lead_of_a_long_text_is_found_at_once():
    started = perf_counter()
    text = "word " * 200_000
    assert len(TfidfVectorizer(token_pattern=token_pattern(800)).build_analyzer()(text)) == 160
    assert len(lead_of(text, 800)) == 800
    assert perf_counter() - started < 2


def test_an_ngram_of_words_is_placed_on_each_of_its_words():
    placed = list(placed_ngrams("Military-technical aid, a plan", "words", 2, 2))
    assert placed == [("military technical", (0, 0)), ("technical aid", (0, 1)), ("aid plan", (1, 3))]
