from classify.records import Sentence
from classify.tagging.reasons import reasons


def test_reasons_are_given_for_the_tags_alone(tagger):
    (tagged,) = tagger.tag_sentences([Sentence("Crude oil in the pipeline.", 0, 26)])
    found = reasons(tagger, tagged, tagger.topics)
    assert list(found) == ["energy"]
    assert reasons(tagger, tagged, ["economy"]) == {}
