from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from classify.features.tokens import ngrams, placed_ngrams


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


def test_an_ngram_of_words_is_placed_on_each_of_its_words():
    placed = list(placed_ngrams("Military-technical aid, a plan", "words", 2, 2))
    assert placed == [("military technical", (0, 0)), ("technical aid", (0, 1)), ("aid plan", (1, 3))]
