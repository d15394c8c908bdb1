"""The same block learnt by scikit-learn itself: the definition, and what is used where numba is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from classify.features.matrix import Matrix
from classify.features.tfidf import Block, NothingLeftError
from classify.features.tokens import token_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from classify.features.tokens import Analyzer

_SKLEARN_ANALYZER: dict[str, str] = {"words": "word", "characters": "char_wb"}


def new_vectorizer(
    analyzer: Analyzer, span: tuple[int, int], sublinear_tf: bool, lead: int | None = None, **options: Any
) -> TfidfVectorizer:
    """Return the scikit-learn vectorizer that defines a block."""
    if lead is not None:
        options["token_pattern"] = token_pattern(lead)
    return TfidfVectorizer(analyzer=_SKLEARN_ANALYZER[analyzer], ngram_range=span, sublinear_tf=sublinear_tf, **options)


def fit_block(
    texts: Sequence[str],
    analyzer: Analyzer,
    span: tuple[int, int],
    min_df: int,
    sublinear_tf: bool,
    *,
    lead: int | None = None,
    on_block: Callable[[Block], None] = lambda _: None,
) -> tuple[Block, Matrix]:
    """Learn a block; arguments and result as for `classify.features.blocks.fit_block`.

    Raises:
        NothingLeftError: no n-gram is left.
    """
    vectorizer = new_vectorizer(analyzer, span, sublinear_tf, lead, min_df=min_df, dtype=np.float32)
    try:
        matrix = vectorizer.fit_transform(texts)
    except ValueError as error:
        raise NothingLeftError(str(error)) from None
    lines = "\n".join(vectorizer.get_feature_names_out())
    block = Block(analyzer, *span, sublinear_tf, lines, vectorizer.idf_.astype(np.float32), lead)
    on_block(block)
    return block, Matrix.of(matrix)
