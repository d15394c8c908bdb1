"""A small corpus, a config over it and a model trained on it, shared by the tests."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("compiled", deadline=None)  # the first example may wait for the compiler
settings.load_profile("compiled")

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "data" / "articles" / "monitor-1996-12-17.txt"

_WORDS = {
    "energy": ["oil", "gas", "pipeline", "crude", "refinery", "electricity", "barrels", "wells"],
    "economy": ["budget", "taxes", "bank", "inflation", "exports", "ruble", "wages", "debt"],
    "armed-conflict": ["shelling", "ambush", "rebels", "offensive", "casualties", "siege", "troops", "mortar"],
}
_FILLERS = [
    "the",
    "report",
    "said",
    "on",
    "Tuesday",
    "that",
    "officials",
    "near",
    "town",
    "spoke",
    "of",
    "new",
    "plans",
]


class Listener:
    """Progress that remembers what it was told."""

    def __init__(self):
        self.stages, self.steps, self.warnings = [], [], []

    def stage(self, text):
        self.stages.append(text)

    def advance(self, done, total):
        self.steps.append((done, total))

    def warn(self, text):
        self.warnings.append(text)


def make_rows(articles: int = 24, seed: int = 0) -> list[dict]:
    """Return labelled rows in which a topic's words mark it, some with two topics and some with none."""
    draw = random.Random(seed)
    rows = []
    for article in range(articles):
        for position in range(5):
            topics = draw.sample(sorted(_WORDS), draw.choice([0, 1, 1, 1, 2]))
            words = [word for topic in topics for word in draw.sample(_WORDS[topic], 3)] + draw.sample(_FILLERS, 6)
            draw.shuffle(words)
            text = " ".join(words).capitalize() + "."
            rows.append({"article": f"a{article:02d}", "position": position, "text": text, "topics": topics})
    return rows


def write_jsonl(path: Path, rows: list[dict]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def run_cli(*arguments: str | Path, cwd: Path | None = None, stdin: bytes | None = None) -> subprocess.CompletedProcess:
    """Run the real command line."""
    return subprocess.run(
        [sys.executable, "-m", "classify", *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="session")
def corpus(tmp_path_factory) -> Path:
    """The folder of a small corpus: ``labelled.jsonl`` and ``small.yaml``."""
    folder = tmp_path_factory.mktemp("corpus")
    write_jsonl(folder / "labelled.jsonl", make_rows())
    (folder / "small.yaml").write_text("name: small\ndata: {path: labelled.jsonl}\n")
    return folder


@pytest.fixture(scope="session")
def model_folder(corpus, tmp_path_factory) -> Path:
    """The folder of a model trained on the small corpus."""
    from classify.config import load_config
    from classify.verbs.train import train

    folder = tmp_path_factory.mktemp("models") / "small"
    train(load_config(corpus / "small.yaml"), folder)
    return folder


@pytest.fixture(scope="session")
def tagger(model_folder):
    import classify

    return classify.load(model_folder)
