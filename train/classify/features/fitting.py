"""Learning a vocabulary and its inverse document frequencies from texts: compiled, or by scikit-learn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scipy import sparse

from classify.errors import InputError
from classify.features.compiled import available
from classify.features.tfidf import Block, Features
from classify.features.tokens import ngrams

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from classify.config import FeatureSettings
    from classify.features.tokens import Analyzer


def fit_features(texts: Sequence[str], settings: FeatureSettings) -> tuple[Features, sparse.csr_matrix]:
    """Learn the features of a corpus.

    Args:
        texts: the training texts.
        settings: which n-grams to count, and how.

    Returns:
        The features, and the texts as a matrix of shape (n_texts, n_features), float32.

    Raises:
        InputError: no n-gram is left to learn from.
    """
    wanted: list[tuple[Analyzer, tuple[int, int]]] = []
    if settings.words is not None:
        wanted.append(("words", settings.words))
    if settings.characters is not None:
        wanted.append(("characters", settings.characters))
    if not wanted:
        raise InputError("features: neither words nor characters are asked for.", "Set features.words: [1, 2].")
    fitted = [_fit_block(texts, analyzer, span, settings) for analyzer, span in wanted]
    matrices = [matrix for _, matrix in fitted]
    joined = sparse.hstack(matrices, format="csr") if len(matrices) > 1 else matrices[0]
    return Features(tuple(block for block, _ in fitted)), joined


def _fit_block(
    texts: Sequence[str], analyzer: Analyzer, span: tuple[int, int], settings: FeatureSettings
) -> tuple[Block, sparse.csr_matrix]:
    try:
        return _learner()(texts, analyzer, span, settings.min_df, settings.sublinear_tf)
    except ValueError:
        raise _nothing_left(texts, analyzer, span, settings.min_df) from None


def _nothing_left(texts: Sequence[str], analyzer: Analyzer, span: tuple[int, int], min_df: int) -> InputError:
    what = f"n-gram of {analyzer} {list(span)}"
    if any(True for text in texts for _ in ngrams(text, analyzer, *span)):
        return InputError(
            f"features: no {what} occurs in {min_df} of the {len(texts)} texts, as features.min_df asks.",
            "Set features.min_df: 1, or give more texts." if min_df <= len(texts) else "Lower features.min_df.",
        )
    return InputError(
        f"features: none of the {len(texts)} texts holds an {what}.",
        "Check that the column of texts is the right one (data.text), or set features.characters: [3, 5].",
    )


def _learner() -> Callable[..., tuple[Block, sparse.csr_matrix]]:
    """Return the compiled learner of blocks, or scikit-learn's where numba is missing."""
    if available():
        from classify.features.blocks import fit_block as compiled

        return compiled
    from classify.features.reference import fit_block as plain

    return plain
