"""What the defaults reach on labelled texts of others, beside the scikit-learn pipeline of the textbooks, in one run.

Usage: python benchmarks/defaults.py FOLDER... [--tune 120s]

Each folder holds `train.jsonl` and `test.jsonl` (plain or .gz) with rows {"text", "labels"}. The config names the data
and nothing else: features, C and scaling are chosen on the training texts alone. The textbook is TfidfVectorizer() and
LogisticRegression(), one-vs-rest where texts have several labels, as scikit-learn has them by default. `--tune` also
searches for so long with `classify tune`. The table has micro F1 (accuracy, where texts have one label) and macro F1 on
the test texts, with 95 % intervals by bootstrap, and the seconds of training. Where a folder holds `dev.jsonl` as well,
one more row learns from both: the settings are chosen by cross-validation, so no texts need be kept for that.
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MultiLabelBinarizer


def read(path: Path) -> tuple[list[str], list[list[str]]]:
    """Return the texts of a file, and the labels of each."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        rows = [json.loads(line) for line in file]
    return [row["text"] for row in rows], [row["labels"] for row in rows]


def part(folder: Path, name: str) -> Path:
    """Return the file of a part of the data, plain or packed."""
    plain = folder / f"{name}.jsonl"
    return plain if plain.exists() else plain.with_suffix(".jsonl.gz")


def textbook(folder: Path) -> str:
    """Return the row of the scikit-learn pipeline."""
    texts, labels = read(part(folder, "train"))
    others, truth = read(part(folder, "test"))
    binarizer = MultiLabelBinarizer().fit(labels)
    one = all(len(each) == 1 for each in [*labels, *truth])
    classifier = LogisticRegression() if one else OneVsRestClassifier(LogisticRegression())
    model = make_pipeline(TfidfVectorizer(), classifier)
    begun = time.perf_counter()
    model.fit(texts, [each[0] for each in labels] if one else binarizer.transform(labels))
    seconds = time.perf_counter() - begun
    given = model.predict(others)
    given = binarizer.transform([[label] for label in given]) if one else given
    wanted = binarizer.transform([[label for label in each if label in binarizer.classes_] for each in truth])
    present = np.asarray((wanted.sum(axis=0) + given.sum(axis=0)) > 0).ravel()
    micro = f1_score(wanted, given, average="micro")
    macro = f1_score(wanted, given, average=None, zero_division=0)[present].mean()
    return f"| {folder.name} | textbook | {micro:.1%} | {macro:.1%} | {seconds:.0f} |"


def ours(folder: Path, scratch: Path, budget: str | None, parts: tuple[str, ...] = ("train",)) -> str:
    """Return the row of `classify train` on some parts of the data, after `classify tune` where a budget is given."""
    config, model = scratch / "own.yaml", scratch / "model"
    paths = [str(part(folder, name).resolve()) for name in parts]
    config.write_text(f"name: {json.dumps(folder.name)}\ndata: {{path: {json.dumps(paths)}}}\n")
    begun = time.perf_counter()
    if budget:
        run("tune", "--config", config, "--budget", budget, "--output", scratch / "tuned.yaml")
        config = scratch / "tuned.yaml"
    run("train", "--config", config, "--output", model, "--force")
    seconds = time.perf_counter() - begun
    scores = json.loads(run("evaluate", "--model", model, "--data", part(folder, "test"), "--format", "json"))
    name = f"classify, tuned for {budget}" if budget else "classify" + ", dev too" * (len(parts) > 1)
    return f"| {folder.name} | {name} | {shown(scores, 'micro_f1')} | {shown(scores, 'macro_f1')} | {seconds:.0f} |"


def run(*arguments: object) -> str:
    """Run the command line and return what it printed."""
    command = [sys.executable, "-m", "classify", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def shown(scores: dict, name: str) -> str:
    """Return a figure with its interval."""
    low, high = scores[f"{name}_interval"]
    return f"{scores[name]:.1%} ({low:.1%} to {high:.1%})"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--tune", metavar="BUDGET")
    options = parser.parse_args()
    print("| data | tagger | micro F1 | macro F1 | seconds |\n|---|---|---|---|---|")
    for folder in options.folders:
        print(textbook(folder), flush=True)
        for budget in [None, options.tune] if options.tune else [None]:
            with tempfile.TemporaryDirectory() as scratch:
                print(ours(folder, Path(scratch), budget), flush=True)
        if part(folder, "dev").exists():
            with tempfile.TemporaryDirectory() as scratch:
                print(ours(folder, Path(scratch), None, ("train", "dev")), flush=True)


if __name__ == "__main__":
    main()
