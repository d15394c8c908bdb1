from classify.corpus.joining import WEIGHT, with_corrections
from classify.records import Example


def example(text, topics=(), article="a"):
    return Example(text, tuple(topics), article, "x:1")


def test_a_corrected_text_has_its_new_topics_alone():
    corrected = example("Oil  rose.", ["energy"], "desk")
    training, _ = with_corrections([example("Oil rose.", ["economy"]), example("Rain.")], [], [corrected])
    assert [each.topics for each in training if each.text.startswith("Oil")] == [("energy",)] * WEIGHT
    assert example("Rain.") in training


def test_an_article_held_out_that_was_corrected_is_judged_on_no_longer():
    held_out = [example("Oil rose.", article="b"), example("More.", article="b"), example("Other.", article="c")]
    training, testing = with_corrections([example("Rain.")], held_out, [example("Oil rose.", ["energy"], "desk")])
    assert [each.article for each in testing] == ["c"]
    assert "More." not in [each.text for each in training]


def test_nothing_changes_without_corrections():
    assert with_corrections([example("a")], [example("b")], []) == ([example("a")], [example("b")])
