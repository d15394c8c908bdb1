import numpy as np
import pytest
from conftest import make_rows, write_jsonl

from classify.config import FeatureSettings, parse_config
from classify.errors import InputError
from classify.progress import Silent
from classify.verbs.choose import settled
from classify.verbs.task import read_task
from classify.verbs.trials import Trial


def config_of(tmp_path, **settings):
    return parse_config({"name": "m", "data": {"path": "a.jsonl"}, **settings}, tmp_path / "c.yaml")


def choose(tmp_path, rows, **settings):
    write_jsonl(tmp_path / "a.jsonl", rows)
    config = config_of(tmp_path, **settings)
    task = read_task(config)
    return settled(config, task.examples, task.topics, task.kind, Silent())


def test_what_the_config_says_is_left_alone(tmp_path):
    chosen = choose(tmp_path, make_rows(), features={"words": [1, 3]}, classifier={"C": 7, "naive_bayes": 1})
    assert chosen.features.words == (1, 3)
    assert chosen.classifier.C == 7
    assert (chosen.classifier.naive_bayes, chosen.classifier.smoothing) == (1, None)


def test_only_what_is_auto_is_chosen(tmp_path):
    chosen = choose(tmp_path, make_rows(), features={"words": [1, 1]})
    assert chosen.features == FeatureSettings(words=(1, 1))
    assert chosen.classifier.C in {3.0, 10.0, 30.0}
    assert (chosen.classifier.naive_bayes, chosen.classifier.smoothing) in {
        (0.25, 2),
        (0.5, 2),
        (0.25, 30),
        (0.5, 30),
        (0, None),
    }
    chosen = choose(tmp_path, make_rows(), features={"words": [1, 1]}, classifier={"C": 7})
    assert chosen.classifier.C == 7


def test_pairs_of_words_are_chosen_where_they_tell_topics_apart(tmp_path):
    generator = np.random.default_rng(0)
    rows = []
    for number in range(300):
        one, two = generator.permutation(["north", "south"])
        rows.append({"text": f"report {number} {one} {two} end", "label": "a" if one == "north" else "b"})
    assert choose(tmp_path, rows).features.words == (1, 2)


def articles(rows, generator):
    """Return long rows: each text, then a thousand words that say nothing of it, texts of other topics among them."""
    texts = [row["text"] for row in rows]
    noise = [f"w{word}" for word in generator.integers(0, 60, 120)]
    return [{**row, "text": " ".join([row["text"], *noise, *generator.choice(texts, 12)])} for row in rows]


def test_the_lead_is_counted_apart_where_it_says_what_a_text_is_about(tmp_path):
    rows = articles(make_rows(60), np.random.default_rng(3))
    assert choose(tmp_path, rows).features.lead in {400, 800}
    assert choose(tmp_path, rows, features={"words": [1, 1]}).features.lead is None
    throughout = [{**row, "text": row["text"] * 10} for row in make_rows()]
    assert choose(tmp_path, throughout).features.lead is None


def test_texts_that_begin_alike_with_no_word_are_learnt_from_all_the_same(tmp_path):
    rows = [{**row, "text": "-" * 900 + " " + row["text"]} for row in make_rows()]
    assert choose(tmp_path, rows).features.lead is None


def test_texts_without_a_word_are_refused(tmp_path):
    with pytest.raises(InputError, match="none of the 4 texts holds an n-gram"):
        choose(tmp_path, [{"text": "-" * length, "label": "ab"[length % 2]} for length in (900, 901, 902, 903)])


def test_of_strengths_that_do_as_well_the_strictest_is_taken(tmp_path, monkeypatch):
    grades = {10.0: 0.8, 3.0: 0.7995, 30.0: 0.8004, 1.0: 0.79}

    def score(_, settings, *_others):
        return Trial(settings, grades[settings.C], grades[settings.C])

    monkeypatch.setattr("classify.verbs.choose.Trials.score", score)
    assert choose(tmp_path, make_rows()).classifier.C == 3.0
    grades[3.0] = 0.79
    assert choose(tmp_path, make_rows()).classifier.C == 10.0


