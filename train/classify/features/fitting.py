"""Learning a vocabulary and its inverse document frequencies from texts: compiled, or by scikit-learn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from classify.errors import InputError
from classify.features.compiled import available
from classify.features.matrix import Matrix
from classify.features.tfidf import Block, Features, NothingLeftError
from classify.features.tokens import ngrams

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from classify.config import FeatureSettings
    from classify.features.tokens import Analyzer


def fit_features(
    texts: Sequence[str], settings: FeatureSettings, on_features: Callable[[Features], None] = lambda _: None
) -> tuple[Features, Matrix]:
    """Learn the features of a corpus.

    Args:
        texts: the training texts.
        settings: which n-grams to count, and how.
        on_features: given the features as soon as they are known; the texts are not needed any more then.

    Returns:
        The features, and the texts as a matrix of shape (n_texts, n_features), float32.

    Raises:
        InputError: no n-gram is left to learn from.
    """
    wanted: list[tuple[Analyzer, tuple[int, int], int | None]] = []
    if settings.words is not None:
        wanted.append(("words", settings.words, None))
    if settings.characters is not None:
        wanted.append(("characters", settings.characters, None))
    if not wanted:
        raise InputError("features: neither words nor characters are asked for.", "Set features.words: [1, 2].")
    if settings.lead is not None:
        if settings.words is None:
            raise InputError(
                "features.lead counts words, and features.words is null.",
                "Set features.words: [1, 2], or leave features.lead out.",
            )
        wanted.append(("words", settings.words, settings.lead))
    blocks: list[Block] = []

    def on_block(block: Block) -> None:
        blocks.append(block)
        if len(blocks) == len(wanted):
            on_features(Features(tuple(blocks)))

    matrices = [_fit_block(texts, *counted, settings, on_block) for counted in wanted]
    return Features(tuple(blocks)), Matrix.side_by_side(matrices)


def _fit_block(
    texts: Sequence[str],
    analyzer: Analyzer,
    span: tuple[int, int],
    lead: int | None,
    settings: FeatureSettings,
    on_block: Callable[[Block], None],
) -> Matrix:
    try:
        learn = _learner()
        return learn(texts, analyzer, span, settings.min_df, settings.sublinear_tf, lead=lead, on_block=on_block)[1]
    except NothingLeftError:
        raise _nothing_left(texts, analyzer, span, lead, settings.min_df) from None


def _nothing_left(
    texts: Sequence[str], analyzer: Analyzer, span: tuple[int, int], lead: int | None, min_df: int
) -> InputError:
    what = f"n-gram of {analyzer} {list(span)}" + ("" if lead is None else f" in the lead of {lead} characters")
    if any(True for text in texts for _ in ngrams(text, analyzer, *span)):
        return InputError(
            f"features: no {what} occurs in {min_df} of the {len(texts)} texts, as features.min_df asks.",
            "Set features.min_df: 1, or give more texts." if min_df <= len(texts) else "Lower features.min_df.",
        )
    return InputError(
        f"features: none of the {len(texts)} texts holds an {what}.",
        "Check that the column of texts is the right one (data.text), or set features.characters: [3, 5].",
    )


def _learner() -> Callable[..., tuple[Block, Matrix]]:
    """Return the compiled learner of blocks, or scikit-learn's where numba is missing."""
    if available():
        from classify.features.blocks import fit_block as compiled

        return compiled
    from classify.features.reference import fit_block as plain

    return plain
