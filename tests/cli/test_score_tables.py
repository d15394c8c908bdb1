import io
from dataclasses import replace

from judged_samples import made_scores, noisy_answers

from classify.cli.score_tables import print_compared, print_crossval, print_evaluated, print_scores
from classify.cli.tables import new_console
from classify.judging.measures import HEADLINES
from classify.judging.metrics import TopicScores
from classify.judging.paired import compare
from classify.judging.slices import slices
from classify.judging.spread import spread
from classify.records import Example
from classify.verbs.compare import Compared, Disagreement
from classify.verbs.crossval import CrossValidated
from classify.verbs.evaluate import Evaluated

TOPICS = {"security-cooperation": TopicScores(0.5, None, 0.333, 12345, None, (0.1, 0.4), 0.44, 0.02)}


def printed(function, *arguments) -> str:
    file = io.StringIO()
    function(new_console(file), *arguments)
    text = file.getvalue()
    assert max(map(len, text.splitlines())) <= 80
    return text


def test_scores_show_intervals():
    text = printed(print_scores, made_scores(per_topic=TOPICS), "articles held out")
    assert "micro F1 0.500  (95 % interval 0.400 to 0.600)" in text
    assert "best" in text
    assert "security-cooperation" in text


def test_one_article_has_no_interval():
    text = printed(print_scores, made_scores(None, articles=1), "a.jsonl")
    assert "micro F1 0.500  (no interval: one article)" in text
    assert "on 9 texts from 1 article: a.jsonl" in text


def test_all_headline_figures_and_what_was_not_measured():
    text = printed(print_evaluated, Evaluated(made_scores(per_topic=TOPICS), None, {}), "a.jsonl", None)
    assert all(f" {measure.title} 0.500" in text for measure in HEADLINES)
    assert "0.600, 15 bins of equal width)" in text
    assert text.split("security-cooperation")[1].split()[:6] == ["0.50", "-", "0.33", "0.44", "12345", "best"]


def test_a_row_for_every_slice():
    answers = noisy_answers(8)
    parts = slices(answers, ["one" if article == "0" else "others" for article in answers.articles])
    text = printed(print_evaluated, Evaluated(made_scores(), parts, {}), "a.jsonl", "desk")
    assert "desk" in text
    row = next(line for line in text.splitlines() if line.startswith("  one "))
    assert row.split()[1:3] == ["5", "1"]
    assert row.split()[4] == "-"


def test_the_spread_over_the_folds():
    folds = tuple(made_scores(value=value, per_topic=TOPICS) for value in (0.41, 0.52, 0.63, 0.74, 0.85))
    text = printed(print_crossval, CrossValidated(made_scores(), folds, spread(folds), ()), "folds")
    row = next(line for line in text.splitlines() if line.startswith("  example-based F1"))
    assert row.split()[2:] == ["0.630", "0.174", "0.410", "0.520", "0.630", "0.740", "0.850"]


def compared(second, disagreements=()):
    first = noisy_answers(60, 0.3)
    return Compared(
        {"old": made_scores(), "new": made_scores(value=0.6)},
        {"new": compare(first, second or first)},
        list(disagreements),
        {},
        {},
    )


def test_models_that_do_not_differ():
    text = printed(print_compared, compared(None), "a.jsonl")
    assert "none of 3 topics moved" in text
    assert "the models give all texts the same topics" in text


def test_what_moved_and_a_sample_of_texts():
    row = Disagreement(Example("Oil rose.", ("a",), "x", "f:7"), {"old": ("a",), "new": ()}, {}, 0.5)
    rows = [row] * 11 + [replace(row, gap=0.4)]
    text = printed(print_compared, compared(noisy_answers(60, 0.01, seed=1), rows), "a.jsonl")
    assert "new less old" in text
    assert "3 of 3 topics moved" in text
    assert "they differ on 12 texts; the 10 widest apart:" in text
    assert text.count("Oil rose.") == 10
    assert "     labelled: a\n" in "\n".join(line.rstrip() for line in text.splitlines()) + "\n"
    assert "new: no topic" in text


def test_of_texts_that_are_equally_far_apart_the_first_are_shown():
    row = Disagreement(Example("Oil rose.", ("a",), "x", "f:7"), {"old": ("a",), "new": ()}, {}, 0.0)
    text = printed(print_compared, compared(None, [row] * 12), "a.jsonl")
    assert "they differ on 12 texts; the first 10:" in text
