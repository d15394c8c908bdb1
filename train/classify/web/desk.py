"""What the server holds: the model in use, what people said, and how to learn anew."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from typing import TYPE_CHECKING

from classify.errors import InputError, listed, nearest
from classify.tagging.folder import load_model
from classify.tagging.manifest import fingerprint
from classify.tagging.tagger import Tagger
from classify.web.codes import topic_codes, topic_keys
from classify.web.pool import Pool
from classify.web.retraining import Retraining
from classify.web.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class InUse:
    """A loaded model.

    Attributes:
        tagger: the tagger.
        name: its name.
        fingerprint: what tells it from every other model.
        scores: how it did when it was trained, as in its manifest.
        codes: a short letter code for every topic.
        keys: the key that switches each topic; topics beyond the thirtieth have none.
    """

    tagger: Tagger
    name: str
    fingerprint: str
    scores: dict[str, object]
    codes: dict[str, str]
    keys: dict[str, str]


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are: the model folder, the desk's own folder, the config to learn by, and unlabelled texts."""

    model: Path
    desk: Path
    config: Path | None = None
    pool: Path | None = None


class Desk:
    """Everything behind one server.

    Attributes:
        places: where things are.
        store: articles and corrections.
        pool: the texts to choose among in Teach.
        retraining: how to learn anew.

    Raises:
        InputError: there is no model, or the store cannot be used.
    """

    def __init__(self, places: Places) -> None:
        self.places = places
        self._model = _load(places.model)
        self.store = Store(places.desk)
        self.pool = Pool(self.store, places.pool)
        self.retraining = Retraining(places, self.store, self.reload, self.pool.texts)

    @property
    def model(self) -> InUse:
        """The model in use. Take it once a request: another may be in use the next moment."""
        return self._model

    def reload(self) -> None:
        """Take what now lies in the model folder into use, in one step."""
        self._model = _load(self.places.model)
        settle()

    def close(self) -> None:
        """Close what is open."""
        self.retraining.close()
        self.store.close()


def settle() -> None:
    """Let go of what nobody holds any more, and leave the rest out of every later search for cycles.

    Such a search would go through the model's vocabulary, while requests wait.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def check_topics(model: InUse, topics: Iterable[str]) -> tuple[str, ...]:
    """Return topics without repeats, in the model's order.

    Raises:
        InputError: the model does not know one of them.
    """
    wanted = set(topics)
    for topic in wanted:
        if topic not in model.codes:
            raise InputError(
                f"The model has no topic {topic!r:.60}{nearest(topic, model.codes)}.",
                f"Choose among {listed(model.codes, 40)}.",
            )
    return tuple(topic for topic in model.codes if topic in wanted)


def _load(folder: Path) -> InUse:
    loaded, manifest = load_model(folder)
    tagger = Tagger(loaded)
    codes, keys = topic_codes(tagger.topics), topic_keys(tagger.topics)
    return InUse(tagger, manifest.name, fingerprint(folder), manifest.scores, codes, keys)
