"""The unlabelled texts to choose among: those of a folder, and those of the articles on the desk."""

from __future__ import annotations

import threading
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from classify.verbs.suggest import MOST, Candidate, Suggestion, read_candidates, score_candidates, suggest
from classify.web import articles
from classify.web.corrections import all_corrections, key_of
from classify.web.tagging import read_text

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from numpy.typing import NDArray

    from classify.web.desk import InUse
    from classify.web.store import Store


class Pool:
    """Reads the texts once, and scores them once for each model.

    Args:
        store: the articles on the desk, and what is labelled already.
        folder: a folder of unlabelled articles.

    Raises:
        InputError: there is nothing to read in the folder.
    """

    def __init__(self, store: Store, folder: Path | None) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._from_folder = read_candidates(folder, lambda _: None) if folder else []
        self._candidates: list[Candidate] = []
        self._keys: list[str] = []
        self._scores: NDArray[np.float32] = np.empty((0, 0), np.float32)
        self._state: tuple[str, tuple[str, ...]] | None = None

    def next(self, model: InUse, count: int, skipped: Collection[str]) -> tuple[int, list[Suggestion]]:
        """Return how many texts are not labelled yet, and those that are worth labelling next.

        Args:
            model: the model in use.
            count: how many, at most.
            skipped: keys of texts that are not to be asked for now.
        """
        corrections = all_corrections(self._store)
        done = {correction.key for correction in corrections}
        not_now = set(skipped)
        labelled = Counter(topic for correction in corrections for topic in correction.topics or ())
        with self._lock:
            self._refresh(model)
            left = [row for row, key in enumerate(self._keys) if key not in done]
            asked = [row for row in left if self._keys[row] not in not_now]
            candidates, scores = [self._candidates[row] for row in asked], self._scores[asked]
        known = [correction.text for correction in corrections]
        return len(left), suggest(model.tagger, candidates, scores, count, labelled, known)

    def texts(self) -> list[str]:
        """Return all texts, labelled or not, at most `MOST`."""
        kept = tuple(article.id for article in articles.list_articles(self._store))
        return [candidate.sentence.text for candidate in self._found(kept).values()]

    def _refresh(self, model: InUse) -> None:
        kept = articles.list_articles(self._store)
        state = (model.fingerprint, tuple(article.id for article in kept))
        if state == self._state:
            return
        same_model = self._state is not None and self._state[0] == model.fingerprint
        scored = dict(zip(self._keys, self._scores, strict=True)) if same_model else {}
        texts = self._found(state[1])
        new = [key for key in texts if key not in scored]
        scored.update(zip(new, score_candidates(model.tagger, [texts[key] for key in new]), strict=True))
        self._keys, self._candidates = list(texts), list(texts.values())
        self._scores = np.array([scored[key] for key in texts]).reshape(len(texts), len(model.codes))
        self._state = state

    def _found(self, identities: tuple[str, ...]) -> dict[str, Candidate]:
        found = [*self._from_folder, *self._on_the_desk(identities)]
        return dict(islice({key_of(each.sentence.text): each for each in found}.items(), MOST))

    def _on_the_desk(self, identities: tuple[str, ...]) -> list[Candidate]:
        kept = [article for article in (articles.get(self._store, identity) for identity in identities) if article]
        return [
            Candidate(article.id, position, sentence)
            for article in kept
            for position, sentence in enumerate(read_text(article.name, article.text).sentences)
            if sentence.own
        ]
