from classify.records import Sentence, TaggedSentence
from classify.tagging.rollup import roll_up


def tagged(topics, kind="sentence", **scores):
    return TaggedSentence(Sentence("t", 0, 1, kind), tuple(topics), scores)


def test_topics_are_ranked_by_sentences_then_probability():
    found = roll_up(
        [
            tagged(["oil"], oil=0.6, war=0.1, law=0.9),
            tagged(["oil", "war"], oil=0.8, war=0.7, law=0.1),
            tagged(["law"], oil=0.1, war=0.1, law=0.9),
            tagged([], oil=0.1, war=0.1, law=0.1),
        ]
    )
    assert [(topic.topic, topic.sentences, topic.share, topic.top_score) for topic in found] == [
        ("oil", 2, 0.5, 0.8),
        ("law", 1, 0.25, 0.9),
        ("war", 1, 0.25, 0.7),
    ]


def test_the_next_items_headline_does_not_count():
    (only,) = roll_up([tagged(["oil"], oil=0.6), tagged(["oil", "war"], "next_headline", oil=0.9, war=0.9)])
    assert (only.topic, only.sentences, only.share, only.top_score) == ("oil", 1, 1.0, 0.6)


def test_nothing_tagged_gives_nothing():
    assert roll_up([tagged([], oil=0.1)]) == ()
    assert roll_up([]) == ()
