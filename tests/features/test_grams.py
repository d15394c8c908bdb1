"""A corpus keeps the n-grams of characters that enough of its texts hold."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from strategies import SPANS

from classify.features.grams import list_features
from classify.features.streams import find_tokens
from classify.features.tokens import ngrams

TEXTS = st.lists(st.text("aab é🙂 ", max_size=15), min_size=1, max_size=6)


@given(TEXTS, SPANS, st.integers(1, 3), st.integers(1, 3))
def test_what_is_kept_is_sorted_counted_and_listed_by_token(texts, span, min_df, threads):
    tokens = find_tokens(texts, "characters", threads)
    lists = list_features(tokens, span, min_df, threads)

    held = [set(ngrams(text, "characters", *span)) for text in texts]
    counts = Counter(gram for text in held for gram in text)
    terms = sorted(gram for gram, count in counts.items() if count >= min_df)
    assert lists.lines == "\n".join(terms)
    assert lists.frequencies.tolist() == [counts[term] for term in terms]
    assert lists.total >= sum(len(text & set(terms)) for text in held)

    words = list(dict.fromkeys(word for text in texts for word in text.lower().split()))
    listed = [lists.features[a:b] for a, b in zip(lists.starts, lists.starts[1:], strict=False)]
    assert len(listed) == len(words)
    kept = Counter(frozenset(Counter(terms[f] for f in each if f >= 0).items()) for each in listed)
    rule = [Counter(gram for gram in ngrams(word, "characters", *span) if gram in terms) for word in words]
    assert kept == Counter(frozenset(each.items()) for each in rule)
