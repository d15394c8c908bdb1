"""Learning a vocabulary and its inverse document frequencies from texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from classify.errors import InputError
from classify.features.tfidf import Block, Features

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classify.config import FeatureSettings
    from classify.features.tokens import Analyzer

_SKLEARN_ANALYZER: dict[str, str] = {"words": "word", "characters": "char_wb"}


def fit_features(texts: Sequence[str], settings: FeatureSettings) -> tuple[Features, sparse.csr_matrix]:
    """Learn the features of a corpus.

    Args:
        texts: the training texts.
        settings: which n-grams to count, and how.

    Returns:
        The features, and the texts as a matrix of shape (n_texts, n_features), float64.

    Raises:
        InputError: no n-gram is left to learn from.
    """
    blocks: list[Block] = []
    matrices: list[sparse.csr_matrix] = []
    for analyzer, span in (("words", settings.words), ("characters", settings.characters)):
        if span is not None:
            block, matrix = _fit_block(texts, analyzer, span, settings)  # type: ignore[arg-type]
            blocks.append(block)
            matrices.append(matrix)
    if not blocks:
        raise InputError("features: neither words nor characters are asked for.", "Set features.words: [1, 2].")
    return Features(tuple(blocks)), sparse.hstack(matrices, format="csr") if len(matrices) > 1 else matrices[0]


def new_vectorizer(analyzer: Analyzer, span: tuple[int, int], sublinear_tf: bool, **options: Any) -> TfidfVectorizer:
    """Return the scikit-learn vectorizer that defines a block."""
    return TfidfVectorizer(analyzer=_SKLEARN_ANALYZER[analyzer], ngram_range=span, sublinear_tf=sublinear_tf, **options)


def _fit_block(
    texts: Sequence[str], analyzer: Analyzer, span: tuple[int, int], settings: FeatureSettings
) -> tuple[Block, sparse.csr_matrix]:
    vectorizer = new_vectorizer(analyzer, span, settings.sublinear_tf, min_df=settings.min_df)
    try:
        matrix = vectorizer.fit_transform(texts)
    except ValueError:
        raise InputError(
            f"features: no n-gram of {analyzer} {list(span)} occurs in {settings.min_df} of the {len(texts)} texts.",
            "Lower features.min_df, or give more texts.",
        ) from None
    terms = tuple(vectorizer.get_feature_names_out().tolist())
    return Block(analyzer, *span, settings.sublinear_tf, terms, vectorizer.idf_.astype(np.float32)), matrix
