import io

import numpy as np

from classify.cli.tables import new_console, print_article_topics, print_check, print_sentence
from classify.corpus.findings import Finding
from classify.corpus.variety import TopicCount
from classify.records import ArticleTopic, Sentence, TaggedSentence
from classify.tagging.reasons import Missed, Reasons
from classify.tagging.words import Words, word_spans
from classify.verbs.corpus import Checked

LONG = "The ministry said on Tuesday that " + "deliveries of crude oil to refineries would resume soon and " * 4
TAGGED = TaggedSentence(Sentence(LONG, 0, 9), ("energy", "economy"), {"economy": 0.5, "energy": 0.87})


def printed(function, *arguments) -> str:
    file = io.StringIO()
    function(new_console(file), *arguments)
    return file.getvalue()


def test_a_sentence_is_wrapped_at_80_columns_with_its_topics_under_it():
    text = printed(print_sentence, 1, TAGGED, ["energy", "economy"], None)
    assert max(map(len, text.splitlines())) <= 80
    assert "energy 0.87  economy 0.50" in text
    assert " ".join(LONG.split()) in " ".join(text.split())


def test_reasons_stand_under_the_sentence():
    weights = {"energy": np.arange(len(LONG.split())) / 10}
    words = Words(LONG, word_spans(LONG), weights, {"energy": -2.0}, known=True)
    why = Reasons({"energy": [("oil", 0.5)]}, {}, words, None)
    text = printed(print_sentence, 1, TAGGED, ["energy"], why)
    assert max(map(len, text.splitlines())) <= 80
    assert "energy: for and +" in text
    assert "intercept -2.00" in " ".join(text.split())
    assert "soon⁺ and⁺" in text


def test_a_sentence_without_topics_says_so_and_why():
    assert "no topic" in printed(print_sentence, 1, TAGGED, [], None)
    words = Words(LONG, (), {}, {}, known=False)
    why = Reasons({}, {}, words, Missed(False, "energy", 0.1, 0.5))
    assert "no topic (no known words)" in printed(print_sentence, 1, TAGGED, [], why)


def test_the_next_items_headline_is_marked():
    tagged = TaggedSentence(Sentence("Moscow Counts on Arms", 0, 9, "next_headline"), (), {})
    assert "headline of the next item, not counted" in printed(print_sentence, 3, tagged, [], None)


def test_markup_in_a_text_is_shown_as_text():
    tagged = TaggedSentence(Sentence("He wrote [bold]no[/bold] :smile: \x1b[31m", 0, 9), (), {})
    text = printed(print_sentence, 1, tagged, [], None)
    assert "[bold]no[/bold] :smile:" in text
    assert "\x1b" not in text


def test_the_topics_of_an_article():
    text = printed(print_article_topics, "a.txt", [ArticleTopic("energy", 3, 0.3, 0.91)], 10)
    assert "Topics of a.txt (10 sentences)" in text
    assert "energy" in text
    assert "30%" in text
    assert "none of its 10 sentences" in printed(print_article_topics, "a.txt", [], 10)


def test_a_very_long_text_is_cut():
    tagged = TaggedSentence(Sentence("oil " * 100_000, 0, 400_000), (), {})
    text = printed(print_sentence, 1, tagged, [], None)
    assert len(text) < 6000
    assert "(399,999 characters)" in " ".join(text.split())


def test_a_check_counts_one_as_one_and_texts_without_topic_where_there_are_some():
    counts = [TopicCount("energy", 3, 2, 4, 5.0, 6), TopicCount("", 0, 0, 0, 0.0, 0)]
    checked = Checked([Finding("error", "schema", "a:1", "wrong")], counts, {})
    page = printed(print_check, checked)
    assert "1 error, 0 warnings" in page
    assert "(none)" not in page
    counts[1] = TopicCount("", 2, 1, 3, 3.5, 4)
    assert "(none)" in printed(print_check, checked)