def test_rare_topics_count_as_much_as_frequent_ones(tmp_path, monkeypatch):
    def score(_, settings, *_others):
        return Trial(settings, *((0.9, 0.5) if settings.features.words == (1, 1) else (0.89, 0.6)))

    monkeypatch.setattr("classify.verbs.choose.Trials.score", score)
    assert choose(tmp_path, make_rows()).features.words == (1, 2)


@pytest.mark.parametrize(("gain", "spans"), [(0.1, {(1, 1), (1, 2), (1, 3)}), (-0.1, {(1, 1), (1, 2)})])
def test_triples_of_words_are_left_out_where_pairs_bring_nothing(tmp_path, monkeypatch, gain, spans):
    tried = set()

    def score(_, settings, *_others):
        tried.add(settings.features.words)
        return Trial(settings, *[0.5 + gain * settings.features.words[1]] * 2)

    monkeypatch.setattr("classify.verbs.choose.Trials.score", score)
    choose(tmp_path, [{**row, "text": row["text"] * 20} for row in make_rows()])
    assert tried == spans


def test_plain_counts_are_chosen_where_what_comes_back_is_the_topic(tmp_path):
    generator = np.random.default_rng(2)
    rows = []
    for _ in range(200):
        topic = int(generator.integers(2))
        often, once = ["north", "south"][topic], ["south", "north"][topic]
        words = [*[often] * 12, *[once] * 7, *(f"w{word}" for word in generator.integers(0, 60, 90))]
        rows.append({"text": " ".join(generator.permutation(words)), "label": "ab"[topic]})
    settings = {"classifier": {"C": 0.5, "naive_bayes": 0}}
    assert not choose(tmp_path, rows, **settings).features.sublinear_tf
    short = [{**row, "text": row["text"][:300]} for row in rows]
    assert choose(tmp_path, short, **settings).features.sublinear_tf


def test_smoothing_that_the_config_gives_is_kept(tmp_path):
    chosen = choose(tmp_path, make_rows(), features={}, classifier={"C": 7, "smoothing": 5})
    assert chosen.classifier.smoothing == 5
    assert chosen.classifier.naive_bayes in {0.0, 0.25, 0.5}


def test_naive_bayes_is_chosen_where_telling_words_are_drowned_in_others(tmp_path):
    generator = np.random.default_rng(1)
    rows = []
    for _ in range(240):
        topic = int(generator.integers(2))
        noise = [f"w{word}" for word in generator.integers(0, 400, 40)]
        rows.append({"text": " ".join([*noise, f"{'ab'[topic]}{generator.integers(6)}x"]), "label": "ab"[topic]})
    assert choose(tmp_path, rows, features={"words": [1, 1]}).classifier.naive_bayes > 0


def test_too_few_articles_get_the_usual_settings(tmp_path):
    chosen = choose(tmp_path, make_rows(2), thresholds=None)
    assert (chosen.features, chosen.classifier.C) == (FeatureSettings(), 10.0)
    assert (chosen.classifier.naive_bayes, chosen.classifier.smoothing) == (0.25, 2.0)


def test_a_large_corpus_is_sampled_by_article(tmp_path, monkeypatch):
    monkeypatch.setattr("classify.verbs.trials.SAMPLE", 60)
    seen = []

    class Listener(Silent):
        def stage(self, text):
            seen.append(text)

    write_jsonl(tmp_path / "a.jsonl", make_rows(60))
    config = config_of(tmp_path)
    task = read_task(config)
    settled(config, task.examples, task.topics, task.kind, Listener())
    texts = int(seen[0].split(" on ")[1].split()[0])
    assert 20 < texts < 120
    assert texts % 5 == 0
    assert seen[1].startswith(("Chose single words, ", "Chose words 1-"))
