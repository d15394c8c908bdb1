import pytest

from classify.errors import InputError
from classify.reading.inputs import ReadingOptions, Source, open_sources
from classify.records import Sentence
from classify.verbs.predict import chosen_topics, tag_source


def test_many_texts_keep_their_order_and_positions(tagger):
    texts = ["Crude oil rose.", "Rebels fled the shelling."] * 1500
    source = Source("s", ((number, Sentence(text, 0, 1)) for number, text in enumerate(texts)), article=False)
    tagged = list(tag_source(tagger, source))
    assert [position for position, _ in tagged] == list(range(3000))
    assert [one.sentence.text for _, one in tagged] == texts
    assert tagged[2999][1].topics == ("armed-conflict",)


def test_same_text_same_answer_whatever_the_door(tagger, tmp_path):
    text = "Crude oil rose — “again”. Cafe\u0301 rebels fled."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(("\ufeff" + text.replace(" ", "\r\n", 1)).encode())
    (tmp_path / "c.jsonl").write_text('{"text": "Crude oil rose — “again”."}\n{"text": "Café rebels fled."}\n')
    (tmp_path / "d.csv").write_text("text\nCrude oil rose — “again”.\nCafe\u0301 rebels fled.\n")
    answers = set()
    for name in ("a.txt", "b.txt", "c.jsonl", "d.csv"):
        (source,) = open_sources([str(tmp_path / name)], ReadingOptions(), lambda _: None)
        answers.add(tuple((one.topics, tuple(one.scores.values())) for _, one in tag_source(tagger, source)))
    assert len(answers) == 1


def test_topics_can_be_chosen(tagger):
    assert list(chosen_topics(tagger, None)) == tagger.topics
    assert list(chosen_topics(tagger, "energy, economy")) == ["energy", "economy"]
    with pytest.raises(InputError, match=r"no topic 'enrgy' \(did you mean 'energy'\?\)"):
        chosen_topics(tagger, "enrgy")
