import numpy as np
import pytest
from conftest import ARTICLE
from datasets import Dataset

from classify.errors import InputError

OIL = "Crude oil flowed through the pipeline to the refinery."
WAR = "Rebels answered the shelling with an ambush and an offensive."


def test_texts_get_their_topics(tagger):
    assert tagger.predict([OIL, WAR, "Nothing of note happened there."]) == [["energy"], ["armed-conflict"], []]


def test_probabilities_are_float32_a_column_a_topic(tagger):
    scores = tagger.predict_proba([OIL, WAR])
    assert scores.shape == (2, 3)
    assert scores.dtype == np.float32
    assert tagger.topics[scores[0].argmax()] == "energy"


def test_topics_are_those_at_their_thresholds(tagger):
    texts = [OIL, WAR, "Banks and oil taxes rose under shelling.", "the report said"]
    for given, scores in zip(tagger.predict(texts), tagger.predict_proba(texts).astype(float), strict=True):
        by_topic = dict(zip(tagger.topics, scores, strict=True))
        assert set(given) == {topic for topic in by_topic if by_topic[topic] >= tagger.thresholds[topic]}
        assert given == sorted(given, key=lambda topic: -by_topic[topic])


@pytest.mark.parametrize("top", [None, 0, 1, 2, 100])
def test_reasons_and_intercept_add_up_to_the_log_odds(tagger, top):
    text = "Oil and gas banks under shelling; oil again."
    scores = tagger.predict_proba([text]).astype(float)[0]
    for score, (topic, parts) in zip(scores, tagger.explain(text, top).items(), strict=True):
        logit = sum(value for _, value in parts) + tagger.intercepts[topic]
        assert 1 / (1 + np.exp(-logit)) == pytest.approx(score, abs=1e-6)


def test_reasons_are_ranked_and_the_rest_is_summed_up(tagger):
    everything = tagger.explain(OIL, None)["energy"]
    shown = tagger.explain(OIL, 2)["energy"]
    assert [abs(value) for _, value in everything] == sorted((abs(v) for _, v in everything), reverse=True)
    assert shown[:2] == everything[:2]
    assert shown[2][0] == "(other n-grams)"
    assert len(shown) == 3


@pytest.mark.parametrize("call", ["predict", "predict_proba"])
def test_a_bare_string_is_refused_with_the_fix(tagger, call):
    with pytest.raises(InputError, match=r"predict\(\[text\]\)"):
        getattr(tagger, call)("oil")


@pytest.mark.parametrize("texts", [[None], ["a", 5], [b"a"]])
def test_what_is_no_text_is_refused(tagger, texts):
    with pytest.raises(InputError, match="Expected texts, found"):
        tagger.predict(texts)


def test_no_texts_give_no_answers(tagger):
    assert tagger.predict([]) == []
    assert tagger.predict_proba([]).shape == (0, 3)


def test_a_dataset_is_mapped(tagger):
    mapped = Dataset.from_dict({"text": [OIL, WAR]}).map(tagger, batched=True)
    assert mapped["topics"][:] == [["energy"], ["armed-conflict"]]
    np.testing.assert_allclose(mapped["scores"][:], tagger.predict_proba([OIL, WAR]), atol=1e-7)


def test_another_column_can_be_named(tagger):
    data = Dataset.from_dict({"sentence": [OIL]})
    assert data.map(tagger, batched=True, fn_kwargs={"column": "sentence"})["topics"][:] == [["energy"]]
    with pytest.raises(InputError, match="no column 'text'; found sentence"):
        tagger({"sentence": [OIL]})


def test_an_article_is_split_tagged_and_summed_up(tagger):
    tagging = tagger.tag_article(f"{OIL} {WAR} {OIL}")
    assert [tagged.topics for tagged in tagging.sentences] == [("energy",), ("armed-conflict",), ("energy",)]
    assert [(topic.topic, topic.sentences) for topic in tagging.topics] == [("energy", 2), ("armed-conflict", 1)]


def test_every_door_gives_the_same_answer(tagger):
    tagging = tagger.tag_article(ARTICLE.read_text(encoding="utf-8"))
    texts = [tagged.sentence.text for tagged in tagging.sentences]
    rows = [list(tagged.scores.values()) for tagged in tagging.sentences]
    np.testing.assert_allclose(tagger.predict_proba(texts), rows, atol=1e-7)


def test_what_it_knows_of_its_topics(tagger):
    assert tagger.kind == "multi"
    assert tagger.titles["energy"] == "energy"
    assert tagger.definitions["energy"] == ""
    assert "3 topics" in repr(tagger)


def test_texts_may_come_from_a_generator_and_a_mapping_is_refused(tagger):
    assert tagger.predict(text for text in [OIL, WAR]) == [["energy"], ["armed-conflict"]]
    with pytest.raises(InputError, match="found one dict"):
        tagger.predict({"text": OIL})


@pytest.mark.parametrize(
    ("call", "given", "cause"),
    [
        ("predict", None, "found one NoneType"),
        ("predict", 5, "found one int"),
        ("predict", np.array([["oil"]]), "found one ndarray"),
        ("tag_sentences", "oil", "found one str"),
        ("tag_sentences", ["oil"], "Expected Sentence records, found 'oil'"),
        ("tag_article", b"oil", "Expected one text, found b'oil'"),
        ("tag_article", ["oil"], "Expected one text"),
        ("explain", ["oil"], "Expected one text"),
        ("explain", None, "Expected one text, found None"),
    ],
)
def test_what_is_of_another_kind_is_refused(tagger, call, given, cause):
    with pytest.raises(InputError) as caught:
        getattr(tagger, call)(given)
    assert cause in caught.value.cause


def test_how_many_ngrams_is_a_number(tagger):
    with pytest.raises(InputError, match="top: a whole number is needed, found 'all'"):
        tagger.explain(OIL, "all")


@pytest.mark.parametrize("top", [None, 0, 1, 2, 100])
def test_words_and_intercept_add_up_to_the_log_odds(tagger, top):
    text = "Oil and gas banks under shelling; oil again."
    scores = tagger.predict_proba([text]).astype(float)[0]
    for score, (topic, parts) in zip(scores, tagger.explain_words(text, top).items(), strict=True):
        logit = sum(value for _, value in parts) + tagger.intercepts[topic]
        assert 1 / (1 + np.exp(-logit)) == pytest.approx(score, abs=1e-5)


def test_the_strongest_ngrams_are_those_of_the_topic(tagger):
    ((analyzer, (speaking_for, against)),) = tagger.strongest_ngrams("energy", 4).items()
    assert analyzer == "words"
    assert set(speaking_for) <= {"oil", "gas", "pipeline", "crude", "refinery", "electricity", "barrels", "wells"}
    assert len(speaking_for) == 4
    assert not set(speaking_for) & set(against)
