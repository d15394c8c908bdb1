import numpy as np

from classify.reading.batch import Batch
from classify.records import Sentence
from classify.tagging.tagged import TaggedBatch

BATCH = Batch.of_sentences([(number, Sentence(text, 0, 1)) for number, text in enumerate(["a", "b", "c"])])
SCORES = np.array([[0.6, 0.9, 0.7], [0.1, 0.2, 0.3], [0.5, 0.1, 0.5]])
TAGGED = TaggedBatch("s", False, BATCH, ("x", "y", "z"), SCORES, SCORES >= 0.5)


def test_topics_come_the_most_probable_first_and_equals_in_the_order_of_the_model():
    assert TAGGED.names() == [("y", "z", "x"), (), ("x", "z")]
    offsets, columns = TAGGED.ranked()
    assert offsets.tolist() == [0, 3, 3, 5]
    assert columns.tolist() == [1, 2, 0, 0, 2]


def test_records_hold_what_the_arrays_hold():
    position, tagged = TAGGED.sentences()[2]
    assert (position, tagged.sentence.text, tagged.topics) == (2, "c", ("x", "z"))
    assert tagged.scores == {"x": 0.5, "y": 0.1, "z": 0.5}
