import json

from classify.records import Sentence, TaggedSentence
from classify.tagging.rows import as_row, reasons

TAGGED = TaggedSentence(Sentence("Oil rose.", 3, 12), ("energy", "economy"), {"economy": 0.5, "energy": 0.87654321})


def test_a_row_has_the_fields_of_the_contract():
    assert as_row("f.txt", 4, TAGGED, ["economy", "energy"]) == {
        "file": "f.txt",
        "position": 4,
        "start": 3,
        "end": 12,
        "text": "Oil rose.",
        "topics": ["energy", "economy"],
        "scores": {"economy": 0.5, "energy": 0.8765432},
        "kind": "sentence",
    }


def test_only_the_topics_asked_for_are_reported():
    row = as_row("f.txt", 0, TAGGED, ["economy"], {"economy": [("oil", 1.0)]})
    assert row["topics"] == ["economy"]
    assert list(row["scores"]) == ["economy"]
    assert json.loads(json.dumps(row["why"])) == {"economy": [["oil", 1.0]]}


def test_reasons_are_given_for_the_tags_alone(tagger):
    (tagged,) = tagger.tag_sentences([Sentence("Crude oil in the pipeline.", 0, 26)])
    found = reasons(tagger, tagged, tagger.topics)
    assert list(found) == ["energy"]
    assert reasons(tagger, tagged, ["economy"]) == {}
