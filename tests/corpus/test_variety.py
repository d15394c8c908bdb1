import pytest

from classify.corpus.variety import count_topics, find_openings, find_telling_names, opening, summary
from classify.records import Example


def make(texts, topics=("oil",)):
    return [Example(text, tuple(topics), f"a{number}", f"f:{number}") for number, text in enumerate(texts)]


def test_an_opening_is_three_words_in_lower_case():
    assert opening("The “Duma” voted, 5-4.") == ("the", "duma", "voted")


def test_openings_shared_with_ten_others_are_reported_once():
    texts = [f"Officials said that {number}" for number in range(11)]
    (finding,) = find_openings(make(texts))
    assert finding.place == "f:0"
    assert "11 texts open with 'officials said that'" in finding.message
    assert list(find_openings(make(texts[:10]))) == []


def test_a_name_under_one_topic_alone_is_reported():
    texts = [f"Then Gazprom sold {number} tons" for number in range(12)]
    (finding,) = find_telling_names(make(texts))
    assert "'Gazprom' gives 'oil' away: 100% of its 12 sentences" in finding.message


@pytest.mark.parametrize(
    "texts",
    [
        [f"Then gazprom sold {number} tons" for number in range(12)],  # no capital
        [f"Gazprom sold {number} tons" for number in range(12)],  # a sentence begins with it
        [f"Then Gazprom sold {number} tons" for number in range(11)],  # too seldom
    ],
)
def test_what_is_no_telling_name(texts):
    assert list(find_telling_names(make(texts))) == []


def test_a_name_under_several_topics_is_fine():
    examples = make([f"Then Gazprom sold {n}" for n in range(9)]) + make(
        [f"Then Gazprom paid {n}" for n in range(9)], ["law"]
    )
    assert list(find_telling_names(examples)) == []


def test_topics_are_counted_with_their_lengths():
    examples = [*make(["one two", "one two three four"]), *make(["one"], [])]
    oil, none = count_topics(examples, ["oil"])
    assert (oil.texts, oil.articles, oil.shortest, oil.mean, oil.longest) == (2, 2, 2, 3.0, 4)
    assert (none.topic, none.texts, none.mean) == ("", 1, 1.0)


def test_the_summary_counts_words_of_two_letters():
    figures = summary([*make(["Oil rose to 3 x", "oil fell"]), *make(["Oil"], [])])
    assert figures["distinct_words"] == 4
    assert figures["without_topic"] == pytest.approx(1 / 3)
    assert figures["share_with_repeated_opening"] == 0
