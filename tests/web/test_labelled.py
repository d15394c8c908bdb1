"""Corrections come back as the labelled texts that they were exported as."""

import pytest

from classify.config import DataSettings
from classify.corpus.loading import load_examples
from classify.web.corrections import Correction
from classify.web.labelled import labelled_csv, labelled_jsonl

TEXTS = {
    "Oil, gas; 'coal'": ("energy", "economy"),
    'He said "no".\nThen left.': (),
    "Rebels – again": ("armed-conflict",),
    "An old\rline end": ("energy",),
}


def correction(number, text, topics, article="a.txt"):
    return Correction(
        f"key{number}", 1, "2001-02-03T04:05:06Z", text, topics, (), "a note\rof two lines", "Ann", article, number
    )


@pytest.mark.parametrize(("name", "export"), [("a.jsonl", labelled_jsonl), ("a.csv", labelled_csv)])
def test_what_is_exported_is_read_as_labelled_data(tmp_path, name, export):
    given = [correction(number, text, topics) for number, (text, topics) in enumerate(TEXTS.items())]
    (tmp_path / name).write_bytes(export(given))
    examples = load_examples(DataSettings(path=(str(tmp_path / name),)))
    assert {example.text: example.topics for example in examples} == TEXTS
    assert {example.article for example in examples} == {"a.txt"}


def test_a_text_of_no_article_is_an_article_of_its_own(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(labelled_jsonl([correction(7, "Oil", ("energy",), article="")]))
    (example,) = load_examples(DataSettings(path=(str(tmp_path / "a.jsonl"),)))
    assert example.article == "key7"
