import os
import sys

import numpy as np
import pytest

from classify.errors import InputError
from classify.learning.queries import distances
from classify.records import Sentence
from classify.verbs.suggest import Candidate, read_candidates, score_candidates, suggest

CLEAR = "Crude oil gas pipeline refinery barrels wells electricity."


def candidates(*texts, article=None):
    return [
        Candidate(article or f"a{number}", number, Sentence(text, 0, len(text))) for number, text in enumerate(texts)
    ]


def ask(tagger, found, count=10, **options):
    return suggest(tagger, found, score_candidates(tagger, found), count, {}, **options)


def test_the_first_is_near_a_threshold_and_says_how_near(tagger):
    uncertain = "The oil report spoke of new plans near the town."
    found = candidates(CLEAR, "Tea.", uncertain)
    first = ask(tagger, found, 1)[0]
    gaps = distances(score_candidates(tagger, found), np.array([tagger.thresholds[topic] for topic in tagger.topics]))
    assert first.candidate.sentence.text == uncertain
    assert first.distance == pytest.approx(gaps[2, tagger.topics.index(first.asked_for)])
    assert (first.distance >= 0) == (first.asked_for in first.tagged.topics)
    assert first.cut == pytest.approx(tagger.thresholds[first.asked_for], abs=1e-5)


def test_a_text_like_the_first_comes_after_another(tagger):
    like = ["officials near oil spoke of plans", "plans of officials spoke near oil"]
    chosen = ask(tagger, candidates(*like, "Tea with milk is served in the house."), 3)
    assert chosen[1].candidate.sentence.text.startswith("Tea")


def test_more_can_be_asked_for_than_are_compared(tagger):
    found = candidates(*(f"{word} {word}s said {word}ing" for word in "abcdefghijklmnopqrst"))
    assert len(ask(tagger, found, 2)) == 2
    assert len({each.candidate.article for each in ask(tagger, found, 20)}) == 20


def test_nearly_the_same_is_asked_once(tagger):
    text = "Officials spoke of new plans for oil near the town on Tuesday"
    found = candidates(text, f"{text} too", "Rebels met the troops of the siege.")
    assert len(ask(tagger, found)) == 2
    assert len(ask(tagger, found, known=[text])) == 1


def test_no_article_fills_the_queue_while_others_have_something(tagger):
    words = ["oil", "gas", "bank", "tax", "siege", "troops", "ruble", "wells", "debt", "crude", "wages", "mortar"]
    one = candidates(*(f"{word} {n} said {word}{n}" for n, word in enumerate(words)), article="one")
    others = [Candidate(f"b{n}", 0, Sentence(f"{word} of {n}, near {word}{n}", 0, 9)) for n, word in enumerate(words)]
    chosen = ask(tagger, [*one, *others], 8)
    assert sum(each.candidate.article == "one" for each in chosen) <= 2
    assert len(ask(tagger, one, 8)) == 8


def test_a_row_is_the_record_of_predict_and_the_reason(tagger):
    row = ask(tagger, candidates(CLEAR))[0].as_row()
    assert list(row) == [
        "file", "position", "start", "end", "text", "topics", "scores", "kind", "asked_for", "distance",
    ]  # fmt: skip
    assert (row["file"], row["topics"]) == ("a0", ["energy"])


def test_the_headline_of_the_next_item_is_no_candidate(tmp_path):
    (tmp_path / "a.txt").write_text("Oil rose. Gas fell.\n\nMoscow Counts on Foreign Sales.\n")
    (tmp_path / "b.txt").write_text("Rain.")
    found = read_candidates(tmp_path, lambda _: None)
    assert [each.sentence.text for each in found] == ["Oil rose.", "Gas fell.", "Rain."]
    assert len(read_candidates(tmp_path, lambda _: None, most=2)) == 2


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(InputError, match="no texts"):
        read_candidates(tmp_path, lambda _: None)


def test_nothing_to_choose_among(tagger):
    assert ask(tagger, []) == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_file_whose_name_is_no_text_has_one_that_can_be_written(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("Crude oil rose on Monday.")
    assert [candidate.article.rpartition("/")[2] for candidate in read_candidates(tmp_path, print)] == ["caf\ufffd.txt"]
