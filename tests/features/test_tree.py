"""The tree holds the n-grams of words that enough texts hold, each hung on two that are held too."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from classify.features.streams import find_tokens
from classify.features.tokens import ngrams
from classify.features.tree import grow_tree, order_tree

TEXTS = st.lists(st.lists(st.sampled_from(["aa", "ab", "abc", "ÉÉ", "x"]), max_size=15).map(" ".join), max_size=6)


@given(TEXTS, st.integers(1, 4), st.integers(1, 3), st.integers(1, 3))
def test_a_tree_holds_what_enough_texts_hold(texts, longest, min_df, threads):
    tree = grow_tree(find_tokens(texts, "words", threads), longest, min_df, threads)
    features, lines = order_tree(tree, 1)

    counts = Counter(gram for text in texts for gram in set(ngrams(text, "words", 1, longest)))
    terms = sorted(gram for gram, count in counts.items() if count >= min_df)
    assert lines == "\n".join(terms)
    spelt = [terms[feature] for feature in features]
    assert tree.frequencies.tolist() == [counts[term] for term in spelt]
    for node, (parent, word) in enumerate(zip(tree.parents, tree.words, strict=True)):
        assert spelt[node] == (f"{spelt[parent]} {spelt[word]}" if parent >= 0 else spelt[word])
    lengths = [end - begin for begin, end in zip(tree.bases, tree.bases[1:], strict=False)]
    assert lengths == [sum(term.count(" ") == length for term in terms) for length in range(longest)]

    words = [list(ngrams(text, "words", 1, 1)) for text in texts]
    begun = [[" ".join(w[at : at + n]) for n in range(1, longest + 1)] for w in words for at in range(len(w))]
    longest_kept = [max((gram for gram in grams if gram in terms), key=len, default="") for grams in begun]
    assert [spelt[node] if node >= 0 else "" for node in tree.stream] == longest_kept


@given(TEXTS, st.integers(1, 3))
def test_ngrams_that_are_too_short_are_no_features(texts, shortest):
    features, lines = order_tree(grow_tree(find_tokens(texts, "words", 1), 3, 1, 1), shortest)
    terms = {gram for text in texts for gram in ngrams(text, "words", shortest, 3)}
    assert lines == "\n".join(sorted(terms))
    assert sorted(features[features >= 0]) == list(range(len(terms)))
