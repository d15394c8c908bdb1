"""Splits by article: an article is held out whole, and stays where it is when the data grow."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from classify.errors import InputError, counted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from classify.records import Example


def fraction(article: str, salt: str = "") -> float:
    """Map an article id to a number in [0, 1) that depends on nothing but the id (and the salt)."""
    digest = sha256(f"{salt}\x00{article}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def is_held_out(article: str, share: float, always: Collection[str] = ()) -> bool:
    """Whether an article is held out; arguments as for `hold_out`."""
    return article in always or (share > 0 and fraction(article) < share)


def hold_out(
    examples: Sequence[Example], share: float, always: Collection[str] = ()
) -> tuple[list[Example], list[Example]]:
    """Split examples into those to train on and those held out.

    Args:
        examples: the labelled texts.
        share: the share of articles to hold out, by hash of their id.
        always: ids of articles that are held out whatever their hash.

    Raises:
        InputError: an id in `always` is in no example, or one of the parts is empty though a share was asked.
    """
    known = {example.article for example in examples}
    for article in always:
        if article not in known:
            raise InputError(
                f"held_out.always: no labelled text has the article id '{article}'.",
                "Correct the id in the config, or leave it out.",
            )
    held = {article for article in known if is_held_out(article, share, always)}
    training = [example for example in examples if example.article not in held]
    testing = [example for example in examples if example.article in held]
    if not training or (share > 0 and not testing):
        part = "hold out" if training else "train on"
        raise InputError(
            f"With held_out.share {share} none of the {len(known)} articles is left to {part}.",
            "Change held_out.share, or give more articles.",
        )
    return training, testing


def fold_numbers(articles: Sequence[str], folds: int, seed: int, remedy: str | None = None) -> list[int]:
    """Assign every text to a fold by its article: articles are dealt out in the order of their hash.

    Args:
        articles: the article id of every text.
        folds: how many folds.
        seed: another seed deals otherwise.
        remedy: what to do where there are too few articles, if it is not to change the config.

    Returns:
        The fold of every text, 0 to ``folds - 1``; every fold has as many articles as another, give or take one.

    Raises:
        InputError: fewer articles than folds.
    """
    distinct = sorted(set(articles), key=lambda article: (fraction(article, str(seed)), article))
    if len(distinct) < folds:
        fewer = f"  thresholds: {{folds: {len(distinct)}}}  or" if len(distinct) > 1 else ""
        raise InputError(
            f"{counted(len(distinct), 'article')} cannot make {folds} folds: each fold needs one of its own"
            " (a text without an article's id is one by itself, and equal texts are one).",
            remedy or f"Give more articles, or set{fewer}  thresholds: null.",
        )
    fold_of = {article: position % folds for position, article in enumerate(distinct)}
    return [fold_of[article] for article in articles]
