"""Labels that somebody put right, joined to the corpus that they correct."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classify.records import Example


WEIGHT = 2
"""How many texts a correction counts as."""


def with_corrections(
    training: Sequence[Example], testing: Sequence[Example], corrections: Sequence[Example]
) -> tuple[list[Example], list[Example]]:
    """Join corrections to the examples to train on.

    A text that was corrected has its new topics alone, and counts as several: one text among thousands would often not
    move its own tag. An article held out in which a text was corrected is neither
    learnt from nor judged on any longer: the model would be judged on what it has learnt.

    Args:
        training: the examples to train on.
        testing: those held out.
        corrections: texts with the topics that somebody gave them.

    Returns:
        The examples to train on, the corrections last, and those held out.
    """
    if not corrections:
        return list(training), list(testing)
    texts = {plain(example.text) for example in corrections}
    seen = {example.article for example in testing if plain(example.text) in texts}
    kept = [example for example in training if plain(example.text) not in texts]
    return [*kept, *list(corrections) * WEIGHT], [example for example in testing if example.article not in seen]


def plain(text: str) -> str:
    """Return a text without the line breaks and spaces in which two copies of it may differ."""
    return " ".join(text.split())
