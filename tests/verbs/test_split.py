"""What is read is parted by article, told from other data, and warned of where it looks wrong."""

from pathlib import Path

from conftest import Listener, make_rows, write_jsonl

from classify.config import parse_config
from classify.corpus.fingerprints import file_fingerprints, text_fingerprints
from classify.records import Example
from classify.verbs.split import for_sample, learnt_from, mostly_picked, read_split, unseen_texts


def split_of(tmp_path, rows, corrections=(), **settings):
    write_jsonl(tmp_path / "a.jsonl", rows)
    raw = {"name": "m", **settings, "data": {"path": "a.jsonl", **settings.get("data", {})}}
    listener = Listener()
    return read_split(parse_config(raw, tmp_path / "c.yaml"), listener, corrections), listener.warnings


def test_articles_are_parted_whole(tmp_path):
    split, warnings = split_of(tmp_path, make_rows(), data={"held_out": {"share": 0.3, "always": ["a07"]}})
    learnt, held = ({example.article for example in part} for part in (split.training, split.testing))
    assert not learnt & held
    assert "a07" in held
    assert split.articles == len(learnt)
    assert split.task.examples == []
    assert warnings == []


def test_corrections_are_learnt_from(tmp_path):
    corrected = Example("A new text.", ("economy",), "new", "desk:1")
    split, _ = split_of(tmp_path, make_rows(), [corrected])
    assert split.training[-1] == corrected
    assert learnt_from(split)["corrections"] == text_fingerprints([corrected])


def test_a_manifest_tells_what_was_learnt_from(tmp_path):
    split, _ = split_of(tmp_path, make_rows())
    told = learnt_from(split)
    assert (told["texts"], told["articles"]) == (len(split.training), split.articles)
    assert told["file_fingerprints"] == file_fingerprints(split.training)
    split.training.pop()
    assert learnt_from(split)["fingerprint"] != told["fingerprint"]


def test_a_rare_topic_is_warned_of(tmp_path):
    rows = make_rows()
    rows[0]["topics"] = [*rows[0]["topics"], "rare"]
    _, warnings = split_of(tmp_path, rows)
    assert warnings == ["'rare' has 1 text, too few to choose a threshold well: it will rarely be given"]


def test_a_rare_class_is_warned_of(tmp_path):
    rows = [{**row, "topics": row["topics"][0]} for row in make_rows() if row["topics"]]
    rows[0]["topics"] = rows[1]["topics"] = "rare"
    _, warnings = split_of(tmp_path, rows)
    assert warnings == ["'rare' has 2 texts, too few for 5 folds: it will rarely be given"]


def test_several_topics_in_a_cell_are_warned_of(tmp_path):
    rows = [{"text": row["text"], "topics": "|".join(sorted(row["topics"]))} for row in make_rows()]
    assert split_of(tmp_path, rows)[1] == [
        "3 labels hold '|' (such as 'armed-conflict|economy') and count as one topic each: if they are several,"
        " set data.separator: '|'"
    ]
    assert split_of(tmp_path, rows, data={"separator": "|"})[1] == []


def test_the_same_text_with_other_topics_is_warned_of(tmp_path):
    rows = [*make_rows(), *({"article": "z", "text": "Same.", "topics": [t]} for t in ("energy", "economy"))]
    path = tmp_path / "a.jsonl"
    assert split_of(tmp_path, rows)[1] == [f"{path}:122: the same text as {path}:121, with other topics"]


def test_probabilities_choose_thresholds_where_most_texts_were_picked():
    config = parse_config({"name": "m", "data": {"path": "a.jsonl"}, "thresholds": {"beta": 2}}, Path("c.yaml"))
    assert for_sample(config, "multi", 50, 100) == config
    picked = for_sample(config, "multi", 51, 100)
    assert (picked.thresholds.expected, picked.thresholds.beta) == (True, 2)
    flat = config.model_copy(update={"thresholds": None})
    assert for_sample(flat, "multi", 100, 100) == flat
    without_folds = config.model_copy(update={"thresholds": config.thresholds.model_copy(update={"folds": None})})
    assert for_sample(without_folds, "multi", 100, 100) == without_folds
    assert for_sample(config, "single", 100, 100) == config


def test_what_is_learnt_from_or_measured_on_is_no_unseen_text(tmp_path):
    write_jsonl(tmp_path / "a.jsonl", make_rows(30))
    raw = {"name": "m", "data": {"path": "a.jsonl", "held_out": {"share": 0.3}}}
    split = read_split(parse_config(raw, tmp_path / "c.yaml"), Listener())
    assert split.training
    assert split.testing
    seen = [example.text for example in (*split.training, *split.testing)]
    assert unseen_texts([*seen, "  ".join(seen[0].split(" ")), "Herds grazed."], split) == ["Herds grazed."]


def test_most_is_more_than_half():
    assert [mostly_picked(picked, 10) for picked in (0, 5, 6, 10)] == [False, False, True, True]
