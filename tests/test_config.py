from pathlib import Path

import pytest
from conftest import ROOT

from classify.config import load_config, parse_config, save_config
from classify.errors import InputError, JobError


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "c.yaml"
    path.write_text(text)
    return path


def refusal(tmp_path: Path, text: str) -> InputError:
    with pytest.raises(InputError) as caught:
        load_config(write(tmp_path, text))
    return caught.value


def test_name_and_path_alone_are_enough(tmp_path):
    config = load_config(write(tmp_path, "name: mine\ndata: {path: a.jsonl}\n"))
    assert config.data.path == ("a.jsonl",)
    assert config.folds == 5
    assert (config.features, config.classifier.C, config.classifier.kind) == ("auto", "auto", "auto")


def test_paths_count_from_the_configs_own_folder(tmp_path):
    config = load_config(write(tmp_path, "name: mine\ndata: {path: ../a.jsonl}\n"))
    assert config.resolve("../a.jsonl") == str((tmp_path.parent / "a.jsonl").resolve())


def test_a_path_is_named_as_the_user_named_it(tmp_path, monkeypatch):
    raw = {"name": "a", "data": {"path": "x"}}
    here = parse_config(raw, Path("-"))
    assert (here.resolve("a.jsonl"), here.resolve("/a.jsonl")) == ("a.jsonl", "/a.jsonl")
    (tmp_path / "configs").mkdir()
    monkeypatch.chdir(tmp_path)
    assert parse_config(raw, Path("configs/c.yaml")).resolve("../data/*.jsonl") == "data/*.jsonl"


@pytest.mark.parametrize("text", ["thresholds: null", "thresholds: {folds: null}"])
def test_null_means_no_folds(tmp_path, text):
    assert load_config(write(tmp_path, f"name: a\ndata: {{path: a.jsonl}}\n{text}\n")).folds is None


@pytest.mark.parametrize(
    ("text", "key", "guess"),
    [
        ("nmae: a\nname: a\ndata: {path: x}", "nmae", "name"),
        ("name: a\ndata: {path: x, txt: y}", "data.txt", "text"),
        ("name: a\ndata: {path: x, held_out: {sahre: 0.2}}", "data.held_out.sahre", "share"),
        ("name: a\ndata: {path: x}\nclassifier: {c: 1}", "classifier.c", "C"),
        ("name: a\ndata: {path: x}\nfeatures: {word: [1, 1]}", "features.word", "words"),
        ("name: a\ndata: {pth: x}", "data.pth", "path"),
    ],
)
def test_an_unknown_key_is_refused_with_the_nearest_known_one(tmp_path, text, key, guess):
    error = refusal(tmp_path, text)
    assert f"unknown key '{key}'" in error.cause
    assert f"did you mean '{guess}'" in error.cause


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("data: {path: x}", "'name' is missing"),
        ("name: a\ndata: {}", "'data.path' is missing"),
        ("name: a/b\ndata: {path: x}", "'name' is 'a/b'"),
        ("name: a\ndata: {path: x}\nclassifier: {C: high}", "'classifier.C' is 'high'"),
        ("name: a\ndata: {path: x}\nclassifier: {C: -1}", "'classifier.C' is -1"),
        ("name: a\ndata: {path: x}\nfeatures: {words: [2, 1]}", "'features.words' is [2, 1]"),
        ("name: a\ndata: {path: x}\nfeatures: most", "'features' is 'most'"),
        ("name: a\ndata: {path: x}\nthresholds: {top_k: 0}", "top_k' is 0"),
        ("name: a\ndata: {path: x}\nthresholds: {top_k: true}", "top_k' is True"),
        ("name: a\ndata: {path: x}\nthresholds: {at_least_one: 1}", "at_least_one' is 1"),
        ("name: a\ndata: {path: x}\nthresholds: {folds: 1}", "folds' is 1"),
        ("name: a\ndata: {path: x}\nfolder: /tmp", "unknown key 'folder'"),
        ("- a", "found a list"),
        ("", "found nothing"),
        ("a: [", "c.yaml:1: not readable as YAML"),
        ("name: a\ndata: {path: x}\nfeatures: {words: [1]}", "'features.words' is [1]: a range [shortest, longest]"),
        ("name: a\ndata: {path: x}\nfeatures: {words: 2}", "'features.words' is 2: a range [shortest, longest]"),
        ("name: 12\ndata: {path: x}", "'name' is 12, a number: text is needed"),
        ("name: a\ndata: x.jsonl", "'data' is 'x.jsonl': keys and values are needed"),
        ("name: a\ndata: {path: x}\nname: b", "c.yaml:3: not readable as YAML: the key 'name' is there twice"),
        ("name: a\ndata: {path: x, text: y, path: z}", "c.yaml:2: not readable as YAML: the key 'path' is there twice"),
    ],
)
def test_a_wrong_config_says_what_is_wrong(tmp_path, text, cause):
    error = refusal(tmp_path, text)
    assert cause in error.cause
    assert "\n" not in error.cause
    assert error.remedy


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("name: 12\ndata: {path: x}", "Put it in quotes."),
        ("name: a\ndata: x.jsonl", "Put keys under it: path, text, "),
    ],
)
def test_the_remedy_fits(tmp_path, text, remedy):
    assert refusal(tmp_path, text).remedy.startswith(remedy)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_config_that_is_not_utf_8_is_told_to_be(tmp_path, encoding):
    (tmp_path / "c.yaml").write_text("name: a\ndata: {path: é}\n", encoding=encoding)
    with pytest.raises(InputError, match=r"c\.yaml:[12]: not UTF-8") as caught:
        load_config(tmp_path / "c.yaml")
    assert caught.value.remedy == "Save it as UTF-8 and run again."


