"""Tagged batches that are awkward to write."""

import numpy as np

from classify.reading.batch import Batch
from classify.records import Sentence
from classify.tagging.reasons import Missed, Reasons
from classify.tagging.tagged import TaggedBatch
from classify.tagging.words import Words

TEXTS = ['He said "no", twice', "Zwei\nZeilen\r\n\tTab", "石油 \u2028 \x00 \x1b \\ é", "", "a;b,c", "\ufffd\U0001f6e2"]
TOPICS = ("energy", 'odd "topic", é', "text")
NO_WORDS = Words("", (), {}, {}, known=False)


class Sink:
    """An output that keeps what it gets."""

    def __init__(self):
        self.data = b""

    @property
    def position(self):
        return len(self.data)

    def write(self, data):
        self.data += bytes(data)


def sample(seed=0, kinds=("text",), why=False, first=0):
    draw = np.random.default_rng(seed)
    numbered = [
        (first + n, Sentence(text, n * 10, n * 10 + len(text), kinds[n % len(kinds)])) for n, text in enumerate(TEXTS)
    ]
    scores = draw.random((len(TEXTS), len(TOPICS)))
    scores[0] = [0, 1, 1e-9]
    why_energy = {"energy": [('oil "é"', 0.5)]}
    missed = Missed(True, "energy", 0.25, 0.5)
    reasons = tuple(Reasons(why_energy, {"energy": [("oil", 0.5)]}, NO_WORDS, missed) for _ in TEXTS) if why else None
    return TaggedBatch('ö "x".txt', False, Batch.of_sentences(numbered), TOPICS, scores, scores >= 0.5, reasons)