def test_a_key_may_be_there_once_in_each_of_two_places(tmp_path):
    text = "name: a\ndata: {path: x}\ntopics: [{id: b}, {id: c}]\n"
    assert load_config(write(tmp_path, text)).topics == ({"id": "b"}, {"id": "c"})


def test_a_missing_config_is_named(tmp_path):
    with pytest.raises(InputError, match="it is a folder, not a config"):
        load_config(tmp_path)
    (tmp_path / "texts.jsonl").write_text("{}")
    with pytest.raises(InputError, match=r"texts\.jsonl: it holds texts by its name, not a config"):
        load_config(tmp_path / "texts.jsonl")
    with pytest.raises(InputError, match=r"nowhere\.yaml: there is no such config file"):
        load_config(tmp_path / "nowhere.yaml")


@pytest.mark.parametrize("path", sorted((ROOT / "configs").glob("*.yaml")), ids=lambda path: path.name)
def test_the_shipped_configs_are_valid(path):
    assert load_config(path).name == path.stem


def test_a_config_is_saved_as_it_reads_back(tmp_path):
    (tmp_path / "a.jsonl").write_text("{}\n")
    (tmp_path / "other").mkdir()
    raw = {
        "name": "m",
        "data": {"path": ["*.jsonl", "owner/set", "none.csv"]},
        "features": {"words": [1, 3]},
        "seed": 5,
    }
    config = parse_config(raw, tmp_path / "c.yaml")
    for path in (tmp_path / "same.yaml", tmp_path / "other" / "far.yaml"):
        save_config(config, path, "# a heading\n")
        read = load_config(path)
        assert path.read_text().startswith("# a heading\nname: m\n")
        assert (read.features, read.seed, read.classifier) == (config.features, 5, config.classifier)
        assert read.resolve(read.data.path[0]) == config.resolve("*.jsonl")
        assert read.data.path[1:] == ("owner/set", "none.csv")


def test_a_config_that_cannot_be_saved_says_so(tmp_path):
    with pytest.raises(JobError, match="could not be written"):
        save_config(parse_config({"name": "m", "data": {"path": "a"}}, tmp_path / "c.yaml"), tmp_path, "")
